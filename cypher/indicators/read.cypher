// name: indicators/read
// doc: Every indicator with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, measure: STRING, direction: STRING, target_group: STRING, source_note: STRING, may_be_passed_on: BOOLEAN, smallest_count: INTEGER, aliases: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (indicator:Indicator {workspace: $workspace, id: wanted})
RETURN
  indicator.id AS id,
  indicator.name AS name,
  indicator.measure AS measure,
  indicator.direction AS direction,
  head(COLLECT { MATCH (indicator)-[:MEASURES]->(target_group:TargetGroup) RETURN target_group.id }) AS target_group,
  indicator.source_note AS source_note,
  indicator.may_be_passed_on AS may_be_passed_on,
  coalesce(indicator.smallest_count, 10) AS smallest_count,
  coalesce(indicator.aliases, []) AS aliases,
  head(COLLECT { MATCH (indicator)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  indicator.version AS version
