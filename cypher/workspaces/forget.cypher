// name: workspaces/forget
// doc: A generation of a workspace has been deleted.
// access: write
// params: workspace: STRING, generation: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace})
SET home.left = [generation IN home.left WHERE generation <> $generation]
