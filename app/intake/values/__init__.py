"""What does one cell say? Dates, numbers, names, answers."""
