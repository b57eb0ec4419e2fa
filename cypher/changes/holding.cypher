// name: changes/holding
// doc: The changes of a workspace whose images, or parts of them, hold a text, after a part of a change, at most so many, oldest first.
// access: read
// params: workspace: STRING, text: STRING, after: INTEGER, part: INTEGER, limit: INTEGER
// returns: sequence: INTEGER, part: INTEGER, operation: STRING, kind: STRING, by: STRING, at: STRING, before: STRING, after: STRING, undoes: STRING, previous: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > 0 AND change.sequence >= $after
CALL (change) {
  WITH change
  WHERE change.generation IS NULL
  RETURN 0 AS part, change.before AS before, change.after AS after
  UNION ALL
  MATCH (part:ChangePart {workspace: $workspace, generation: change.generation})
  RETURN part.number AS part, part.before AS before, part.after AS after
}
WITH change, part, before, after
WHERE (change.sequence > $after OR part > $part) AND (before CONTAINS $text OR after CONTAINS $text)
RETURN
  change.sequence AS sequence,
  part,
  change.operation AS operation,
  change.kind AS kind,
  change.by AS by,
  change.at AS at,
  before,
  after,
  change.undoes AS undoes,
  change.previous AS previous
ORDER BY sequence, part LIMIT $limit
