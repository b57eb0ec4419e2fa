// name: integrity/links
// doc: The relationships that begin in a workspace after a given place, at most so many, with all they hold and their ends.
// access: read
// params: workspace: STRING, after: STRING, limit: INTEGER
// returns: place: STRING, type: STRING, properties: MAP, from: LIST, to: LIST, leads_to: STRING
MATCH (node {workspace: $workspace})-[link]->(other)
WHERE elementId(link) > $after
RETURN elementId(link) AS place, type(link) AS type, properties(link) AS properties, labels(node) AS from, labels(other) AS to, other.workspace AS leads_to
ORDER BY place LIMIT $limit
