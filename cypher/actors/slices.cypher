// name: actors/slices
// doc: The id of every so-manieth actor in order, and the last one: where to cut the actors into slices.
// access: read
// params: workspace: STRING, size: INTEGER
// returns: ends: LIST
MATCH (a:Actor {workspace: $workspace})
WITH a.id AS id ORDER BY id
WITH collect(id) AS ids
RETURN [at IN range(0, size(ids) - 1) WHERE (at + 1) % $size = 0 OR at = size(ids) - 1 | ids[at]] AS ends
