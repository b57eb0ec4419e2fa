"""Parts of SVG drawings that look the same on a page, on paper and alone: colours with patterns, texts, links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

INK, PAPER, GREY = "#1c2333", "#ffffff", "#e4e6ea"
WIDTH, MARGIN, LINE_HEIGHT = 1000.0, 10.0, 26.0
FONT = "Fira Sans, Noto Sans, sans-serif"
TEXT_SIZE, SMALL_SIZE = 15.0, 13.0
_WIDTH_OF_A_LETTER = 0.58
"""Of the size of the letters, rather too wide."""

Pattern = Literal["plain", "rising", "dots", "falling", "crossed"]


@dataclass(frozen=True, slots=True)
class Fill:
    """How a surface is filled; the pattern tells as much as the colour. ``sign`` stands before its words."""

    name: str
    colour: str
    pattern: Pattern = "plain"
    line: str = INK
    sign: str = ""


def svg_root(width: float, height: float, title: str) -> Element:
    """An empty drawing with a title for those who do not see it."""
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:g} {height:g}",
            "role": "group",
            "aria-label": title,
            "font-family": FONT,
            "font-size": f"{TEXT_SIZE:g}",
            "class": "drawing",
        },
    )


def svg_text(root: Element) -> str:
    """The drawing as a document of its own."""
    return tostring(root, encoding="unicode")


def add(parent: Element, tag: str, text: str | None = None, **attributes: object) -> Element:
    """A further element; ``stroke_width=2`` is the attribute ``stroke-width``, numbers are written short."""
    written = {
        name.rstrip("_").replace("_", "-"): f"{value:g}" if isinstance(value, float) else str(value)
        for name, value in attributes.items()
    }
    element = SubElement(parent, tag, written)
    element.text = text
    return element


def add_fills(root: Element, fills: Iterable[Fill], prefix: str) -> Mapping[str, str]:
    """Patterns of a drawing, named apart by ``prefix``; the value of ``fill`` by the name of each."""
    definitions = add(root, "defs")
    return {fill.name: _fill(definitions, fill, f"{prefix}-{fill.name}") for fill in fills}


_STROKES: Mapping[Pattern, str] = {
    "rising": "M-2 2 L2 -2 M0 10 L10 0 M8 12 L12 8",
    "falling": "M-2 8 L2 12 M0 0 L10 10 M8 -2 L12 2",
    "crossed": "M0 10 L10 0 M0 0 L10 10",
}


def _fill(definitions: Element, fill: Fill, name: str) -> str:
    if fill.pattern == "plain":
        return fill.colour
    pattern = add(definitions, "pattern", id=name, width=10, height=10, patternUnits="userSpaceOnUse")
    add(pattern, "rect", width=10, height=10, fill=fill.colour)
    if fill.pattern == "dots":
        add(pattern, "circle", cx=5, cy=5, r=1.4, fill=fill.line)
    else:
        add(pattern, "path", d=_STROKES[fill.pattern], stroke=fill.line, stroke_width=1.2)
    return f"url(#{name})"


def add_label(parent: Element, lines: Iterable[str], x: float, y: float, *, middle: bool = True) -> None:
    """Lines of text one below the other, the first in bold, readable on every pattern."""
    for number, line in enumerate(lines):
        add(
            parent,
            "text",
            line,
            x=x,
            y=y + number * 19.0,
            text_anchor="middle" if middle else "start",
            font_size=TEXT_SIZE if number == 0 else SMALL_SIZE,
            font_weight=600 if number == 0 else 400,
            fill=INK,
            stroke=PAPER,
            stroke_width=3.5,
            stroke_linejoin="round",
            paint_order="stroke",
        )


def width_of(text: str, size: float = TEXT_SIZE) -> float:
    """About as wide as the text is drawn."""
    return len(text) * size * _WIDTH_OF_A_LETTER


def shortened(text: str, width: float, size: float = TEXT_SIZE) -> str:
    """As much of a text as fits."""
    most = max(2, int(width / (size * _WIDTH_OF_A_LETTER)))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def wrapped(text: str, width: float, most: int, size: float = TEXT_SIZE) -> list[str]:
    """A text in at most so many lines; words are kept whole where they fit."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    lines_shown = lines[:most]
    if len(lines) > most:
        lines_shown[-1] = f"{lines_shown[-1]} …"
    return [shortened(line, width, size) for line in lines_shown]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG; ``alternative`` says in words what it shows."""

    svg: str
    alternative: str


def add_legend_line(root: Element, y: float, fill: str, text: str, *, border: float = 1.5) -> None:
    """A small surface with what it stands for."""
    add(root, "rect", x=MARGIN, y=y, width=30.0, height=18.0, fill=fill, stroke=INK, stroke_width=border)
    add(root, "text", text, x=MARGIN + 42, y=y + 14, font_size=SMALL_SIZE, fill=INK)
