// name: kept_mappings/keep
// doc: A mapping of foreign tables is kept under a name; one of the same name is replaced.
// access: write
// params: workspace: STRING, name: STRING, text: STRING, at: STRING
// returns: nothing
MERGE (mapping:KeptMapping {workspace: $workspace, name: $name})
SET mapping.text = $text, mapping.at = $at
