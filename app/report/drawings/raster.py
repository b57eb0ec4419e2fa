"""Drawings of figures for documents that know no SVG: pictures as PNG, and what they show in words."""

from importlib import resources
from pathlib import Path

import typst

from app.report.drawings.charts import svg
from app.report.report import Figure

_PAGE = b"""#set page(width: 170mm, height: auto, margin: 0mm)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
"""
_DOTS_PER_INCH = 200.0


def png(figure: Figure) -> bytes:
    """The drawing of a figure as PNG, sharp enough for paper; the same figure gives the same bytes."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
    return typst.compile(_PAGE, format="png", ppi=_DOTS_PER_INCH, font_paths=fonts, sys_inputs={"drawing": svg(figure)})


def alternative(figure: Figure) -> str:
    """What a drawing shows, for those who do not see it: its title, its reading and every number."""
    numbers = "; ".join(f"{row.label}: {', '.join(row.texts)}" for row in figure.rows)
    return f"{figure.title}. {figure.reading} {figure.note} {' | '.join(figure.headings)}: {numbers}"


def font_folder() -> Path:
    """Where the fonts lie that documents embed."""
    return Path(str(resources.files("app.report"))) / "fonts"
