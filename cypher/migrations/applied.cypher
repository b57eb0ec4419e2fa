// name: migrations/applied
// doc: The migrations this database has been through.
// access: read
// params: none
// returns: version: INTEGER, name: STRING, sha256: STRING
MATCH (migration:Migration)
RETURN migration.version AS version, migration.name AS name, migration.sha256 AS sha256
ORDER BY version
