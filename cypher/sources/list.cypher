// name: sources/list
// doc: The files that records of a workspace were read from, and how many of its records each of them holds.
// access: read
// params: workspace: STRING
// returns: file: STRING, records: INTEGER
MATCH (source:Source {workspace: $workspace})
RETURN
  source.file AS file,
  COUNT { (source)<-[:FROM_SOURCE]-() } + COUNT { ()-[:COOPERATES {workspace: $workspace, source_file: source.file}]->() } AS records
ORDER BY file
