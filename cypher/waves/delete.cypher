// name: waves/delete
// doc: Every wave with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (wave:Wave {workspace: $workspace, id: unwanted})
WITH wave, unwanted, COLLECT { MATCH (wave)<-[:IN_WAVE]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE wave
RETURN unwanted AS id, referrers
