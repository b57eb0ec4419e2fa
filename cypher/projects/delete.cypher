// name: projects/delete
// doc: Every project with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (project:Project {workspace: $workspace, id: unwanted})
WITH project, unwanted, COLLECT { MATCH (project)<-[:FUNDS]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE project
RETURN unwanted AS id, referrers
