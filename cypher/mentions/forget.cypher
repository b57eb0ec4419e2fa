// name: mentions/forget
// doc: Nothing beside the records of a workspace holds a text that fits a pattern, or is about one of some records; results that are kept for a while are gone.
// access: write
// params: workspace: STRING, pattern: STRING, ids: LIST
// returns: nothing
CALL () {
  MATCH (decision:Decision {workspace: $workspace})
  WHERE any(text IN [decision.title, decision.text, decision.by_role, decision.reply, decision.reply_by] WHERE text =~ $pattern)
  DETACH DELETE decision
}
CALL () {
  MATCH (answer:FeedbackAnswer {workspace: $workspace})
  WHERE answer.subject IN $ids OR answer.content =~ $pattern
  DETACH DELETE answer
}
CALL () {
  MATCH (state:KeptState {workspace: $workspace})
  WITH state, [at IN range(0, size(state.titles) - 1) WHERE NOT state.titles[at] =~ $pattern] AS kept
  SET state.keys = [at IN kept | state.keys[at]], state.titles = [at IN kept | state.titles[at]]
}
CALL () {
  MATCH (mapping:KeptMapping {workspace: $workspace})
  WHERE mapping.name =~ $pattern OR mapping.text =~ $pattern
  DETACH DELETE mapping
}
CALL () {
  MATCH (import:ImportRun {workspace: $workspace})
  SET import.files = [file IN import.files | CASE WHEN file =~ $pattern THEN '…' ELSE file END]
}
CALL () {
  MATCH (run:Run {workspace: $workspace})
  DETACH DELETE run
}
CALL () {
  MATCH (answer:Answer)
  WHERE answer.body =~ $pattern OR any(id IN $ids WHERE answer.body CONTAINS '"' + id + '"')
  DETACH DELETE answer
}
