// name: projects/link
// doc: Each row's references replace those of the project with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (project:Project {workspace: $workspace, id: row.id})
CALL (project) {
  MATCH (project)-[owned:IN_AREA|FOR_GROUP|ON_THEME|AT|FROM_SOURCE]->()
  DELETE owned
}
CALL (project) {
  MATCH (project)<-[owned:TAKES_PART_IN]-()
  DELETE owned
}
CALL (row, project) {
  UNWIND range(0, size(row.leads) - 1) AS position
  MATCH (lead:Actor {workspace: $workspace, id: row.leads[position]})
  CREATE (lead)-[:TAKES_PART_IN {role: 'lead', position: position}]->(project)
}
CALL (row, project) {
  UNWIND range(0, size(row.partners) - 1) AS position
  MATCH (partner:Actor {workspace: $workspace, id: row.partners[position]})
  CREATE (partner)-[:TAKES_PART_IN {role: 'partner', position: position}]->(project)
}
CALL (row, project) {
  UNWIND range(0, size(row.areas) - 1) AS position
  MATCH (area:Area {workspace: $workspace, id: row.areas[position]})
  CREATE (project)-[:IN_AREA {position: position}]->(area)
}
CALL (row, project) {
  UNWIND range(0, size(row.target_groups) - 1) AS position
  MATCH (target_group:TargetGroup {workspace: $workspace, id: row.target_groups[position]})
  CREATE (project)-[:FOR_GROUP {position: position}]->(target_group)
}
CALL (row, project) {
  UNWIND range(0, size(row.themes) - 1) AS position
  MATCH (theme:Theme {workspace: $workspace, id: row.themes[position]})
  CREATE (project)-[:ON_THEME {position: position}]->(theme)
}
CALL (row, project) {
  MATCH (place:Place {workspace: $workspace, id: row.place})
  CREATE (project)-[:AT]->(place)
}
CALL (row, project) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (project)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
