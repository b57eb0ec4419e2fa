// name: indicators/write
// doc: Each row becomes an indicator or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (indicator:Indicator {workspace: $workspace, id: row.id})
SET
  indicator.name = row.name,
  indicator.measure = row.measure,
  indicator.direction = row.direction,
  indicator.source_note = row.source_note,
  indicator.may_be_passed_on = row.may_be_passed_on,
  indicator.smallest_count = row.smallest_count,
  indicator.aliases = row.aliases,
  indicator.version = row.version
