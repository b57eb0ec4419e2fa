// name: feedback/keep
// doc: An answer to a feedback sheet is on record; keeping it twice changes nothing.
// access: write
// params: workspace: STRING, id: STRING, operation: STRING, wave: STRING, kind: STRING, subject: STRING, at: STRING, content: STRING
// returns: nothing
MERGE (answer:FeedbackAnswer {workspace: $workspace, id: $id})
SET answer.operation = $operation, answer.wave = $wave, answer.kind = $kind, answer.subject = $subject, answer.at = $at,
    answer.content = $content
