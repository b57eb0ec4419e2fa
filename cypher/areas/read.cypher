// name: areas/read
// doc: Every area with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, kind: STRING, code: STRING, part_of: STRING, neighbours: LIST, mediated_by: LIST, geometry: STRING, aliases: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (area:Area {workspace: $workspace, id: wanted})
RETURN
  area.id AS id,
  area.name AS name,
  area.kind AS kind,
  area.code AS code,
  head(COLLECT { MATCH (area)-[:PART_OF]->(whole:Area) RETURN whole.id }) AS part_of,
  COLLECT { MATCH (area)-[listed:ADJACENT_TO]->(neighbour:Area) RETURN neighbour.id ORDER BY listed.position } AS neighbours,
  COLLECT { MATCH (mediator:Actor)-[listed:MEDIATES]->(area) RETURN mediator.id ORDER BY listed.position } AS mediated_by,
  area.geometry AS geometry,
  coalesce(area.aliases, []) AS aliases,
  head(COLLECT { MATCH (area)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  area.version AS version
