// name: decisions/list
// doc: Every decision of a workspace, the oldest first.
// access: read
// params: workspace: STRING
// returns: id: STRING, finding: STRING, title: STRING, kind: STRING, reason: STRING, text: STRING, by_role: STRING, until: STRING, at: STRING, digest: STRING, reply: STRING, reply_by: STRING, alone: BOOLEAN
MATCH (decision:Decision {workspace: $workspace})
RETURN decision.id AS id, decision.finding AS finding, decision.title AS title, decision.kind AS kind, decision.reason AS reason, decision.text AS text,
       decision.by_role AS by_role, decision.until AS until, decision.at AS at, decision.digest AS digest, decision.reply AS reply,
       decision.reply_by AS reply_by, coalesce(decision.alone, false) AS alone
ORDER BY at, id
