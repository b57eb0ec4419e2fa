// name: staging/lock
// doc: Nobody else works at the large change of a workspace until this transaction ends; how far it is, and for how many milliseconds nobody has worked at it.
// access: write
// params: workspace: STRING
// returns: digest: STRING, generation: STRING, base: INTEGER, caught_up: INTEGER, position: STRING, parts: LIST, done: INTEGER, total: INTEGER, idle: INTEGER
MATCH (staging:Staging {workspace: $workspace})
SET staging.workspace = $workspace // first the lock
RETURN
  staging.digest AS digest,
  staging.generation AS generation,
  staging.base AS base,
  staging.caught_up AS caught_up,
  staging.position AS position,
  staging.parts AS parts,
  staging.done AS done,
  staging.total AS total,
  timestamp() - staging.seen AS idle
