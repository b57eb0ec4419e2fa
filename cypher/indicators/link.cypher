// name: indicators/link
// doc: Each row's references replace those of the indicator with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (indicator:Indicator {workspace: $workspace, id: row.id})
CALL (indicator) {
  MATCH (indicator)-[owned:MEASURES|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, indicator) {
  MATCH (target_group:TargetGroup {workspace: $workspace, id: row.target_group})
  CREATE (indicator)-[:MEASURES]->(target_group)
}
CALL (row, indicator) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (indicator)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
