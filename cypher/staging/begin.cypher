// name: staging/begin
// doc: A large change of a workspace begins, or goes on with another owner.
// access: write
// params: workspace: STRING, owner: STRING, digest: STRING, generation: STRING, base: INTEGER, caught_up: INTEGER, position: STRING, parts: LIST, done: INTEGER, total: INTEGER
// returns: nothing
MERGE (staging:Staging {workspace: $workspace})
SET
  staging.owner = $owner,
  staging.digest = $digest,
  staging.generation = $generation,
  staging.base = $base,
  staging.caught_up = $caught_up,
  staging.position = $position,
  staging.parts = $parts,
  staging.done = $done,
  staging.total = $total,
  staging.seen = timestamp()
