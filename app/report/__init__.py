"""What does a coordinator read? One report value from findings, and one renderer a format."""
