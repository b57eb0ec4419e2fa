// name: occasions/write
// doc: Each row becomes an occasion or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (occasion:Occasion {workspace: $workspace, id: row.id})
SET
  occasion.name = row.name,
  occasion.date = row.date,
  occasion.kind = row.kind,
  occasion.version = row.version
