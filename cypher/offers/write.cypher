// name: offers/write
// doc: Each row becomes an offer or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (offer:Offer {workspace: $workspace, id: row.id})
SET
  offer.name = row.name,
  offer.form = row.form,
  offer.area_mode = row.area_mode,
  offer.legal_plurality = row.legal_plurality,
  offer.start = row.start,
  offer.end = row.end,
  offer.aliases = row.aliases,
  offer.note = row.note,
  offer.version = row.version
