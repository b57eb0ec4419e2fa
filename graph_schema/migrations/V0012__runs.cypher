// Runs of costly analyses and reports that are kept over a restart: one key more.
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (node:Run) REQUIRE (node.workspace, node.id) IS UNIQUE;
