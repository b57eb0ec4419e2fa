// name: cooperations/list
// doc: The ids after a given one, at most so many, of every cooperation with a text in the name of one of its actors, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (a:Actor)-[tie:COOPERATES {workspace: $workspace}]->(b:Actor)
WHERE $q = '' OR toLower(a.name + ' ' + b.name) CONTAINS toLower($q)
WITH tie.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
