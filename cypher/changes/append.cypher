// name: changes/append
// doc: The next change of a workspace is on record, with the marker that makes its repetition harmless.
// access: write
// params: workspace: STRING, key: STRING, digest: STRING, sequence: INTEGER, kind: STRING, by: STRING, who: STRING, at: STRING, before: STRING, after: STRING, undoes: STRING, previous: STRING, hash: STRING, generation: STRING, parts: LIST, salt: STRING, erased: BOOLEAN
// returns: nothing
MATCH (home:Workspace {id: $workspace})
SET home.sequence = $sequence, home.hash = $hash
CREATE (:Operation {workspace: $workspace, key: $key, digest: $digest, sequence: $sequence})
CREATE (:Change {
  workspace: $workspace, sequence: $sequence, operation: $key, kind: $kind, by: $by, who: $who, at: $at,
  before: $before, after: $after, undoes: $undoes, previous: $previous, hash: $hash, generation: $generation, parts: $parts,
  salt: $salt, erased: $erased
})
