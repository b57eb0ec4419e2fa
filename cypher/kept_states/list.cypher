// name: kept_states/list
// doc: The states of a workspace that were kept, newest first, at most so many.
// access: read
// params: workspace: STRING, limit: INTEGER
// returns: id: STRING, name: STRING, at: STRING, keys: LIST, titles: LIST
MATCH (state:KeptState {workspace: $workspace})
RETURN state.id AS id, state.name AS name, state.at AS at, state.keys AS keys, state.titles AS titles
ORDER BY at DESC, id DESC LIMIT $limit
