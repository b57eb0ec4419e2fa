"""Every test; README.md says which layer proves what."""
