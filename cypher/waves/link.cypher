// name: waves/link
// doc: Each row's references replace those of the wave with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (wave:Wave {workspace: $workspace, id: row.id})
CALL (wave) {
  MATCH (wave)-[owned:ASKED|ANSWERED_BY|ASKED_ABOUT|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, wave) {
  UNWIND range(0, size(row.asked) - 1) AS position
  MATCH (actor:Actor {workspace: $workspace, id: row.asked[position]})
  CREATE (wave)-[:ASKED {position: position}]->(actor)
}
CALL (row, wave) {
  UNWIND range(0, size(row.answered_by) - 1) AS position
  MATCH (actor:Actor {workspace: $workspace, id: row.answered_by[position]})
  CREATE (wave)-[:ANSWERED_BY {position: position}]->(actor)
}
CALL (row, wave) {
  UNWIND range(0, size(row.asked_about) - 1) AS position
  MATCH (actor:Actor {workspace: $workspace, id: row.asked_about[position]})
  CREATE (wave)-[:ASKED_ABOUT {position: position}]->(actor)
}
CALL (row, wave) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (wave)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
