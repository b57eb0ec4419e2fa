// name: observations/read
// doc: Every observation with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, indicator: STRING, area: STRING, ref_date: STRING, value: FLOAT, suppressed: BOOLEAN, base: FLOAT, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (observation:Observation {workspace: $workspace, id: wanted})
RETURN
  observation.id AS id,
  head(COLLECT { MATCH (observation)-[:OF]->(indicator:Indicator) RETURN indicator.id }) AS indicator,
  head(COLLECT { MATCH (observation)-[:IN]->(area:Area) RETURN area.id }) AS area,
  observation.ref_date AS ref_date,
  observation.value AS value,
  observation.suppressed AS suppressed,
  observation.base AS base,
  head(COLLECT { MATCH (observation)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  observation.version AS version
