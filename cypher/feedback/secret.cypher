// name: feedback/secret
// doc: The secret that seals the feedback sheets of a workspace; the one given where it has none yet.
// access: write
// params: workspace: STRING, made: STRING
// returns: secret: STRING
MATCH (home:Workspace {id: $workspace})
WHERE home.deleting = false
SET home.feedback_secret = coalesce(home.feedback_secret, $made)
RETURN home.feedback_secret AS secret
