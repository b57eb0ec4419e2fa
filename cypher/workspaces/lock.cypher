// name: workspaces/lock
// doc: Nobody else writes to the workspace until this transaction ends; its last sequence number and hash.
// access: write
// params: workspace: STRING
// returns: sequence: INTEGER, hash: STRING
MATCH (home:Workspace {id: $workspace, deleting: false})
SET home.locked = true // first the lock, then everything that is read: without it updates were lost
RETURN home.sequence AS sequence, home.hash AS hash
