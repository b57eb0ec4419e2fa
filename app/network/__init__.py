"""What is computed on: one frozen snapshot of a workspace on a day, and what several analyses need from it."""
