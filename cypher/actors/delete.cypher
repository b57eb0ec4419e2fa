// name: actors/delete
// doc: Every actor with one of the ids is gone; what referred to it is told.
// access: write
// params: workspace: STRING, ids: LIST
// returns: id: STRING, referrers: LIST
UNWIND $ids AS unwanted
MATCH (actor:Actor {workspace: $workspace, id: unwanted})
WITH actor, unwanted, COLLECT { MATCH (actor)<-[:PART_OF|ASKED|ANSWERED_BY|ASKED_ABOUT|BY|ABOUT]-(other) RETURN {label: head(labels(other)), id: other.id} }
  + COLLECT { MATCH (actor)-[:MEDIATES|OPERATES|OFFERS|TAKES_PART_IN|MEMBER_OF|RECEIVES|ATTENDS]->(other) RETURN {label: head(labels(other)), id: other.id} }
  + COLLECT { MATCH (actor)-[tie:COOPERATES]-() RETURN {label: 'COOPERATES', id: tie.id} } AS referrers
DETACH DELETE actor
RETURN unwanted AS id, referrers
