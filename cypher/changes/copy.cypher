// name: changes/copy
// doc: The changes of a workspace after a sequence number with the digests of their operations, at most so many, oldest first.
// access: read
// params: workspace: STRING, after: INTEGER, limit: INTEGER
// returns: sequence: INTEGER, operation: STRING, kind: STRING, by: STRING, at: STRING, before: STRING, after: STRING, undoes: STRING, previous: STRING, hash: STRING, generation: STRING, parts: LIST, salt: STRING, erased: BOOLEAN, digest: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > $after
MATCH (operation:Operation {workspace: $workspace, key: change.operation})
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
  coalesce(change.erased, false) AS erased,
  operation.digest AS digest
ORDER BY sequence LIMIT $limit
