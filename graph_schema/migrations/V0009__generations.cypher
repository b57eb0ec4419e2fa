// The records of a workspace belong to a generation of it; the first one is named like the workspace. An import is on
// record together with its change: what was put on record before and never arrived goes.
MATCH (home:Workspace) WHERE home.generation IS NULL SET home.generation = home.id, home.left = [];
MATCH (run:ImportRun) WHERE NOT EXISTS { MATCH (:Change {workspace: run.workspace, operation: run.operation}) } DELETE run;
