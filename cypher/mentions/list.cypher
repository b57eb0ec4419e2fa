// name: mentions/list
// doc: What stands beside the records of a workspace and holds a text that fits a pattern, or is about one of some records.
// access: read
// params: workspace: STRING, pattern: STRING, ids: LIST
// returns: label: STRING, id: STRING, texts: LIST
MATCH (noted:Decision|FeedbackAnswer|KeptState|KeptMapping|ImportRun {workspace: $workspace})
WITH noted, [text IN [noted.title, noted.text, noted.by_role, noted.reply, noted.reply_by, noted.content, noted.name]
             + coalesce(noted.titles, []) + coalesce(noted.files, []) WHERE text IS NOT NULL] AS texts
WHERE noted.subject IN $ids OR any(text IN texts WHERE text =~ $pattern)
RETURN head(labels(noted)) AS label, coalesce(noted.id, noted.name) AS id, texts
ORDER BY label, id
