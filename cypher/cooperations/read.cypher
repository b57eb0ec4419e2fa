// name: cooperations/read
// doc: Every cooperation with one of the ids, its fields named as in the model.
// access: read
// params: workspace: STRING, ids: LIST
// returns: id: STRING, actor_a: STRING, actor_b: STRING, kind: STRING, status: STRING, basis: STRING, strength: INTEGER, reference: STRING, start: STRING, end: STRING, source: MAP, version: INTEGER
UNWIND $ids AS wanted
MATCH (a:Actor)-[tie:COOPERATES {workspace: $workspace, id: wanted}]->(b:Actor)
RETURN
  tie.id AS id,
  a.id AS actor_a,
  b.id AS actor_b,
  tie.kind AS kind,
  tie.status AS status,
  tie.basis AS basis,
  tie.strength AS strength,
  tie.reference AS reference,
  tie.start AS start,
  tie.end AS end,
  CASE WHEN tie.source_file IS NULL THEN null ELSE {file: tie.source_file, sheet: tie.source_sheet, row: tie.source_row} END AS source,
  tie.version AS version
