"""Pages about single records: directory, forms, history."""
