// name: changes/erase_part
// doc: A part of a large change holds less than it did, and nobody can tell from a hash what it held.
// access: write
// params: workspace: STRING, sequence: INTEGER, generation: STRING, number: INTEGER, before: STRING, after: STRING
// returns: nothing
MATCH (part:ChangePart {workspace: $workspace, generation: $generation, number: $number})
SET part.before = $before, part.after = $after, part.erased = true
REMOVE part.salt
WITH part
MATCH (change:Change {workspace: $workspace, sequence: $sequence})
MATCH (operation:Operation {workspace: $workspace, key: change.operation})
SET operation.digest = ''
