// name: occasions/delete
// doc: Every occasion with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (occasion:Occasion {workspace: $workspace, id: unwanted})
DETACH DELETE occasion
RETURN unwanted AS id, [] AS referrers
