// name: decisions/delete
// doc: A decision is taken back, as if it had never been made.
// access: write
// params: workspace: STRING, id: STRING
// returns: deleted: INTEGER
MATCH (decision:Decision {workspace: $workspace, id: $id})
DETACH DELETE decision
RETURN count(*) AS deleted
