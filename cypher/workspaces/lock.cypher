// name: workspaces/lock
// doc: Nobody else writes to the workspace until this transaction ends; its last sequence number and hash and the generation that is shown, as far as it is being deleted or is not.
// access: write
// params: workspace: STRING, deleting: BOOLEAN
// returns: sequence: INTEGER, hash: STRING, generation: STRING
MATCH (home:Workspace {id: $workspace})
SET home.locked = true // first the lock, then everything that is read: without it updates were lost
WITH home WHERE home.deleting = $deleting
REMOVE home.locked
RETURN home.sequence AS sequence, home.hash AS hash, home.generation AS generation
