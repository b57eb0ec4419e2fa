// name: actors/read
// doc: Every actor with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, short_name: STRING, kinds: LIST, sphere: STRING, unit_of: STRING, affiliated_to: LIST, one_person: BOOLEAN, mediator: BOOLEAN, active_in: LIST, home_area: STRING, start: STRING, end: STRING, aliases: LIST, note: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (actor:Actor {workspace: $workspace, id: wanted})
RETURN
  actor.id AS id,
  actor.name AS name,
  actor.short_name AS short_name,
  actor.kinds AS kinds,
  actor.sphere AS sphere,
  head(COLLECT { MATCH (actor)-[:PART_OF {kind: 'unit'}]->(organisation:Actor) RETURN organisation.id }) AS unit_of,
  COLLECT { MATCH (actor)-[listed:PART_OF {kind: 'affiliation'}]->(umbrella:Actor) RETURN umbrella.id ORDER BY listed.position } AS affiliated_to,
  actor.one_person AS one_person,
  actor.mediator AS mediator,
  COLLECT { MATCH (actor)-[listed:ACTIVE_IN]->(area:Area) RETURN area.id ORDER BY listed.position } AS active_in,
  head(COLLECT { MATCH (actor)-[:BASED_IN]->(home:Area) RETURN home.id }) AS home_area,
  actor.start AS start,
  actor.end AS end,
  coalesce(actor.aliases, []) AS aliases,
  actor.note AS note,
  head(COLLECT { MATCH (actor)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  actor.version AS version
