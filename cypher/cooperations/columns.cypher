// name: cooperations/columns
// doc: Cooperations that hold on a day, after a given id, at most so many, in columns. Dates are prefixes of ISO days, so texts of equal length compare like days.
// access: read
// params: workspace: STRING, day: STRING, after: STRING, limit: INTEGER
// returns: last: STRING, actors_a: LIST, actors_b: LIST, strengths: LIST, statuses: LIST, bases: LIST, kinds: LIST, since: LIST, rows: LIST, files: LIST
MATCH (a:Actor)-[tie:COOPERATES {workspace: $workspace}]->(b:Actor)
WHERE tie.id > $after
  AND (tie.start IS NULL OR tie.start <= left($day, size(tie.start)))
  AND (tie.end IS NULL OR tie.end >= left($day, size(tie.end)))
WITH a, tie, b ORDER BY tie.id LIMIT $limit
RETURN
  max(tie.id) AS last,
  collect(a.id) AS actors_a,
  collect(b.id) AS actors_b,
  collect(coalesce(tie.strength, 0)) AS strengths,
  collect(tie.status) AS statuses,
  collect(tie.basis) AS bases,
  collect(tie.kind) AS kinds,
  collect(coalesce(toInteger(left(tie.start, 4)), 0)) AS since,
  collect(coalesce(tie.source_row, 0)) AS rows,
  collect([tie.source_file, tie.source_sheet]) AS files
