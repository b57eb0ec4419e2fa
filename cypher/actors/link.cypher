// name: actors/link
// doc: Each row's references replace those of the actor with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (actor:Actor {workspace: $workspace, id: row.id})
CALL (actor) {
  MATCH (actor)-[owned:PART_OF|ACTIVE_IN|BASED_IN|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, actor) {
  MATCH (organisation:Actor {workspace: $workspace, id: row.unit_of})
  CREATE (actor)-[:PART_OF {kind: 'unit'}]->(organisation)
}
CALL (row, actor) {
  UNWIND range(0, size(row.affiliated_to) - 1) AS position
  MATCH (umbrella:Actor {workspace: $workspace, id: row.affiliated_to[position]})
  CREATE (actor)-[:PART_OF {kind: 'affiliation', position: position}]->(umbrella)
}
CALL (row, actor) {
  UNWIND range(0, size(row.active_in) - 1) AS position
  MATCH (area:Area {workspace: $workspace, id: row.active_in[position]})
  CREATE (actor)-[:ACTIVE_IN {position: position}]->(area)
}
CALL (row, actor) {
  MATCH (home:Area {workspace: $workspace, id: row.home_area})
  CREATE (actor)-[:BASED_IN]->(home)
}
CALL (row, actor) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (actor)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
