// name: kept_mappings/delete
// doc: A mapping is gone.
// access: write
// params: workspace: STRING, name: STRING
// returns: deleted: INTEGER
MATCH (mapping:KeptMapping {workspace: $workspace, name: $name})
DETACH DELETE mapping
RETURN count(*) AS deleted
