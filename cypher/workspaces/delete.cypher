// name: workspaces/delete
// doc: A withdrawn workspace without contents is gone.
// access: write
// params: workspace: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace, deleting: true})
DELETE home
