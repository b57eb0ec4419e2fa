// name: funding_areas/link
// doc: Each row's references replace those of the funding area with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (funding_area:FundingArea {workspace: $workspace, id: row.id})
CALL (funding_area) {
  MATCH (funding_area)-[owned:COVERS|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, funding_area) {
  UNWIND range(0, size(row.areas) - 1) AS position
  MATCH (area:Area {workspace: $workspace, id: row.areas[position]})
  CREATE (funding_area)-[:COVERS {position: position}]->(area)
}
CALL (row, funding_area) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (funding_area)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
