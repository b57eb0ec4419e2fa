// name: tie_reports/unanswered
// doc: Which of these tie reports, and of those in these waves, are by an actor that is not among those who answered.
// access: read
// params: workspace: STRING, waves: LIST, ids: LIST
// returns: id: STRING, wave: STRING, by: STRING
UNWIND $waves AS wanted
MATCH (wave:Wave {workspace: $workspace, id: wanted})<-[:IN_WAVE]-(tie_report:TieReport)-[:BY]->(speaker:Actor)
WHERE NOT EXISTS { MATCH (wave)-[:ANSWERED_BY]->(speaker) }
RETURN tie_report.id AS id, wave.id AS wave, speaker.id AS by
UNION
UNWIND $ids AS wanted
MATCH (tie_report:TieReport {workspace: $workspace, id: wanted})-[:BY]->(speaker:Actor)
MATCH (tie_report)-[:IN_WAVE]->(wave:Wave)
WHERE NOT EXISTS { MATCH (wave)-[:ANSWERED_BY]->(speaker) }
RETURN tie_report.id AS id, wave.id AS wave, speaker.id AS by
