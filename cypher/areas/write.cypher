// name: areas/write
// doc: Each row becomes an area or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (area:Area {workspace: $workspace, id: row.id})
SET
  area.name = row.name,
  area.kind = row.kind,
  area.code = row.code,
  area.geometry = row.geometry,
  area.aliases = row.aliases,
  area.version = row.version
