// name: offers/delete
// doc: Every offer with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (offer:Offer {workspace: $workspace, id: unwanted})
WITH offer, unwanted, COLLECT { MATCH (offer)<-[:FUNDS]-(other) RETURN {label: head(labels(other)), id: other.id} } AS referrers
DETACH DELETE offer
RETURN unwanted AS id, referrers
