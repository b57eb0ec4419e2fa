// name: backups/last
// doc: When everything was backed up last.
// access: read
// params: none
// returns: at: STRING
MATCH (backup:Backup {id: 'whole'})
RETURN backup.at AS at
