// name: grants/write
// doc: Each row becomes a grant or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (award:Grant {workspace: $workspace, id: row.id})
SET
  award.kind = row.kind,
  award.use = row.use,
  award.amount_eur = row.amount_eur,
  award.start = row.start,
  award.end = row.end,
  award.version = row.version
