"""What is done with single records: read, written, merged, removed, with small counts held back."""
