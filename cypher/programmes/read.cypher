// name: programmes/read
// doc: Every programme with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, level: STRING, aliases: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (programme:Programme {workspace: $workspace, id: wanted})
RETURN
  programme.id AS id,
  programme.name AS name,
  programme.level AS level,
  coalesce(programme.aliases, []) AS aliases,
  head(COLLECT { MATCH (programme)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  programme.version AS version
