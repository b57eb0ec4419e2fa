// name: projects/read
// doc: Every project with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, leads: LIST, partners: LIST, areas: LIST, target_groups: LIST, themes: LIST, place: STRING, participation: STRING, role_model: STRING, role_model_why: STRING, role_model_source: STRING, start: STRING, end: STRING, aliases: LIST, note: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (project:Project {workspace: $workspace, id: wanted})
RETURN
  project.id AS id,
  project.name AS name,
  COLLECT { MATCH (lead:Actor)-[listed:TAKES_PART_IN {role: 'lead'}]->(project) RETURN lead.id ORDER BY listed.position } AS leads,
  COLLECT { MATCH (partner:Actor)-[listed:TAKES_PART_IN {role: 'partner'}]->(project) RETURN partner.id ORDER BY listed.position } AS partners,
  COLLECT { MATCH (project)-[listed:IN_AREA]->(area:Area) RETURN area.id ORDER BY listed.position } AS areas,
  COLLECT { MATCH (project)-[listed:FOR_GROUP]->(target_group:TargetGroup) RETURN target_group.id ORDER BY listed.position } AS target_groups,
  COLLECT { MATCH (project)-[listed:ON_THEME]->(theme:Theme) RETURN theme.id ORDER BY listed.position } AS themes,
  head(COLLECT { MATCH (project)-[:AT]->(place:Place) RETURN place.id }) AS place,
  project.participation AS participation,
  project.role_model AS role_model,
  project.role_model_why AS role_model_why,
  project.role_model_source AS role_model_source,
  project.start AS start,
  project.end AS end,
  coalesce(project.aliases, []) AS aliases,
  project.note AS note,
  head(COLLECT { MATCH (project)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  project.version AS version
