// name: runs/forget
// doc: At most so many runs that began before a moment are gone.
// access: write
// params: before: STRING, limit: INTEGER
// returns: forgotten: INTEGER
MATCH (run:Run)
WHERE run.at < $before
WITH run LIMIT $limit
DELETE run
RETURN count(*) AS forgotten
