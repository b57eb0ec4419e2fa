// How the columns of foreign tables are read: one key more.
CREATE CONSTRAINT kept_mapping_name IF NOT EXISTS FOR (node:KeptMapping) REQUIRE (node.workspace, node.name) IS UNIQUE;
