// name: grants/delete
// doc: Every grant with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (award:Grant {workspace: $workspace, id: unwanted})
DETACH DELETE award
RETURN unwanted AS id, [] AS referrers
