// name: import_runs/keep
// doc: An import is on record; keeping it twice changes nothing.
// access: write
// params: workspace: STRING, id: STRING, operation: STRING, at: STRING, files: LIST, digests: LIST, counts: STRING
// returns: nothing
MERGE (run:ImportRun {workspace: $workspace, id: $id})
SET run.operation = $operation, run.at = $at, run.files = $files, run.digests = $digests, run.counts = $counts
