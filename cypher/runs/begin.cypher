// name: runs/begin
// doc: A run of a costly analysis or report has begun; a former result of the same is left out.
// access: write
// params: workspace: STRING, id: STRING, about: STRING, scope: STRING, at: STRING
// returns: nothing
MERGE (run:Run {workspace: $workspace, id: $id})
SET run.about = $about, run.scope = $scope, run.at = $at, run.media_type = NULL, run.content = NULL
