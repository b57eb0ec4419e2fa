// name: changes/undone
// doc: Which operations of a workspace were undone, and by which, oldest first.
// access: read
// params: workspace: STRING
// returns: operation: STRING, undoes: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > 0 AND change.undoes IS NOT NULL
RETURN change.operation AS operation, change.undoes AS undoes
ORDER BY change.sequence
