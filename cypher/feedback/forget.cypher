// name: feedback/forget
// doc: The answers to the feedback sheets of some waves are gone.
// access: write
// params: workspace: STRING, waves: LIST
// returns: nothing
MATCH (answer:FeedbackAnswer {workspace: $workspace})
WHERE answer.wave IN $waves
DETACH DELETE answer
