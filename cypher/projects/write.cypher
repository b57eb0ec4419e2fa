// name: projects/write
// doc: Each row becomes a project or replaces the properties of the one with its id.
// access: write
// params: workspace: STRING, rows: LIST
// returns: nothing
UNWIND $rows AS row
MERGE (project:Project {workspace: $workspace, id: row.id})
SET
  project.name = row.name,
  project.participation = row.participation,
  project.role_model = row.role_model,
  project.role_model_why = row.role_model_why,
  project.role_model_source = row.role_model_source,
  project.start = row.start,
  project.end = row.end,
  project.aliases = row.aliases,
  project.note = row.note,
  project.version = row.version
