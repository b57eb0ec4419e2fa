// name: inventory_checks/list
// doc: The ids after a given one, at most so many, of every inventory check with a text in the name of its subject, and how many there are in all.
// access: read
// params: workspace: STRING, q: STRING, after: STRING, limit: INTEGER
// returns: ids: LIST, total: INTEGER
MATCH (inventory_check:InventoryCheck {workspace: $workspace})
WHERE $q = '' OR EXISTS { MATCH (inventory_check)-[:OF]->(subject:Area|WorkingGroup|Place) WHERE toLower(subject.name) CONTAINS toLower($q) }
WITH inventory_check.id AS id ORDER BY id
WITH collect(id) AS found
RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total
