"""What a district consists of: frozen records, vocabularies and dates."""
