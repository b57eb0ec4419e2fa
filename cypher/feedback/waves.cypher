// name: feedback/waves
// doc: The waves to which filled sheets are kept, also those whose import was taken back or never arrived: how many, and when the first came in.
// access: read
// params: workspace: STRING
// returns: wave: STRING, sheets: INTEGER, since: STRING
MATCH (answer:FeedbackAnswer {workspace: $workspace})
OPTIONAL MATCH (change:Change {workspace: $workspace, operation: answer.operation})
RETURN answer.wave AS wave, count(*) AS sheets, min(coalesce(change.at, answer.at)) AS since
ORDER BY wave
