// name: schema/transaction_memory
// doc: How much memory the database gives one transaction, as its settings write it.
// access: read
// params: none
// returns: limit: STRING
SHOW SETTINGS 'db.memory.transaction.max' YIELD value
RETURN value AS limit
