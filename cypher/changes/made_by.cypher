// name: changes/made_by
// doc: The changes of a workspace that a key or a person made, the oldest first.
// access: read
// params: workspace: STRING, who: STRING
// returns: sequence: INTEGER, at: STRING, kind: STRING, by: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > 0 AND change.who = $who
RETURN change.sequence AS sequence, change.at AS at, change.kind AS kind, change.by AS by
ORDER BY sequence
