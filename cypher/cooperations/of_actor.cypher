// name: cooperations/of_actor
// doc: The ids of every cooperation of an actor.
// access: read
// params: workspace: STRING, id: STRING
// returns: ids: LIST
MATCH (actor:Actor {workspace: $workspace, id: $id})-[tie:COOPERATES]-(:Actor)
RETURN collect(DISTINCT tie.id) AS ids
