// name: cooperations/write
// doc: Each row becomes a cooperation or replaces the one with its id, also between other actors.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
CALL (row) {
  MATCH (a:Actor)-[former:COOPERATES {workspace: $workspace, id: row.id}]->(b:Actor)
  WHERE a.id <> row.actor_a OR b.id <> row.actor_b
  DELETE former
}
MATCH (a:Actor {workspace: $workspace, id: row.actor_a})
MATCH (b:Actor {workspace: $workspace, id: row.actor_b})
MERGE (a)-[tie:COOPERATES {workspace: $workspace, id: row.id}]->(b)
SET
  tie.kind = row.kind,
  tie.status = row.status,
  tie.basis = row.basis,
  tie.strength = row.strength,
  tie.reference = row.reference,
  tie.start = row.start,
  tie.end = row.end,
  tie.source_file = row.source.file,
  tie.source_sheet = row.source.sheet,
  tie.source_row = row.source.row,
  tie.version = row.version
