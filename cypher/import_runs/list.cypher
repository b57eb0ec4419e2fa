// name: import_runs/list
// doc: The imports of a workspace, newest first.
// access: read
// params: workspace: STRING
// returns: id: STRING, operation: STRING, at: STRING, files: LIST, digests: LIST, counts: STRING
MATCH (run:ImportRun {workspace: $workspace})
RETURN run.id AS id, run.operation AS operation, run.at AS at, run.files AS files, run.digests AS digests, run.counts AS counts
ORDER BY at DESC, id DESC
