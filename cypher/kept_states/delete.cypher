// name: kept_states/delete
// doc: A kept state is gone, as if it had never been kept.
// access: write
// params: workspace: STRING, id: STRING
// returns: deleted: INTEGER
MATCH (state:KeptState {workspace: $workspace, id: $id})
DETACH DELETE state
RETURN count(*) AS deleted
