// name: workspaces/revision
// doc: The sequence number of the last change of a workspace.
// access: read
// params: workspace: STRING
// returns: revision: INTEGER
MATCH (home:Workspace {id: $workspace, deleting: false})
RETURN home.sequence AS revision
