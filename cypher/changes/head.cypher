// name: changes/head
// doc: Where the chain of changes of a workspace ends.
// access: read
// params: workspace: STRING
// returns: sequence: INTEGER, hash: STRING
MATCH (home:Workspace {id: $workspace})
RETURN home.sequence AS sequence, home.hash AS hash
