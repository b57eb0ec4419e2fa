// name: places/write
// doc: Each row becomes a place or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (place:Place {workspace: $workspace, id: row.id})
SET
  place.name = row.name,
  place.kind = row.kind,
  place.functions = row.functions,
  place.open_to_others = row.open_to_others,
  place.established = row.established,
  place.aliases = row.aliases,
  place.version = row.version
