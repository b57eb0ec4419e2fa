// name: changes/erase
// doc: The images of a change hold less than they did, and nobody can tell from a hash what they held.
// access: write
// params: workspace: STRING, sequence: INTEGER, before: STRING, after: STRING
// returns: nothing
MATCH (change:Change {workspace: $workspace, sequence: $sequence})
SET change.before = $before, change.after = $after, change.erased = true
REMOVE change.salt
WITH change
MATCH (operation:Operation {workspace: $workspace, key: change.operation})
SET operation.digest = ''
