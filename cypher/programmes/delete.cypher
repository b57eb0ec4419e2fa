// name: programmes/delete
// doc: Every programme with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (programme:Programme {workspace: $workspace, id: unwanted})
WITH programme, unwanted, COLLECT { MATCH (programme)<-[:FROM]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE programme
RETURN unwanted AS id, referrers
