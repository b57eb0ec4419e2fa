// name: integrity/strays
// doc: Which workspaces nodes say they belong to that do not exist, and how many nodes say so.
// access: read
// params: none
// returns: workspace: STRING, nodes: INTEGER
MATCH (node)
WHERE node.workspace IS NOT NULL
  AND NOT EXISTS { MATCH (:Workspace {id: node.workspace}) }
  AND NOT EXISTS { MATCH (home:Workspace) WHERE node.workspace IN [home.generation] + home.left }
  AND NOT EXISTS { MATCH (:Staging {generation: node.workspace}) }
RETURN node.workspace AS workspace, count(*) AS nodes
ORDER BY workspace
