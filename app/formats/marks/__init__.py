"""Marks of cells: what the file of a spreadsheet says of them beside their values, one module a format."""
