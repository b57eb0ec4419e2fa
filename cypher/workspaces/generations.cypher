// name: workspaces/generations
// doc: The generation of a workspace that is shown, and those that are to be deleted.
// access: read
// params: workspace: STRING
// returns: shown: STRING, left: LIST
MATCH (home:Workspace {id: $workspace})
RETURN home.generation AS shown, home.left AS left
