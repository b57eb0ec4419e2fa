// name: backups/note
// doc: Everything was backed up at this moment; earlier ones are forgotten.
// access: write
// params: at: STRING
// returns: nothing
MERGE (backup:Backup {id: 'whole'})
SET backup.at = $at
