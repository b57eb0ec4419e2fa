// name: inventory_checks/delete
// doc: Every inventory check with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (inventory_check:InventoryCheck {workspace: $workspace, id: unwanted})
DETACH DELETE inventory_check
RETURN unwanted AS id, [] AS referrers
