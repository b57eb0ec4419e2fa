// The last backup on record: one key more.
CREATE CONSTRAINT backup_id IF NOT EXISTS FOR (node:Backup) REQUIRE node.id IS UNIQUE;
