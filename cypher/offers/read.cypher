// name: offers/read
// doc: Every offer with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, name: STRING, leads: LIST, partners: LIST, form: STRING, area_mode: STRING, areas: LIST, target_groups: LIST, themes: LIST, place: STRING, legal_plurality: BOOLEAN, start: STRING, end: STRING, aliases: LIST, note: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (offer:Offer {workspace: $workspace, id: wanted})
RETURN
  offer.id AS id,
  offer.name AS name,
  COLLECT { MATCH (lead:Actor)-[listed:OFFERS {role: 'lead'}]->(offer) RETURN lead.id ORDER BY listed.position } AS leads,
  COLLECT { MATCH (partner:Actor)-[listed:OFFERS {role: 'partner'}]->(offer) RETURN partner.id ORDER BY listed.position } AS partners,
  offer.form AS form,
  offer.area_mode AS area_mode,
  COLLECT { MATCH (offer)-[listed:SERVES]->(area:Area) RETURN area.id ORDER BY listed.position } AS areas,
  COLLECT { MATCH (offer)-[listed:FOR_GROUP]->(target_group:TargetGroup) RETURN target_group.id ORDER BY listed.position } AS target_groups,
  COLLECT { MATCH (offer)-[listed:ON_THEME]->(theme:Theme) RETURN theme.id ORDER BY listed.position } AS themes,
  head(COLLECT { MATCH (offer)-[:AT]->(place:Place) RETURN place.id }) AS place,
  offer.legal_plurality AS legal_plurality,
  offer.start AS start,
  offer.end AS end,
  coalesce(offer.aliases, []) AS aliases,
  offer.note AS note,
  head(COLLECT { MATCH (offer)-[at:FROM_SOURCE]->(file:Source) RETURN {file: file.file, sheet: at.sheet, row: at.row} }) AS source,
  offer.version AS version
