// name: changes/about
// doc: The changes of a workspace whose images, or a part of them, hold a text, after a sequence number, at most so many, oldest first.
// access: read
// params: workspace: STRING, text: STRING, after: INTEGER, limit: INTEGER
// returns: sequence: INTEGER, operation: STRING, kind: STRING, by: STRING, at: STRING, before: STRING, after: STRING, undoes: STRING, previous: STRING
MATCH (change:Change {workspace: $workspace})
WHERE change.sequence > $after
CALL (change) {
  WITH change
  WHERE change.generation IS NULL
  RETURN change.before AS before, change.after AS after
  UNION ALL
  MATCH (part:ChangePart {workspace: $workspace, generation: change.generation})
  RETURN part.before AS before, part.after AS after
}
WITH change, before, after
WHERE before CONTAINS $text OR after CONTAINS $text
RETURN
  change.sequence AS sequence,
  change.operation AS operation,
  change.kind AS kind,
  change.by AS by,
  change.at AS at,
  before,
  after,
  change.undoes AS undoes,
  change.previous AS previous
ORDER BY sequence LIMIT $limit
