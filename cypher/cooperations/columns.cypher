// name: cooperations/columns
// doc: Cooperations that hold on a day, of the actors after one id up to another, in columns, one row for all that share status, basis, kind and file. Dates are prefixes of ISO days, so texts of equal length compare like days.
// access: read
// params: workspace: STRING, day: STRING, after: STRING, until: STRING
// returns: status: STRING, basis: STRING, kind: STRING, file: STRING, sheet: STRING, actors_a: LIST, actors_b: LIST, strengths: LIST, since: LIST, rows: LIST
MATCH (a:Actor {workspace: $workspace})
WHERE a.id > $after AND a.id <= $until
MATCH (a)-[tie:COOPERATES]->(b:Actor {workspace: $workspace})
WHERE (tie.start IS NULL OR tie.start <= left($day, size(tie.start)))
  AND (tie.end IS NULL OR tie.end >= left($day, size(tie.end)))
RETURN
  tie.status AS status,
  tie.basis AS basis,
  tie.kind AS kind,
  tie.source_file AS file,
  tie.source_sheet AS sheet,
  collect(a.id) AS actors_a,
  collect(b.id) AS actors_b,
  collect(coalesce(tie.strength, 0)) AS strengths,
  collect(coalesce(toInteger(left(tie.start, 4)), 0)) AS since,
  collect(coalesce(tie.source_row, 0)) AS rows
