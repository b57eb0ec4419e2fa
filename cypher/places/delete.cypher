// name: places/delete
// doc: Every place with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (place:Place {workspace: $workspace, id: unwanted})
WITH place, unwanted, COLLECT { MATCH (place)<-[:AT|OF]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE place
RETURN unwanted AS id, referrers
