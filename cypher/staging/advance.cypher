// name: staging/advance
// doc: The large change of a workspace is so far now; no row when somebody else works at it, or nobody any more.
// access: write
// params: workspace: STRING, owner: STRING, caught_up: INTEGER, position: STRING, parts: LIST, done: INTEGER, total: INTEGER
// returns: generation: STRING
MATCH (staging:Staging {workspace: $workspace, owner: $owner})
SET
  staging.caught_up = $caught_up,
  staging.position = $position,
  staging.parts = $parts,
  staging.done = $done,
  staging.total = $total,
  staging.seen = timestamp()
RETURN staging.generation AS generation
