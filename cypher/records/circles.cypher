// name: records/circles
// doc: Which of these areas and actors lie within themselves by way of at most fifty others, and the way that leads back.
// access: read
// params: workspace: STRING, areas: LIST, actors: LIST
// returns: topic: STRING, id: STRING, way: LIST
UNWIND $areas AS wanted
MATCH path = (area:Area {workspace: $workspace, id: wanted})-[:PART_OF]->{1,50}(area)
RETURN 'areas' AS topic, area.id AS id, [part IN nodes(path) | part.id] AS way
UNION
UNWIND $actors AS wanted
MATCH path = (actor:Actor {workspace: $workspace, id: wanted})-[:PART_OF {kind: 'unit'}]->{1,50}(actor)
RETURN 'actors' AS topic, actor.id AS id, [unit IN nodes(path) | unit.id] AS way
