"""What ``make docs`` runs: files that are made from other files."""
