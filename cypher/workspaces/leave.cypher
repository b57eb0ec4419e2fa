// name: workspaces/leave
// doc: A generation of a workspace is to be deleted.
// access: write
// params: workspace: STRING, generation: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace})
SET home.left = home.left + $generation
