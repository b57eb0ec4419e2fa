"""A report written as a document: one module a form, among them the rows of CSV and workbook."""
