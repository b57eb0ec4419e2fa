// name: runs/drop
// doc: A run is not known any more.
// access: write
// params: workspace: STRING, id: STRING
// returns: nothing
MATCH (run:Run {workspace: $workspace, id: $id})
DELETE run
