"""Records of organisations, offers, projects, places and statistics: shapes, rules, ids, vocabularies."""
