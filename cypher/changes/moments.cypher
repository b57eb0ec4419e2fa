// name: changes/moments
// doc: When the changes of a workspace were made, by their numbers.
// access: read
// params: workspace: STRING
// returns: sequence: INTEGER, at: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > 0
RETURN change.sequence AS sequence, change.at AS at
ORDER BY sequence
