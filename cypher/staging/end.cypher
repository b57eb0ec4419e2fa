// name: staging/end
// doc: Nobody works at a large change of a workspace any more.
// access: write
// params: workspace: STRING
// returns: nothing
MATCH (staging:Staging {workspace: $workspace})
DELETE staging
