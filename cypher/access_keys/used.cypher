// name: access_keys/used
// doc: A key was used on this day.
// access: write
// params: id: STRING, day: STRING
// returns: nothing
MATCH (access:AccessKey {id: $id})
SET access.last_used = $day
