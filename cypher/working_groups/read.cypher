// name: working_groups/read
// doc: Every working group with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, kind: STRING, areas: LIST, themes: LIST, members: LIST, chairs: LIST, moderators: LIST, residents: STRING, decides: STRING, start: STRING, end: STRING, aliases: LIST, note: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (working_group:WorkingGroup {workspace: $workspace, id: wanted})
RETURN
  working_group.id AS id,
  working_group.name AS name,
  working_group.kind AS kind,
  COLLECT { MATCH (working_group)-[listed:COVERS]->(area:Area) RETURN area.id ORDER BY listed.position } AS areas,
  COLLECT { MATCH (working_group)-[listed:ON_THEME]->(theme:Theme) RETURN theme.id ORDER BY listed.position } AS themes,
  COLLECT { MATCH (member:Actor)-[listed:MEMBER_OF {role: 'member'}]->(working_group) RETURN member.id ORDER BY listed.position } AS members,
  COLLECT { MATCH (chair:Actor)-[listed:MEMBER_OF {role: 'chair'}]->(working_group) RETURN chair.id ORDER BY listed.position } AS chairs,
  COLLECT { MATCH (moderator:Actor)-[listed:MEMBER_OF {role: 'moderator'}]->(working_group) RETURN moderator.id ORDER BY listed.position } AS moderators,
  working_group.residents AS residents,
  working_group.decides AS decides,
  working_group.start AS start,
  working_group.end AS end,
  coalesce(working_group.aliases, []) AS aliases,
  working_group.note AS note,
  head(COLLECT { MATCH (working_group)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  working_group.version AS version
