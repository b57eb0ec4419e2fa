// name: schema/indexes
// doc: Every index of the database that belongs to no constraint, and the state of all.
// access: read
// params: none
// returns: name: STRING, owner: STRING, properties: LIST, state: STRING, constrained: BOOLEAN
SHOW INDEXES YIELD name, labelsOrTypes, properties, type, state, owningConstraint
WHERE type <> 'LOOKUP'
RETURN name, head(labelsOrTypes) AS owner, properties, state, owningConstraint IS NOT NULL AS constrained
ORDER BY name
