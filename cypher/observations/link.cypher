// name: observations/link
// doc: Each row's references replace those of the observation with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (observation:Observation {workspace: $workspace, id: row.id})
CALL (observation) {
  MATCH (observation)-[owned:OF|IN|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, observation) {
  MATCH (indicator:Indicator {workspace: $workspace, id: row.indicator})
  CREATE (observation)-[:OF]->(indicator)
}
CALL (row, observation) {
  MATCH (area:Area {workspace: $workspace, id: row.area})
  CREATE (observation)-[:IN]->(area)
}
CALL (row, observation) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (observation)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
