// name: answers/get
// doc: The answer that was given to the request with an idempotency key.
// access: read
// params: key: STRING
// returns: digest: STRING, status: INTEGER, headers: STRING, body: STRING
MATCH (answer:Answer {key: $key})
RETURN answer.digest AS digest, answer.status AS status, answer.headers AS headers, answer.body AS body
