// name: tie_reports/read
// doc: Every tie report with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, wave: STRING, by: STRING, about: STRING, kind: STRING, strength: INTEGER, unsure: BOOLEAN, trust_reliability: INTEGER, trust_mission: INTEGER, trust_openness: INTEGER, value_influence: INTEGER, value_involvement: INTEGER, value_resources: INTEGER, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (tie_report:TieReport {workspace: $workspace, id: wanted})
RETURN
  tie_report.id AS id,
  head(COLLECT { MATCH (tie_report)-[:IN_WAVE]->(wave:Wave) RETURN wave.id }) AS wave,
  head(COLLECT { MATCH (tie_report)-[:BY]->(speaker:Actor) RETURN speaker.id }) AS by,
  head(COLLECT { MATCH (tie_report)-[:ABOUT]->(other:Actor) RETURN other.id }) AS about,
  tie_report.kind AS kind,
  tie_report.strength AS strength,
  tie_report.unsure AS unsure,
  tie_report.trust_reliability AS trust_reliability,
  tie_report.trust_mission AS trust_mission,
  tie_report.trust_openness AS trust_openness,
  tie_report.value_influence AS value_influence,
  tie_report.value_involvement AS value_involvement,
  tie_report.value_resources AS value_resources,
  head(COLLECT { MATCH (tie_report)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  tie_report.version AS version
