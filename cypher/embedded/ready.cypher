// name: embedded/ready
// doc: Answers once the database executes queries; an open port alone does not prove that.
// access: read
// params: none
// returns: ready: INTEGER
RETURN 1 AS ready
