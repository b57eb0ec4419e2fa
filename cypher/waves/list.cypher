// name: waves/list
// doc: The ids after a given one, at most so many, of every wave with a text in its name, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (wave:Wave {workspace: $workspace})
WHERE $q = '' OR toLower(wave.name) CONTAINS toLower($q)
WITH wave.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
