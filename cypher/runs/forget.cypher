// name: runs/forget
// doc: At most so many runs of a workspace that began before a moment are gone.
// access: write
// params: workspace: STRING, before: STRING, limit: INTEGER
// returns: forgotten: INTEGER
MATCH (run:Run {workspace: $workspace})
WHERE run.at < $before
WITH run LIMIT $limit
DELETE run
RETURN count(*) AS forgotten
