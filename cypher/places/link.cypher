// name: places/link
// doc: Each row's references replace those of the place with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (place:Place {workspace: $workspace, id: row.id})
CALL (place) {
  MATCH (place)-[owned:LIES_IN|FROM_SOURCE]->()
  DELETE owned
}
CALL (place) {
  MATCH (place)<-[owned:OPERATES]-()
  DELETE owned
}
CALL (row, place) {
  MATCH (area:Area {workspace: $workspace, id: row.area})
  CREATE (place)-[:LIES_IN]->(area)
}
CALL (row, place) {
  UNWIND range(0, size(row.operators) - 1) AS position
  MATCH (operator:Actor {workspace: $workspace, id: row.operators[position]})
  CREATE (operator)-[:OPERATES {position: position}]->(place)
}
CALL (row, place) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (place)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
