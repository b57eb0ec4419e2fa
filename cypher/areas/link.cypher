// name: areas/link
// doc: Each row's references replace those of the area with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (area:Area {workspace: $workspace, id: row.id})
CALL (area) {
  MATCH (area)-[owned:PART_OF|ADJACENT_TO|FROM_SOURCE]->()
  DELETE owned
}
CALL (area) {
  MATCH (area)<-[owned:MEDIATES]-()
  DELETE owned
}
CALL (row, area) {
  MATCH (whole:Area {workspace: $workspace, id: row.part_of})
  CREATE (area)-[:PART_OF]->(whole)
}
CALL (row, area) {
  UNWIND range(0, size(row.neighbours) - 1) AS position
  MATCH (neighbour:Area {workspace: $workspace, id: row.neighbours[position]})
  CREATE (area)-[:ADJACENT_TO {position: position}]->(neighbour)
}
CALL (row, area) {
  UNWIND range(0, size(row.mediated_by) - 1) AS position
  MATCH (mediator:Actor {workspace: $workspace, id: row.mediated_by[position]})
  CREATE (mediator)-[:MEDIATES {position: position}]->(area)
}
CALL (row, area) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (area)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
