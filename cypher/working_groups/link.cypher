// name: working_groups/link
// doc: Each row's references replace those of the working group with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (working_group:WorkingGroup {workspace: $workspace, id: row.id})
CALL (working_group) {
  MATCH (working_group)-[owned:COVERS|ON_THEME|FROM_SOURCE]->()
  DELETE owned
}
CALL (working_group) {
  MATCH (working_group)<-[owned:MEMBER_OF]-()
  DELETE owned
}
CALL (row, working_group) {
  UNWIND range(0, size(row.areas) - 1) AS position
  MATCH (area:Area {workspace: $workspace, id: row.areas[position]})
  CREATE (working_group)-[:COVERS {position: position}]->(area)
}
CALL (row, working_group) {
  UNWIND range(0, size(row.themes) - 1) AS position
  MATCH (theme:Theme {workspace: $workspace, id: row.themes[position]})
  CREATE (working_group)-[:ON_THEME {position: position}]->(theme)
}
CALL (row, working_group) {
  UNWIND range(0, size(row.members) - 1) AS position
  MATCH (member:Actor {workspace: $workspace, id: row.members[position]})
  CREATE (member)-[:MEMBER_OF {role: 'member', position: position}]->(working_group)
}
CALL (row, working_group) {
  UNWIND range(0, size(row.chairs) - 1) AS position
  MATCH (chair:Actor {workspace: $workspace, id: row.chairs[position]})
  CREATE (chair)-[:MEMBER_OF {role: 'chair', position: position}]->(working_group)
}
CALL (row, working_group) {
  UNWIND range(0, size(row.moderators) - 1) AS position
  MATCH (moderator:Actor {workspace: $workspace, id: row.moderators[position]})
  CREATE (moderator)-[:MEMBER_OF {role: 'moderator', position: position}]->(working_group)
}
CALL (row, working_group) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (working_group)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
