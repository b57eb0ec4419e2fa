// name: runs/list
// doc: The runs of a workspace without their results, the newest first.
// access: read
// params: workspace: STRING
// returns: id: STRING, about: STRING, scope: STRING, at: STRING, media_type: STRING
MATCH (run:Run {workspace: $workspace})
RETURN run.id AS id, run.about AS about, run.scope AS scope, run.at AS at, run.media_type AS media_type
ORDER BY at DESC, id
