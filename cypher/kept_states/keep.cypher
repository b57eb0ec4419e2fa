// name: kept_states/keep
// doc: Which findings there were at a moment is on record; keeping it twice changes nothing.
// access: write
// params: workspace: STRING, id: STRING, name: STRING, at: STRING, keys: LIST, titles: LIST
// returns: nothing
MERGE (state:KeptState {workspace: $workspace, id: $id})
SET state.name = $name, state.at = $at, state.keys = $keys, state.titles = $titles
