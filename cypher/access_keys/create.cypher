// name: access_keys/create
// doc: A key is on record by the hash of its secret.
// access: write
// params: id: STRING, sha256: STRING, label: STRING, scopes: LIST, workspaces: LIST, created: STRING, expires: STRING
// returns: nothing
CREATE (:AccessKey {
  id: $id, sha256: $sha256, label: $label, scopes: $scopes, workspaces: $workspaces, created: $created, expires: $expires
})
