// name: areas/delete
// doc: Every area with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (area:Area {workspace: $workspace, id: unwanted})
WITH area, unwanted, COLLECT { MATCH (area)<-[:PART_OF|ADJACENT_TO|ACTIVE_IN|BASED_IN|LIES_IN|COVERS|SERVES|IN_AREA|IN|OF]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE area
RETURN unwanted AS id, referrers
