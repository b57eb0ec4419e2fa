// What was found when a report was kept: one key more.
CREATE CONSTRAINT kept_state_id IF NOT EXISTS FOR (node:KeptState) REQUIRE (node.workspace, node.id) IS UNIQUE;
