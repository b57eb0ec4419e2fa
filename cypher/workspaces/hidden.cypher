// name: workspaces/hidden
// doc: Whether a workspace of this id answers to nobody: it is being deleted or restored, or was when that was interrupted.
// access: read
// params: workspace: STRING
// returns: deleting: BOOLEAN
MATCH (home:Workspace {id: $workspace})
RETURN home.deleting AS deleting
