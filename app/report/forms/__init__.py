"""A report written as a document: one module a form, among them the rows of CSV and workbook."""

from typing import Literal

Form = Literal["html", "md", "json", "pdf", "docx", "xlsx", "csv"]
