// name: decisions/keep
// doc: A decision about a finding is on record; keeping it twice changes nothing.
// access: write
// params: workspace: STRING, id: STRING, finding: STRING, title: STRING, kind: STRING, reason: STRING, text: STRING, by_role: STRING, reply: STRING, reply_by: STRING, until: STRING, at: STRING, digest: STRING, alone: BOOLEAN
// returns: nothing
MERGE (decision:Decision {workspace: $workspace, id: $id})
SET decision.finding = $finding, decision.title = $title, decision.kind = $kind, decision.reason = $reason, decision.text = $text,
    decision.by_role = $by_role, decision.reply = $reply, decision.reply_by = $reply_by, decision.until = $until, decision.at = $at, decision.digest = $digest,
    decision.alone = $alone
