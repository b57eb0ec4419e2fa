"""The graph described as data: schema, vocabularies, profiles and migrations."""
