// name: tie_reports/delete
// doc: Every tie report with one of the ids is gone; nothing ever refers to one.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (tie_report:TieReport {workspace: $workspace, id: unwanted})
DETACH DELETE tie_report
RETURN unwanted AS id, [] AS referrers
