// name: actors/referrers
// doc: Which records refer to an actor or are referred to by it, by label, and its cooperations by their type.
// access: read
// params: workspace: STRING, id: STRING
// returns: owner: STRING, ids: LIST
MATCH (actor:Actor {workspace: $workspace, id: $id})-[link]-(other)
WHERE NOT link:COOPERATES AND other.id IS NOT NULL
RETURN head(labels(other)) AS owner, collect(DISTINCT other.id) AS ids
UNION
MATCH (actor:Actor {workspace: $workspace, id: $id})-[tie:COOPERATES]-()
RETURN 'COOPERATES' AS owner, collect(tie.id) AS ids
