// name: generations/delete_ties
// doc: At most so many cooperations of a generation of a workspace are gone.
// access: write
// params: workspace: STRING, limit: INTEGER
// returns: deleted: INTEGER
MATCH ()-[tie:COOPERATES {workspace: $workspace}]->()
WITH tie LIMIT $limit
DELETE tie
RETURN count(*) AS deleted
