"""What do API and pages share? Requests read strictly, answers with problem details and safe headers."""
