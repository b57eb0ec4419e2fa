// name: feedback/list
// doc: The answers to feedback sheets of a workspace whose import has arrived, the oldest first.
// access: read
// params: workspace: STRING
// returns: id: STRING, operation: STRING, wave: STRING, kind: STRING, subject: STRING, at: STRING, content: STRING
MATCH (answer:FeedbackAnswer {workspace: $workspace})
WHERE answer.id IS NOT NULL AND EXISTS { MATCH (:Change {workspace: $workspace, operation: answer.operation}) }
RETURN answer.id AS id, answer.operation AS operation, answer.wave AS wave, answer.kind AS kind, answer.subject AS subject,
       answer.at AS at, answer.content AS content
ORDER BY at, id
