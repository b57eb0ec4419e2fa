// name: grants/list
// doc: The ids after a given one, at most so many, of every grant with a text in the name of its programme, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (award:Grant {workspace: $workspace})
WHERE $q = '' OR EXISTS { MATCH (award)-[:FROM]->(programme:Programme) WHERE toLower(programme.name) CONTAINS toLower($q) }
WITH award.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
