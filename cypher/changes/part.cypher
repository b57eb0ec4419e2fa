// name: changes/part
// doc: A part of a large change.
// access: read
// params: workspace: STRING, generation: STRING, number: INTEGER
// returns: before: STRING, after: STRING, salt: STRING, erased: BOOLEAN
MATCH (part:ChangePart {workspace: $workspace, generation: $generation, number: $number})
RETURN part.before AS before, part.after AS after, part.salt AS salt, coalesce(part.erased, false) AS erased
