// name: programmes/link
// doc: Each row's references replace those of the programme with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (programme:Programme {workspace: $workspace, id: row.id})
CALL (programme) {
  MATCH (programme)-[owned:FROM_SOURCE]->()
  DELETE owned
}
CALL (row, programme) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (programme)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
