// name: programmes/write
// doc: Each row becomes a programme or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (programme:Programme {workspace: $workspace, id: row.id})
SET
  programme.name = row.name,
  programme.level = row.level,
  programme.aliases = row.aliases,
  programme.version = row.version
