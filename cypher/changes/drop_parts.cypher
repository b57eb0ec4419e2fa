// name: changes/drop_parts
// doc: The parts of a large change that was given up are gone.
// access: write
// params: workspace: STRING, generation: STRING
// returns: nothing
MATCH (part:ChangePart {workspace: $workspace, generation: $generation})
DELETE part
