// name: themes/write
// doc: Each code is a theme that records can refer to.
// access: write
// params: workspace: STRING, ids: LIST
// returns: nothing
UNWIND $ids AS id
MERGE (:Theme {workspace: $workspace, id: id})
