"""What becomes of acknowledged writes when database, service, line or disk fail? ``make faults`` tries it at length."""
