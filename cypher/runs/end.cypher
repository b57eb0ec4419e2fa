// name: runs/end
// doc: The result of a run is kept, unless the run was dropped meanwhile.
// access: write
// params: workspace: STRING, id: STRING, media_type: STRING, content: STRING
// returns: nothing
MATCH (run:Run {workspace: $workspace, id: $id})
SET run.media_type = $media_type, run.content = $content
