// name: operations/get
// doc: What the write with an idempotency key did.
// access: read
// params: workspace: STRING, key: STRING
// returns: sequence: INTEGER, digest: STRING
MATCH (operation:Operation {workspace: $workspace, key: $key})
RETURN operation.sequence AS sequence, operation.digest AS digest
