// name: actors/list
// doc: The ids after a given one, at most so many, of every actor with a text in its names, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (actor:Actor {workspace: $workspace})
WHERE $q = '' OR toLower(actor.name + ' ' + coalesce(actor.short_name, '')) CONTAINS toLower($q)
WITH actor.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
