// name: integrity/strays
// doc: Which workspaces nodes say they belong to that do not exist, and how many nodes say so.
// access: read
// params: none
// returns: workspace: STRING, nodes: INTEGER
MATCH (node)
WHERE node.workspace IS NOT NULL AND NOT EXISTS { MATCH (:Workspace {id: node.workspace}) }
RETURN node.workspace AS workspace, count(*) AS nodes
ORDER BY workspace
