// name: occasions/link
// doc: Each row's references replace those of the occasion with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (occasion:Occasion {workspace: $workspace, id: row.id})
CALL (occasion) {
  MATCH (occasion)-[owned:AT|OF_GROUP|FROM_SOURCE]->()
  DELETE owned
}
CALL (occasion) {
  MATCH (occasion)<-[owned:ATTENDS]-()
  DELETE owned
}
CALL (row, occasion) {
  MATCH (place:Place {workspace: $workspace, id: row.place})
  CREATE (occasion)-[:AT]->(place)
}
CALL (row, occasion) {
  MATCH (working_group:WorkingGroup {workspace: $workspace, id: row.working_group})
  CREATE (occasion)-[:OF_GROUP]->(working_group)
}
CALL (row, occasion) {
  UNWIND range(0, size(row.participants) - 1) AS position
  MATCH (participant:Actor {workspace: $workspace, id: row.participants[position]})
  CREATE (participant)-[:ATTENDS {position: position}]->(occasion)
}
CALL (row, occasion) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (occasion)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
