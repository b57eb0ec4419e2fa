// name: runs/get
// doc: One run with its result; media_type and content are null while there is none.
// access: read
// params: workspace: STRING, id: STRING
// returns: about: STRING, scope: STRING, at: STRING, media_type: STRING, content: STRING
MATCH (run:Run {workspace: $workspace, id: $id})
RETURN run.about AS about, run.scope AS scope, run.at AS at, run.media_type AS media_type, run.content AS content
