// name: tie_reports/list
// doc: The ids after a given one, at most so many, of every tie report with a text in the name of its wave or of an actor, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (tie_report:TieReport {workspace: $workspace})
WHERE $q = '' OR EXISTS { MATCH (tie_report)-[:IN_WAVE|BY|ABOUT]->(named:Wave|Actor) WHERE toLower(named.name) CONTAINS toLower($q) }
WITH tie_report.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
