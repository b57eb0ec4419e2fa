// name: workspaces/restored
// doc: A workspace answers from now on: all of it is restored.
// access: write
// params: workspace: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace})
SET home.deleting = false
