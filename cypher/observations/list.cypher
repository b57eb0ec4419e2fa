// name: observations/list
// doc: The ids after a given one, at most so many, of every observation with a text in the name of its indicator or area, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (observation:Observation {workspace: $workspace})
WHERE $q = '' OR EXISTS { MATCH (observation)-[:OF|IN]->(about:Indicator|Area) WHERE toLower(about.name) CONTAINS toLower($q) }
WITH observation.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
