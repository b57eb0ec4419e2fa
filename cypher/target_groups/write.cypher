// name: target_groups/write
// doc: Each term is a target group that records can refer to, called as in the vocabulary and below the term around it.
// access: write
// params: workspace: STRING, terms: LIST
// returns: nothing
UNWIND $terms AS term
MERGE (group:TargetGroup {workspace: $workspace, id: term.id})
SET group.name = term.name, group.name_en = term.name_en
WITH group, term WHERE term.broader IS NOT NULL
MERGE (around:TargetGroup {workspace: $workspace, id: term.broader})
WITH group, around WHERE NOT EXISTS { (group)-[:BROADER]->(around) }
CREATE (group)-[:BROADER]->(around)
