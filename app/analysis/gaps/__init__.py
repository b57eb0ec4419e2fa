"""Gaps and strengths, one module a question."""
