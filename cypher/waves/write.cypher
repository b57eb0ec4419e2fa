// name: waves/write
// doc: Each row becomes a wave or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (wave:Wave {workspace: $workspace, id: row.id})
SET
  wave.name = row.name,
  wave.date = row.date,
  wave.mode = row.mode,
  wave.version = row.version
