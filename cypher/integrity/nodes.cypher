// name: integrity/nodes
// doc: The nodes of a workspace after a given place, at most so many, with all they hold.
// access: read
// params: workspace: STRING, after: STRING, limit: INTEGER
// returns: place: STRING, labels: LIST, properties: MAP
MATCH (node {workspace: $workspace})
WHERE elementId(node) > $after
RETURN elementId(node) AS place, labels(node) AS labels, properties(node) AS properties
ORDER BY place LIMIT $limit
