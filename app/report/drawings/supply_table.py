"""Table of supply drawn as SVG: running offers by area and theme or target group, with the need of each area."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal
from xml.etree.ElementTree import Element

from app.network.district.need_and_supply import (
    Columns,
    NeedAndSupply,
    SupplyCell,
)
from app.records.vocabulary import Lang
from app.report.drawings.need_words import term, words
from app.report.drawings.svg_parts import (
    GREY,
    INK,
    LINE_HEIGHT,
    MARGIN,
    PAPER,
    SMALL_SIZE,
    WIDTH,
    Drawing,
    Fill,
    add,
    add_fills,
    add_label,
    add_legend_line,
    shortened,
    svg_root,
    svg_text,
)

CellSign = Literal["offered", "wider", "none", "not_recorded"]
"""What a cell says: offers, only those of larger areas, none by a confirmed list, or nothing on record."""

_CELL_FILLS: Mapping[CellSign, str] = {"offered": "#bcd3f0", "wider": "#e3ecf9", "none": PAPER, "not_recorded": GREY}

_HIDDEN = Fill("hidden", GREY, "crossed", "#8b919c")

_HEAD_WIDTH, _HEAD_HEIGHT, _ROW_HEIGHT, _WIDEST_COLUMN, _NARROWEST_COLUMN = 230.0, 230.0, 34.0, 62.0, 34.0


def supply_table(view: NeedAndSupply, lang: Lang, kind: Columns) -> Drawing:
    """Numbers of running offers by area and theme or target group; a thick frame: the need is in the upper half."""
    columns = view.columns(kind)
    areas = sorted(
        (standing.area for standing in view.areas), key=lambda area: view.network.name("areas", area).casefold()
    )
    width_a_column = min(_WIDEST_COLUMN, max(_NARROWEST_COLUMN, (WIDTH - _HEAD_WIDTH - MARGIN) / max(1, len(columns))))
    bottom = _HEAD_HEIGHT + len(areas) * _ROW_HEIGHT + MARGIN
    width = max(WIDTH, _HEAD_WIDTH + len(columns) * width_a_column + MARGIN)
    title = words(f"table_{kind}", lang, count=len(areas))
    root = svg_root(width, bottom + 6 * LINE_HEIGHT, title)
    hidden = add_fills(root, [_HIDDEN], f"table-{kind}")[_HIDDEN.name]
    for number, code in enumerate(columns):
        x, y = _HEAD_WIDTH + (number + 0.5) * width_a_column, _HEAD_HEIGHT - 8
        label = shortened(term(kind, code, lang), _HEAD_HEIGHT - 10, SMALL_SIZE)
        add(root, "text", label, transform=f"translate({x + 4:g} {y:g}) rotate(-90)", font_size=SMALL_SIZE, fill=INK)
    for number, area in enumerate(areas):
        y = _HEAD_HEIGHT + number * _ROW_HEIGHT
        name = shortened(view.network.name("areas", area), _HEAD_WIDTH - 12)
        add(root, "text", name, x=0.0, y=y + 22, fill=INK)
        for column, cell in enumerate(view.row(area, kind)):
            _draw_cell(root, cell, _HEAD_WIDTH + column * width_a_column, y, width_a_column, hidden)
    for number, (fill, border, code) in enumerate(_legend(hidden)):
        add_legend_line(root, bottom + number * LINE_HEIGHT, fill, words(code, lang), border=border)
    return Drawing(svg_text(root), f"{title}. {_in_words(view, areas, kind, lang)}")


def _legend(hidden: str) -> Iterable[tuple[str, float, str]]:
    yield _CELL_FILLS["offered"], 1.0, "cell_offered"
    yield _CELL_FILLS["wider"], 1.0, "cell_wider"
    yield _CELL_FILLS["none"], 1.0, "cell_none"
    yield _CELL_FILLS["not_recorded"], 1.0, "cell_not_recorded"
    yield PAPER, 4.0, "cell_high"
    yield hidden, 1.0, "cell_suppressed"


def cell_sign(cell: SupplyCell) -> CellSign:
    """What a cell says about offers."""
    if cell.offers:
        return "offered"
    return "wider" if cell.wider else "none" if cell.complete else "not_recorded"


def cell_text(cell: SupplyCell) -> str:
    """The number of offers, in brackets that of larger areas; a dash where nothing is on record, and no list confirmed."""
    match cell_sign(cell):
        case "offered" | "none":
            return str(len(cell.offers))
        case "wider":
            return f"({len(cell.wider)})"
        case "not_recorded":
            return "–"


def _draw_cell(root: Element, cell: SupplyCell, x: float, y: float, width: float, hidden: str) -> None:
    fill = _CELL_FILLS[cell_sign(cell)]
    border, inset = (4.0, 2.5) if cell.need == "high" else (1.0, 0.5)
    add(
        root,
        "rect",
        x=x + inset,
        y=y + inset,
        width=width - 2 * inset,
        height=_ROW_HEIGHT - 2 * inset,
        fill=hidden if cell.need == "suppressed" and not cell.offers else fill,
        stroke=INK,
        stroke_width=border,
    )
    add_label(root, (cell_text(cell),), x + width / 2, y + 22)


def _in_words(view: NeedAndSupply, areas: Sequence[str], kind: Columns, lang: Lang) -> str:
    rows = []
    for area in areas:
        cells = zip(view.columns(kind), view.row(area, kind), strict=True)
        numbers = [
            f"{term(kind, code, lang)} {cell_text(cell)}" for code, cell in cells if cell_sign(cell) != "not_recorded"
        ]
        rows.append(f"{view.network.name('areas', area)}: {', '.join(numbers) or words('nothing', lang)}")
    return "; ".join(rows) + "."
