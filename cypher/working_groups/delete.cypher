// name: working_groups/delete
// doc: Every working group with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (working_group:WorkingGroup {workspace: $workspace, id: unwanted})
WITH working_group, unwanted, COLLECT { MATCH (working_group)<-[:OF_GROUP|OF]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE working_group
RETURN unwanted AS id, referrers
