// name: offers/link
// doc: Each row's references replace those of the offer with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (offer:Offer {workspace: $workspace, id: row.id})
CALL (offer) {
  MATCH (offer)-[owned:SERVES|FOR_GROUP|ON_THEME|AT|FROM_SOURCE]->()
  DELETE owned
}
CALL (offer) {
  MATCH (offer)<-[owned:OFFERS]-()
  DELETE owned
}
CALL (row, offer) {
  UNWIND range(0, size(row.leads) - 1) AS position
  MATCH (lead:Actor {workspace: $workspace, id: row.leads[position]})
  CREATE (lead)-[:OFFERS {role: 'lead', position: position}]->(offer)
}
CALL (row, offer) {
  UNWIND range(0, size(row.partners) - 1) AS position
  MATCH (partner:Actor {workspace: $workspace, id: row.partners[position]})
  CREATE (partner)-[:OFFERS {role: 'partner', position: position}]->(offer)
}
CALL (row, offer) {
  UNWIND range(0, size(row.areas) - 1) AS position
  MATCH (area:Area {workspace: $workspace, id: row.areas[position]})
  CREATE (offer)-[:SERVES {position: position}]->(area)
}
CALL (row, offer) {
  UNWIND range(0, size(row.target_groups) - 1) AS position
  MATCH (target_group:TargetGroup {workspace: $workspace, id: row.target_groups[position]})
  CREATE (offer)-[:FOR_GROUP {position: position}]->(target_group)
}
CALL (row, offer) {
  UNWIND range(0, size(row.themes) - 1) AS position
  MATCH (theme:Theme {workspace: $workspace, id: row.themes[position]})
  CREATE (offer)-[:ON_THEME {position: position}]->(theme)
}
CALL (row, offer) {
  MATCH (place:Place {workspace: $workspace, id: row.place})
  CREATE (offer)-[:AT]->(place)
}
CALL (row, offer) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (offer)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
