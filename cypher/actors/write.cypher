// name: actors/write
// doc: Each row becomes an actor or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (actor:Actor {workspace: $workspace, id: row.id})
SET
  actor.name = row.name,
  actor.short_name = row.short_name,
  actor.kinds = row.kinds,
  actor.sphere = row.sphere,
  actor.one_person = row.one_person,
  actor.mediator = row.mediator,
  actor.start = row.start,
  actor.end = row.end,
  actor.aliases = row.aliases,
  actor.note = row.note,
  actor.version = row.version
