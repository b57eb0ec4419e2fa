// name: records/missing
// doc: Which of the wanted ids, lists by topic, no record has.
// access: read
// params: workspace: STRING, wanted: MAP
// returns: topic: STRING, id: STRING
UNWIND $wanted.areas AS id
OPTIONAL MATCH (area:Area {workspace: $workspace, id: id})
WITH id, area WHERE area IS NULL
RETURN 'areas' AS topic, id
UNION ALL
UNWIND $wanted.actors AS id
OPTIONAL MATCH (actor:Actor {workspace: $workspace, id: id})
WITH id, actor WHERE actor IS NULL
RETURN 'actors' AS topic, id
UNION ALL
UNWIND $wanted.places AS id
OPTIONAL MATCH (place:Place {workspace: $workspace, id: id})
WITH id, place WHERE place IS NULL
RETURN 'places' AS topic, id
UNION ALL
UNWIND $wanted.programmes AS id
OPTIONAL MATCH (programme:Programme {workspace: $workspace, id: id})
WITH id, programme WHERE programme IS NULL
RETURN 'programmes' AS topic, id
UNION ALL
UNWIND $wanted.indicators AS id
OPTIONAL MATCH (indicator:Indicator {workspace: $workspace, id: id})
WITH id, indicator WHERE indicator IS NULL
RETURN 'indicators' AS topic, id
UNION ALL
UNWIND $wanted.offers AS id
OPTIONAL MATCH (offer:Offer {workspace: $workspace, id: id})
WITH id, offer WHERE offer IS NULL
RETURN 'offers' AS topic, id
UNION ALL
UNWIND $wanted.projects AS id
OPTIONAL MATCH (project:Project {workspace: $workspace, id: id})
WITH id, project WHERE project IS NULL
RETURN 'projects' AS topic, id
UNION ALL
UNWIND $wanted.working_groups AS id
OPTIONAL MATCH (working_group:WorkingGroup {workspace: $workspace, id: id})
WITH id, working_group WHERE working_group IS NULL
RETURN 'working_groups' AS topic, id
UNION ALL
UNWIND $wanted.waves AS id
OPTIONAL MATCH (wave:Wave {workspace: $workspace, id: id})
WITH id, wave WHERE wave IS NULL
RETURN 'waves' AS topic, id
