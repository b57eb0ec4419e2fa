"""How records live in Neo4j: queries, migrations, reading by topic and the one way to write."""
