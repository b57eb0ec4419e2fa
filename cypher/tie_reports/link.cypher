// name: tie_reports/link
// doc: Each row's references replace those of the tie report with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (tie_report:TieReport {workspace: $workspace, id: row.id})
CALL (tie_report) {
  MATCH (tie_report)-[owned:IN_WAVE|BY|ABOUT|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, tie_report) {
  MATCH (wave:Wave {workspace: $workspace, id: row.wave})
  CREATE (tie_report)-[:IN_WAVE]->(wave)
}
CALL (row, tie_report) {
  MATCH (speaker:Actor {workspace: $workspace, id: row.by})
  CREATE (tie_report)-[:BY]->(speaker)
}
CALL (row, tie_report) {
  MATCH (other:Actor {workspace: $workspace, id: row.about})
  CREATE (tie_report)-[:ABOUT]->(other)
}
CALL (row, tie_report) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (tie_report)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
