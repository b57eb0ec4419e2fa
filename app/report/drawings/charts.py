"""Drawings of figures as SVG: bars and a small matrix, for the browser, for paper and for pages.

Nothing is told by colour alone: every bar and cell carries its text, and the title and reading of the figure stand in
the drawing for screen readers. Colours are those of the report; they keep a contrast of 4.5 in print too.
"""

from collections.abc import Iterator
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from app.report.report import Figure

WIDTH = 720
_LABEL, _ROW, _GAP, _LETTER = 220, 26, 8, 6.4
_INK, _SOFT, _LINE, _ACCENT, _NOTHING = "#131525", "#4b5170", "#c4c8d8", "#2044aa", "#e9ebf2"
_TINTS = ("#ffffff", "#dfe6f7", "#c0cdef", "#a1b5e6")
"""Fills of cells: none, few, several, many; dark text is read on all of them."""

_RISE, _RUN = 0.64, 0.77
"""Height and width a slanted heading needs for each unit of its length (sine and cosine of 40°)."""

_WIDE_LETTER = 7.4
"""Width of a letter where nothing may be cut off: names have more capitals and wide letters than texts."""


def svg(figure: Figure) -> str:
    """The drawing of a figure, :data:`WIDTH` units wide unless it is a map; the same figure gives the same text."""
    if figure.drawing is not None:
        return figure.drawing
    parts, height = (_matrix if figure.kind == "matrix" else _bars)(figure)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label={quoteattr(f"{figure.title}. {figure.reading}")} font-family="Fira Sans, sans-serif" '
        f'font-size="13" fill="{_INK}">{"".join(parts)}</svg>'
    )


def _bars(figure: Figure) -> tuple[list[str], int]:
    longest = max((row.values[0] or 0 for row in figure.rows), default=0) or 1
    widest_text = max((len(row.texts[0]) for row in figure.rows), default=0) * _LETTER + 2 * _GAP
    room = WIDTH - _LABEL - _GAP - widest_text
    parts: list[str] = []
    for number, row in enumerate(figure.rows):
        top, length = number * _ROW, max(2.0, round((row.values[0] or 0) / longest * room, 1))
        parts += _label(row.label, top)
        parts.append(
            f'<rect x="{_LABEL + _GAP}" y="{top + 5}" width="{length}" height="{_ROW - 10}" fill="{_ACCENT}"/>'
        )
        parts.append(_text(_LABEL + 2 * _GAP + length, top + 18, row.texts[0]))
    return parts, len(figure.rows) * _ROW


def _matrix(figure: Figure) -> tuple[list[str], int]:
    columns = figure.headings[1:]
    lengths = [len(_short(name)) * _WIDE_LETTER for name in columns]
    room = WIDTH - _LABEL - 2 * _GAP
    cell = min(60.0, *((room - length * _RUN) / (at + 0.5) for at, length in enumerate(lengths)))
    head = round(max(lengths) * _RISE) + 20
    most = max((value or 0 for row in figure.rows for value in row.values), default=0) or 1
    parts = [_slanted(_LABEL + _GAP + (at + 0.5) * cell, head - 8, _short(name)) for at, name in enumerate(columns)]
    for number, row in enumerate(figure.rows):
        top = head + number * _ROW
        parts += _label(row.label, top)
        for at, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
            parts += _cell(_LABEL + _GAP + at * cell, top, cell, text, _fill(value, most))
    return parts, head + len(figure.rows) * _ROW


def _fill(value: int | None, most: int) -> str:
    if value is None:
        return _NOTHING
    return _TINTS[0 if value == 0 else min(3, 1 + 3 * (value - 1) // most)]


def _cell(x: float, top: float, width: float, text: str, fill: str) -> Iterator[str]:
    yield (
        f'<rect x="{round(x + 1, 1)}" y="{top + 1}" width="{round(width - 2, 1)}" height="{_ROW - 2}" '
        f'fill="{fill}" stroke="{_LINE}"/>'
    )
    yield _text(x + width / 2, top + 18, text, 'text-anchor="middle"' + f' fill="{_SOFT}"' * (fill == _NOTHING))


def _label(text: str, top: float) -> Iterator[str]:
    """A text on the left, on two lines where one is too short for it."""
    lines = wrap(text, int(_LABEL / _LETTER), max_lines=2, placeholder=" …")
    start = top + (18 if len(lines) < 2 else 11)  # noqa: PLR2004 - two lines begin higher
    for number, line in enumerate(lines):
        yield _text(_LABEL, start + 13 * number, line, 'text-anchor="end"')


def _slanted(x: float, y: float, text: str) -> str:
    turned = f'transform="rotate(-40 {round(x, 1)} {y})"'
    return _text(x, y, text, turned)


def _text(x: float, y: float, text: str, further: str = "") -> str:
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" {further}>{escape(text)}</text>'


def _short(name: str) -> str:
    return "\N{HORIZONTAL ELLIPSIS}".join([name[:25], ""]) if len(name) > 26 else name  # noqa: PLR2004 - one sign longer
