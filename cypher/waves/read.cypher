// name: waves/read
// doc: Every wave with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, date: STRING, mode: STRING, asked: LIST, answered_by: LIST, asked_about: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (wave:Wave {workspace: $workspace, id: wanted})
RETURN
  wave.id AS id,
  wave.name AS name,
  wave.date AS date,
  wave.mode AS mode,
  COLLECT { MATCH (wave)-[listed:ASKED]->(actor:Actor) RETURN actor.id ORDER BY listed.position } AS asked,
  COLLECT { MATCH (wave)-[listed:ANSWERED_BY]->(actor:Actor) RETURN actor.id ORDER BY listed.position } AS answered_by,
  COLLECT { MATCH (wave)-[listed:ASKED_ABOUT]->(actor:Actor) RETURN actor.id ORDER BY listed.position } AS asked_about,
  head(COLLECT { MATCH (wave)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  wave.version AS version
