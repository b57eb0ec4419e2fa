// name: inventory_checks/link
// doc: Each row's references replace those of the inventory check with its id; what it refers to exists.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MATCH (inventory_check:InventoryCheck {workspace: $workspace, id: row.id})
CALL (inventory_check) {
  MATCH (inventory_check)-[owned:OF|ON_THEME|FROM_SOURCE]->()
  DELETE owned
}
CALL (row, inventory_check) {
  MATCH (subject:Area {workspace: $workspace, id: row.subject})
  WHERE row.subject_kind = 'area'
  CREATE (inventory_check)-[:OF]->(subject)
}
CALL (row, inventory_check) {
  MATCH (subject:WorkingGroup {workspace: $workspace, id: row.subject})
  WHERE row.subject_kind = 'working_group'
  CREATE (inventory_check)-[:OF]->(subject)
}
CALL (row, inventory_check) {
  MATCH (subject:Place {workspace: $workspace, id: row.subject})
  WHERE row.subject_kind = 'place'
  CREATE (inventory_check)-[:OF]->(subject)
}
CALL (row, inventory_check) {
  MATCH (theme:Theme {workspace: $workspace, id: row.theme})
  CREATE (inventory_check)-[:ON_THEME]->(theme)
}
CALL (row, inventory_check) {
  MATCH (file:Source {workspace: $workspace, file: row.source.file})
  CREATE (inventory_check)-[:FROM_SOURCE {sheet: row.source.sheet, row: row.source.row}]->(file)
}
