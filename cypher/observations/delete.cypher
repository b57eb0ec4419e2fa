// name: observations/delete
// doc: Every observation with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (observation:Observation {workspace: $workspace, id: unwanted})
DETACH DELETE observation
RETURN unwanted AS id, [] AS referrers
