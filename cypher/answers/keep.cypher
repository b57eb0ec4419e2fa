// name: answers/keep
// doc: An answer is kept; the key is refused when it is taken.
// access: write
// params: key: STRING, digest: STRING, status: INTEGER, headers: STRING, body: STRING, at: STRING
// returns: nothing
CREATE (:Answer {key: $key, digest: $digest, status: $status, headers: $headers, body: $body, at: $at})
