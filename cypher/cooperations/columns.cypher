// name: cooperations/columns
// doc: Cooperations of the actors after one id up to another, in columns, one row for all that share status, basis, kind and file.
// access: read
// params: workspace: STRING, after: STRING, until: STRING
// returns: status: STRING, basis: STRING, kind: STRING, file: STRING, sheet: STRING, actors_a: LIST, actors_b: LIST, strengths: LIST, starts: LIST, ends: LIST, rows: LIST
MATCH (a:Actor {workspace: $workspace})
WHERE a.id > $after AND a.id <= $until
MATCH (a)-[tie:COOPERATES]->(b:Actor {workspace: $workspace})
RETURN
  tie.status AS status,
  tie.basis AS basis,
  tie.kind AS kind,
  tie.source_file AS file,
  tie.source_sheet AS sheet,
  collect(a.id) AS actors_a,
  collect(b.id) AS actors_b,
  collect(coalesce(tie.strength, 0)) AS strengths,
  collect(coalesce(tie.start, '')) AS starts,
  collect(coalesce(tie.end, '')) AS ends,
  collect(coalesce(tie.source_row, 0)) AS rows
