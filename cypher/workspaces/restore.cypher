// name: workspaces/restore
// doc: An empty workspace that answers to nobody until all of it is restored; the key is refused when it is taken.
// access: write
// params: workspace: STRING, name: STRING, reference_date: STRING
// returns: nothing
CREATE (home:Workspace {id: $workspace, name: $name, reference_date: $reference_date, sequence: 0, hash: '', deleting: true, generation: $workspace, left: []})
