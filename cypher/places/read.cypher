// name: places/read
// doc: Every place with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, kind: STRING, functions: LIST, area: STRING, operators: LIST, open_to_others: STRING, established: BOOLEAN, aliases: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (place:Place {workspace: $workspace, id: wanted})
RETURN
  place.id AS id,
  place.name AS name,
  place.kind AS kind,
  place.functions AS functions,
  head(COLLECT { MATCH (place)-[:LIES_IN]->(area:Area) RETURN area.id }) AS area,
  COLLECT { MATCH (operator:Actor)-[listed:OPERATES]->(place) RETURN operator.id ORDER BY listed.position } AS operators,
  place.open_to_others AS open_to_others,
  place.established AS established,
  coalesce(place.aliases, []) AS aliases,
  head(COLLECT { MATCH (place)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  place.version AS version
