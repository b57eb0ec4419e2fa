"""Measures of the network and of its organisations, one module a question."""
