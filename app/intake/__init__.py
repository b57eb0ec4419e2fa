"""From files to records: everything is checked here, nothing is written."""
