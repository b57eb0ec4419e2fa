"""What people read: one report value from findings, and one renderer a form."""
