// Answers to requests that wrote: one key more.
CREATE CONSTRAINT answer_key IF NOT EXISTS FOR (node:Answer) REQUIRE node.key IS UNIQUE;
