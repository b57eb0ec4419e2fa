// name: funding_areas/write
// doc: Each row becomes a funding area or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (funding_area:FundingArea {workspace: $workspace, id: row.id})
SET
  funding_area.name = row.name,
  funding_area.basis = row.basis,
  funding_area.concept = row.concept,
  funding_area.start = row.start,
  funding_area.end = row.end,
  funding_area.aliases = row.aliases,
  funding_area.version = row.version
