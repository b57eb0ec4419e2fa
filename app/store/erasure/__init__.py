"""How is something forgotten? Records and texts in the history, what stands beside the records, who made a change."""
