"""What is done with files: read, planned, taken in, undone."""
