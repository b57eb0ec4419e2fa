// name: cooperations/delete
// doc: Every cooperation with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH ()-[tie:COOPERATES {workspace: $workspace, id: unwanted}]->()
DELETE tie
RETURN unwanted AS id, [] AS referrers
