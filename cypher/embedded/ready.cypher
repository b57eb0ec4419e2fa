// Answers once the database executes queries; an open port alone does not prove that.
RETURN 1 AS ready
