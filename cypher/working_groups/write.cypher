// name: working_groups/write
// doc: Each row becomes a working group or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (working_group:WorkingGroup {workspace: $workspace, id: row.id})
SET
  working_group.name = row.name,
  working_group.kind = row.kind,
  working_group.residents = row.residents,
  working_group.decides = row.decides,
  working_group.start = row.start,
  working_group.end = row.end,
  working_group.aliases = row.aliases,
  working_group.note = row.note,
  working_group.version = row.version
