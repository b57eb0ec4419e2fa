// name: workspaces/withdraw
// doc: A workspace answers to nobody from now on; its contents are deleted afterwards, slice by slice.
// access: write
// params: workspace: STRING
// returns: nothing
MATCH (home:Workspace {id: $workspace})
SET home.deleting = true
