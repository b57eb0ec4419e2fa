// name: occasions/read
// doc: Every occasion with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, date: STRING, kind: STRING, place: STRING, working_group: STRING, participants: LIST, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (occasion:Occasion {workspace: $workspace, id: wanted})
RETURN
  occasion.id AS id,
  occasion.name AS name,
  occasion.date AS date,
  occasion.kind AS kind,
  head(COLLECT { MATCH (occasion)-[:AT]->(place:Place) RETURN place.id }) AS place,
  head(COLLECT { MATCH (occasion)-[:OF_GROUP]->(working_group:WorkingGroup) RETURN working_group.id }) AS working_group,
  COLLECT { MATCH (participant:Actor)-[listed:ATTENDS]->(occasion) RETURN participant.id ORDER BY listed.position } AS participants,
  head(COLLECT { MATCH (occasion)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  occasion.version AS version
