// name: funding_areas/read
// doc: Every funding area with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, basis: STRING, areas: LIST, concept: STRING, start: STRING, end: STRING, aliases: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (funding_area:FundingArea {workspace: $workspace, id: wanted})
RETURN
  funding_area.id AS id,
  funding_area.name AS name,
  funding_area.basis AS basis,
  COLLECT { MATCH (funding_area)-[listed:COVERS]->(area:Area) RETURN area.id ORDER BY listed.position } AS areas,
  funding_area.concept AS concept,
  funding_area.start AS start,
  funding_area.end AS end,
  coalesce(funding_area.aliases, []) AS aliases,
  head(COLLECT { MATCH (funding_area)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  funding_area.version AS version
