// Keys of other tools: one key more.
CREATE CONSTRAINT access_key_id IF NOT EXISTS FOR (node:AccessKey) REQUIRE node.id IS UNIQUE;
