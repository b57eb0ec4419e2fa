// name: schema/keys
// doc: Every uniqueness constraint of the database.
// access: read
// params: none
// returns: name: STRING, owner: STRING, properties: LIST
SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties, type
WHERE type ENDS WITH 'UNIQUENESS'
RETURN name, head(labelsOrTypes) AS owner, properties
ORDER BY name
