// name: observations/write
// doc: Each row becomes an observation or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (observation:Observation {workspace: $workspace, id: row.id})
SET
  observation.ref_date = row.ref_date,
  observation.value = row.value,
  observation.suppressed = row.suppressed,
  observation.base = row.base,
  observation.version = row.version
