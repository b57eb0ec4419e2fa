// name: changes/numbered
// doc: Which operation made the change of a sequence number.
// access: read
// params: workspace: STRING, sequence: INTEGER
// returns: operation: STRING
MATCH (change:Change {workspace: $workspace, sequence: $sequence})
RETURN change.operation AS operation
