// name: access_keys/list
// doc: Every key, the oldest first.
// access: read
// params: none
// returns: id: STRING, sha256: STRING, label: STRING, scopes: LIST, workspaces: LIST, created: STRING, expires: STRING, revoked: STRING, last_used: STRING
MATCH (access:AccessKey)
RETURN
  access.id AS id,
  access.sha256 AS sha256,
  access.label AS label,
  access.scopes AS scopes,
  access.workspaces AS workspaces,
  access.created AS created,
  access.expires AS expires,
  access.revoked AS revoked,
  access.last_used AS last_used
ORDER BY created, id
