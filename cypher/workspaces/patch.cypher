// name: workspaces/patch
// doc: A workspace has this name and reference date from now on.
// access: write
// params: workspace: STRING, name: STRING, reference_date: STRING
// returns: id: STRING
MATCH (home:Workspace {id: $workspace, deleting: false})
SET home.name = $name, home.reference_date = $reference_date
RETURN home.id AS id
