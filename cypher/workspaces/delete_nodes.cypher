// name: workspaces/delete_nodes
// doc: At most so many nodes beside the records of a workspace are gone.
// access: write
// params: workspace: STRING, limit: INTEGER
// returns: deleted: INTEGER
MATCH (node:ImportRun|Run|Decision|KeptState|KeptMapping|FeedbackAnswer|Operation|Change|ChangePart {workspace: $workspace})
WITH node LIMIT $limit
DETACH DELETE node
RETURN count(*) AS deleted
