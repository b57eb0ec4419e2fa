// name: inventory_checks/write
// doc: Each row becomes an inventory check or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (inventory_check:InventoryCheck {workspace: $workspace, id: row.id})
SET
  inventory_check.subject_kind = row.subject_kind,
  inventory_check.record_kind = row.record_kind,
  inventory_check.checked_on = row.checked_on,
  inventory_check.complete = row.complete,
  inventory_check.by_role = row.by_role,
  inventory_check.version = row.version
