"""Requests read strictly, answers with problem details and safe headers: what API and pages share."""
