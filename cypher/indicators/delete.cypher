// name: indicators/delete
// doc: Every indicator with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (indicator:Indicator {workspace: $workspace, id: unwanted})
WITH indicator, unwanted, COLLECT { MATCH (indicator)<-[:OF]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE indicator
RETURN unwanted AS id, referrers
