// name: tie_reports/write
// doc: Each row becomes a tie report or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (tie_report:TieReport {workspace: $workspace, id: row.id})
SET
  tie_report.kind = row.kind,
  tie_report.strength = row.strength,
  tie_report.unsure = row.unsure,
  tie_report.trust_reliability = row.trust_reliability,
  tie_report.trust_mission = row.trust_mission,
  tie_report.trust_openness = row.trust_openness,
  tie_report.value_influence = row.value_influence,
  tie_report.value_involvement = row.value_involvement,
  tie_report.value_resources = row.value_resources,
  tie_report.version = row.version
