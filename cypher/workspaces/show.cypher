// name: workspaces/show
// doc: Another generation of a workspace is shown from now on, and the former one is to be deleted.
// access: write
// params: workspace: STRING, generation: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace})
SET home.left = home.left + home.generation
SET home.generation = $generation
