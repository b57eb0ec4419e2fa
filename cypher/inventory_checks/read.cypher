// name: inventory_checks/read
// doc: Every inventory check with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, subject_kind: STRING, subject: STRING, record_kind: STRING, checked_on: STRING, complete: BOOLEAN, theme: STRING, by_role: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (inventory_check:InventoryCheck {workspace: $workspace, id: wanted})
RETURN
  inventory_check.id AS id,
  inventory_check.subject_kind AS subject_kind,
  head(COLLECT { MATCH (inventory_check)-[:OF]->(subject:Area|WorkingGroup|Place) RETURN subject.id }) AS subject,
  inventory_check.record_kind AS record_kind,
  inventory_check.checked_on AS checked_on,
  inventory_check.complete AS complete,
  head(COLLECT { MATCH (inventory_check)-[:ON_THEME]->(theme:Theme) RETURN theme.id }) AS theme,
  inventory_check.by_role AS by_role,
  head(COLLECT { MATCH (inventory_check)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  inventory_check.version AS version
