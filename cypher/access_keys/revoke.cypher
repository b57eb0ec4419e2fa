// name: access_keys/revoke
// doc: A key opens nothing from now on; the first moment stays.
// access: write
// params: id: STRING, at: STRING
// returns: revoked: INTEGER
MATCH (access:AccessKey {id: $id})
SET access.revoked = coalesce(access.revoked, $at)
RETURN count(*) AS revoked
