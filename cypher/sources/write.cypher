// name: sources/write
// doc: Each file name is a source that records can come from.
// access: write
// params: workspace: STRING, files: LIST
// returns: nothing
UNWIND $files AS file
MERGE (:Source {workspace: $workspace, file: file})
