// name: migrations/record
// doc: A migration was applied to its end; recording it twice changes nothing.
// access: write
// params: version: INTEGER, name: STRING, sha256: STRING
// returns: nothing
MERGE (migration:Migration {version: $version})
ON CREATE SET migration.name = $name, migration.sha256 = $sha256
