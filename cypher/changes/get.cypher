// name: changes/get
// doc: The change that the write with an idempotency key made.
// access: read
// params: workspace: STRING, key: STRING
// returns: sequence: INTEGER, operation: STRING, kind: STRING, by: STRING, at: STRING, before: STRING, after: STRING, undoes: STRING, previous: STRING, hash: STRING, generation: STRING, parts: LIST, salt: STRING, erased: BOOLEAN
MATCH (change:Change {workspace: $workspace, operation: $key})
RETURN
  change.sequence AS sequence,
  change.operation AS operation,
  change.kind AS kind,
  change.by AS by,
  change.at AS at,
  change.before AS before,
  change.after AS after,
  change.undoes AS undoes,
  change.previous AS previous,
  change.hash AS hash,
  change.generation AS generation,
  coalesce(change.parts, []) AS parts,
  change.salt AS salt,
  coalesce(change.erased, false) AS erased
