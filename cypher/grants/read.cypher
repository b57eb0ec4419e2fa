// name: grants/read
// doc: Every grant with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, programme: STRING, recipients: LIST, projects: LIST, offers: LIST, kind: STRING, use: STRING, amount_eur: FLOAT, start: STRING, end: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (award:Grant {workspace: $workspace, id: wanted})
RETURN
  award.id AS id,
  head(COLLECT { MATCH (award)-[:FROM]->(programme:Programme) RETURN programme.id }) AS programme,
  COLLECT { MATCH (recipient:Actor)-[listed:RECEIVES]->(award) RETURN recipient.id ORDER BY listed.position } AS recipients,
  COLLECT { MATCH (award)-[listed:FUNDS]->(project:Project) RETURN project.id ORDER BY listed.position } AS projects,
  COLLECT { MATCH (award)-[listed:FUNDS]->(offer:Offer) RETURN offer.id ORDER BY listed.position } AS offers,
  award.kind AS kind,
  award.use AS use,
  award.amount_eur AS amount_eur,
  award.start AS start,
  award.end AS end,
  head(COLLECT { MATCH (award)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  award.version AS version
