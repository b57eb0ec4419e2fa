// name: changes/forget_who
// doc: Who made a change is forgotten of at most so many changes: of those of a key or person, and of those before a moment.
// access: write
// params: workspace: STRING, who: STRING, before: STRING, limit: INTEGER
// returns: forgotten: INTEGER
MATCH (change:Change {workspace: $workspace})
WHERE change.who = $who OR (change.who IS NOT NULL AND change.at < $before)
WITH change LIMIT $limit
REMOVE change.who
RETURN count(*) AS forgotten
