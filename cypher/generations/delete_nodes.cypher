// name: generations/delete_nodes
// doc: At most so many nodes of a generation of a workspace are gone, with their relationships.
// access: write
// params: workspace: STRING, limit: INTEGER
// returns: deleted: INTEGER
MATCH (node:Area|Actor|Place|FundingArea|Programme|Indicator|Offer|Project|WorkingGroup|Grant|Observation|Occasion|InventoryCheck|Wave|TieReport|TargetGroup|Theme|Source {workspace: $workspace})
WITH node LIMIT $limit
DETACH DELETE node
RETURN count(*) AS deleted
