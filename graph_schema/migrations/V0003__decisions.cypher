// What was decided about findings: one key more.
CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (node:Decision) REQUIRE (node.workspace, node.id) IS UNIQUE;
