// name: themes/write
// doc: Each term is a theme that records can refer to, called as in the vocabulary and below the term around it.
// access: write
// params: workspace: STRING, terms: LIST
// returns: nothing
UNWIND $terms AS term
MERGE (theme:Theme {workspace: $workspace, id: term.id})
SET theme.name = term.name, theme.name_en = term.name_en
WITH theme, term WHERE term.broader IS NOT NULL
MERGE (around:Theme {workspace: $workspace, id: term.broader})
WITH theme, around WHERE NOT EXISTS { (theme)-[:BROADER]->(around) }
CREATE (theme)-[:BROADER]->(around)
