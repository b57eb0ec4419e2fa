// name: workspaces/patch
// doc: A workspace has this name and reference date from now on; null leaves what there is.
// access: write
// params: workspace: STRING, name: STRING, reference_date: STRING
// returns: id: STRING
MATCH (home:Workspace {id: $workspace, deleting: false})
SET
  home.name = coalesce($name, home.name),
  home.reference_date = coalesce($reference_date, home.reference_date)
RETURN home.id AS id
