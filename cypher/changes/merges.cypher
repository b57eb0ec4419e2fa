// name: changes/merges
// doc: The merges of a workspace with what they changed, oldest first.
// access: read
// params: workspace: STRING
// returns: operation: STRING, before: STRING, after: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > 0 AND change.kind = 'merge' AND change.generation IS NULL
RETURN change.operation AS operation, change.before AS before, change.after AS after
ORDER BY change.sequence
