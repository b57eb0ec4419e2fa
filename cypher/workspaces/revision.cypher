// name: workspaces/revision
// doc: The sequence number and the hash of the last change of a workspace, and the generation that is shown.
// access: read
// params: workspace: STRING
// returns: revision: INTEGER, fingerprint: STRING, generation: STRING
MATCH (home:Workspace {id: $workspace, deleting: false})
RETURN home.sequence AS revision, home.hash AS fingerprint, home.generation AS generation
