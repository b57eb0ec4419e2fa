// Large changes are made out of sight, batch after batch, and keep what they changed in parts: two keys more.
CREATE CONSTRAINT staging_workspace IF NOT EXISTS FOR (node:Staging) REQUIRE (node.workspace) IS UNIQUE;
CREATE CONSTRAINT change_part IF NOT EXISTS FOR (node:ChangePart) REQUIRE (node.workspace, node.generation, node.number) IS UNIQUE;
