// name: workspaces/patch
// doc: A workspace has this name and reference date from now on; without a date its data speak of the present day.
// access: write
// params: workspace: STRING, name: STRING, reference_date: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace, deleting: false})
SET home.name = $name, home.reference_date = $reference_date
