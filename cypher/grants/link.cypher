// name: grants/link
// doc: Each row's references replace those of the grant with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (award:Grant {workspace: $workspace, id: row.id})
CALL (award) {
  MATCH (award)-[owned:FROM|FUNDS|FROM_SOURCE]->()
  DELETE owned
}
CALL (award) {
  MATCH (award)<-[owned:RECEIVES]-()
  DELETE owned
}
CALL (row, award) {
  MATCH (programme:Programme {workspace: $workspace, id: row.programme})
  CREATE (award)-[:FROM]->(programme)
}
CALL (row, award) {
  UNWIND range(0, size(row.recipients) - 1) AS position
  MATCH (recipient:Actor {workspace: $workspace, id: row.recipients[position]})
  CREATE (recipient)-[:RECEIVES {position: position}]->(award)
}
CALL (row, award) {
  UNWIND range(0, size(row.projects) - 1) AS position
  MATCH (project:Project {workspace: $workspace, id: row.projects[position]})
  CREATE (award)-[:FUNDS {position: position}]->(project)
}
CALL (row, award) {
  UNWIND range(0, size(row.offers) - 1) AS position
  MATCH (offer:Offer {workspace: $workspace, id: row.offers[position]})
  CREATE (award)-[:FUNDS {position: position}]->(offer)
}
CALL (row, award) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (award)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
