"""How is a network written in a file? One module a format."""

from typing import Literal

ExportForm = Literal["xlsx", "csv", "json", "parquet", "graphml", "gexf", "pajek", "kumu", "hsds", "geojson", "cypher"]
"""Formats in which a workspace is written; ``app/usecases/export.py`` says how each is."""
