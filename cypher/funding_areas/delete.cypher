// name: funding_areas/delete
// doc: Every funding area with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (funding_area:FundingArea {workspace: $workspace, id: unwanted})
DETACH DELETE funding_area
RETURN unwanted AS id, [] AS referrers
