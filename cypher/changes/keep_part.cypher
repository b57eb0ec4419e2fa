// name: changes/keep_part
// doc: A part of a large change is on record; keeping it twice changes nothing.
// access: write
// params: workspace: STRING, generation: STRING, number: INTEGER, before: STRING, after: STRING, salt: STRING, erased: BOOLEAN
// returns: nothing
MERGE (part:ChangePart {workspace: $workspace, generation: $generation, number: $number})
SET part.before = $before, part.after = $after, part.salt = $salt, part.erased = $erased
