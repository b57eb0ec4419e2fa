// name: answers/forget
// doc: At most so many answers that were given before a moment are gone.
// access: write
// params: before: STRING, limit: INTEGER
// returns: forgotten: INTEGER
MATCH (answer:Answer)
WHERE answer.at < $before
WITH answer LIMIT $limit
DELETE answer
RETURN count(*) AS forgotten
