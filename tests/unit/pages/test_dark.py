"""Can drawings be read on a dark screen? Every colour they are drawn in has its counterpart, with enough contrast."""

import re
from pathlib import Path

import pytest

from app.report.drawings import area_map, charts, supply_table, svg_parts

CSS = Path("app/pages/static/pages.css").read_text("utf-8")
DARK = CSS[CSS.index("Drawings have the colours of paper") :]
_COLOUR = re.compile(r"#[0-9a-f]{6}")
INK = "#e8eaf2"
LEAST_OF_TEXT = 4.5  # WCAG 2.2, 1.4.3


def counterparts(kind: str) -> dict[str, str]:
    """The dark colour by the light one, of fills or strokes."""
    rules = re.findall(rf"((?:\.drawing \[{kind}=\"#\w+\"\],? ?)+)\{{ {kind}: (#\w+); \}}", DARK)
    return {light: dark for selectors, dark in rules for light in _COLOUR.findall(selectors)}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour_a: str, colour_b: str) -> float:
    darker, lighter = sorted((luminance(colour_a), luminance(colour_b)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("module", [svg_parts, area_map, supply_table, charts])
def test_every_colour_of_a_drawing_has_a_counterpart(module):
    drawn = set(_COLOUR.findall(Path(module.__file__).read_text("utf-8")))
    assert drawn
    assert drawn <= counterparts("fill").keys() | counterparts("stroke").keys()


def test_words_can_be_read_on_every_surface():
    text_colours = {"#1c2333", "#131525", "#4b5170", "#1f4a86", "#2044aa"}
    surfaces = {dark for light, dark in counterparts("fill").items() if light not in text_colours}
    surfaces |= set(_COLOUR.findall("".join(re.findall(r"\.cell--\w+ \{ background-color: #\w+", DARK))))
    assert len(surfaces) > 5
    assert {surface: contrast(INK, surface) for surface in surfaces if contrast(INK, surface) < LEAST_OF_TEXT} == {}
