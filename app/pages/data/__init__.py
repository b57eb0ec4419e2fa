"""Pages about the data of a workspace: handing files over, checking and importing them, mappings, completeness."""
