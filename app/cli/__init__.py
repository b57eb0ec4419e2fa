"""Commands of a few lines each over the use cases."""
