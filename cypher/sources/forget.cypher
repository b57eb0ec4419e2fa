// name: sources/forget
// doc: Files that no record comes from any more, and whose name fits a pattern, are gone.
// access: write
// params: workspace: STRING, pattern: STRING
// returns: nothing
MATCH (file:Source {workspace: $workspace})
WHERE file.file =~ $pattern AND NOT EXISTS { (file)<--() }
DETACH DELETE file
