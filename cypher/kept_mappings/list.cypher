// name: kept_mappings/list
// doc: The mappings of a workspace by name.
// access: read
// params: workspace: STRING
// returns: name: STRING, text: STRING, at: STRING
MATCH (mapping:KeptMapping {workspace: $workspace})
RETURN mapping.name AS name, mapping.text AS text, mapping.at AS at
ORDER BY name
