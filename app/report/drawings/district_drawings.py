"""Need and supply drawn as SVG: a map of the areas, and a table of areas by theme or target group.

The same drawings stand on the page and in reports. Where no outline of an area is known, the areas are tiles.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians
from typing import Literal
from xml.etree.ElementTree import Element

from app.network.district.need_and_supply import (
    STANDINGS,
    AreaStanding,
    Columns,
    NeedAndSupply,
    NeedSign,
    Standing,
    SupplyCell,
)
from app.records.geometry import Polygon, polygons
from app.records.vocabulary import Lang, vocabulary
from app.report.drawings.svg_parts import (
    INK,
    PAPER,
    SMALL_SIZE,
    Fill,
    add,
    add_fills,
    add_label,
    shortened,
    svg_root,
    svg_text,
    wrapped,
)
from app.report.texts import filled, texts

_GREY = "#e4e6ea"
FILLS: Mapping[Standing, Fill] = {
    "more_need": Fill("more_need", "#f4c089", "rising", "#8a4b08", "▲"),
    "even": Fill("even", PAPER, sign="="),
    "more_supply": Fill("more_supply", "#bcd3f0", "dots", "#1f4a86", "▼"),
    "list_open": Fill("list_open", _GREY, sign="?"),
    "not_recorded": Fill("not_recorded", _GREY, sign="–"),
    "too_few": Fill("too_few", _GREY, sign="–"),
    "suppressed": Fill("suppressed", _GREY, "crossed", "#8b919c", "×"),
}
"""How each standing is drawn; grey is whatever too little is known of."""

CellSign = Literal["offered", "wider", "none", "not_recorded"]
"""What a cell says: offers, only those of larger areas, none by a confirmed list, or nothing on record."""

_CELL_FILLS: Mapping[CellSign, str] = {"offered": "#bcd3f0", "wider": "#e3ecf9", "none": PAPER, "not_recorded": _GREY}
_HIDDEN = Fill("hidden", _GREY, "crossed", "#8b919c")

_WIDTH, _MARGIN, _HIGHEST = 1000.0, 10.0, 680.0
_TILE_WIDTH, _TILE_HEIGHT, _GAP, _TILES_A_ROW = 234.0, 108.0, 14.0, 4
_LINE = 26.0
_HEAD_WIDTH, _HEAD_HEIGHT, _ROW_HEIGHT, _WIDEST_COLUMN, _NARROWEST_COLUMN = 230.0, 230.0, 34.0, 62.0, 34.0

Link = Callable[..., str]
"""The address of an area (``area=``) or a cell (also ``column=``)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG; ``alternative`` says in words what it shows."""

    svg: str
    alternative: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an area is drawn: its outline, the middle of its label and the room for it."""

    path: str
    x: float
    y: float
    width: float
    tile: bool


def words(code: str, lang: str, **arguments: object) -> str:
    """A text of the drawings."""
    return filled(str(texts("need-and-supply", lang)["drawing"][code]), lang, **arguments)


def standing_words(standing: Standing, lang: str) -> str:
    """What a standing is called."""
    return str(texts("need-and-supply", lang)["standing"][standing])


def need_words(sign: NeedSign, lang: str) -> str:
    """What is said of the need of an area."""
    return str(texts("need-and-supply", lang)["need"][sign])


def area_map(view: NeedAndSupply, lang: Lang, *, link: Link | None = None, chosen: str = "") -> Drawing:
    """Every comparable area with the standing of its supply to its need.

    Args:
        view: what is compared.
        lang: of the texts.
        link: where an area leads to; None: nowhere.
        chosen: id of an area that is marked.
    """
    name_of = {standing.area: view.network.name("areas", standing.area) for standing in view.areas}
    standings = sorted(view.areas, key=lambda standing: (name_of[standing.area].casefold(), standing.area))
    spots, height = _spots([standing.area for standing in standings], outlines(view))
    used = [code for code in STANDINGS if any(standing.standing == code for standing in standings)]
    title = words("map", lang, count=len(standings))
    root = svg_root(_WIDTH, height + _LINE * len(used) + _MARGIN, title)
    fills = add_fills(root, [FILLS[code] for code in used], "map")
    for standing in sorted(standings, key=lambda standing: standing.area == chosen):
        target = link(area=standing.area) if link else None
        summary = _summary(standing, name_of[standing.area], lang)
        place = _linked(root, target, summary, chosen=standing.area == chosen)
        _draw_area(place, standing, name_of[standing.area], spots[standing.area], fills, lang, chosen == standing.area)
    for number, code in enumerate(used):
        _legend_line(root, height + number * _LINE, fills[code], f"{FILLS[code].sign} {standing_words(code, lang)}")
    summaries = "; ".join(_summary(standing, name_of[standing.area], lang) for standing in standings)
    return Drawing(svg_text(root), f"{title}. {summaries}.")


def outlines(view: NeedAndSupply) -> Mapping[str, Sequence[Polygon]]:
    """Polygons of the compared areas of which an outline is recorded."""
    records = {area.id: area for area in view.network.records.areas}
    recorded = {standing.area: records[standing.area].geometry for standing in view.areas}
    return {area: polygons(geometry) for area, geometry in recorded.items() if geometry}


def _summary(standing: AreaStanding, name: str, lang: str) -> str:
    return words(
        "area",
        lang,
        name=name,
        standing=standing_words(standing.standing, lang),
        need=need_words(standing.need.sign, lang),
        count=len(standing.offers),
    )


def _linked(parent: Element, target: str | None, summary: str, *, chosen: bool = False) -> Element:
    place = add(parent, "g") if target is None else add(parent, "a", href=target)
    if chosen and target is not None:
        place.set("aria-current", "true")
    add(place, "title", summary)
    return place


def _draw_area(
    place: Element,
    standing: AreaStanding,
    name: str,
    spot: _Spot,
    fills: Mapping[str, str],
    lang: str,
    chosen: bool,
) -> None:
    border = 5 if chosen else 1.5
    add(place, "path", class_="area", d=spot.path, fill=fills[standing.standing], stroke=INK, stroke_width=border)
    sign = FILLS[standing.standing].sign
    if spot.tile:
        lines = wrapped(name, spot.width, 2)
        short = f"{sign} {words(standing.need.sign, lang)}"
        lines += [shortened(short, spot.width, SMALL_SIZE), words("offers", lang, count=len(standing.offers))]
        add_label(place, lines, spot.x, spot.y - (len(lines) - 1) * 9.5 + 5)
    else:
        add_label(place, (shortened(name, spot.width), f"{sign} {len(standing.offers)}"), spot.x, spot.y)


def _spots(areas: Sequence[str], known: Mapping[str, Sequence[Polygon]]) -> tuple[Mapping[str, _Spot], float]:
    """Where each area is drawn, and the height of all: outlines above, tiles below."""
    drawn = {area: known[area] for area in areas if area in known}
    spots, height = _outlined(drawn) if drawn else ({}, _MARGIN)
    tiles = [area for area in areas if area not in drawn]
    for number, area in enumerate(tiles):
        x = _MARGIN + number % _TILES_A_ROW * (_TILE_WIDTH + _GAP)
        y = height + number // _TILES_A_ROW * (_TILE_HEIGHT + _GAP)
        path = f"M{x:g} {y:g}h{_TILE_WIDTH:g}v{_TILE_HEIGHT:g}h{-_TILE_WIDTH:g}z"
        spots[area] = _Spot(path, x + _TILE_WIDTH / 2, y + _TILE_HEIGHT / 2, _TILE_WIDTH - 16, tile=True)
    return spots, height + ceil(len(tiles) / _TILES_A_ROW) * (_TILE_HEIGHT + _GAP) + _MARGIN


def _outlined(drawn: Mapping[str, Sequence[Polygon]]) -> tuple[dict[str, _Spot], float]:
    """Outlines on paper, north above, a degree of longitude as wide as in the middle of the map."""
    corners = [corner for parts in drawn.values() for rings in parts for ring in rings for corner in ring]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    narrow = cos(radians((south + north) / 2))
    scale = min(
        (_WIDTH - 2 * _MARGIN) / max((east - west) * narrow, 1e-9), (_HIGHEST - 2 * _MARGIN) / max(north - south, 1e-9)
    )
    left = (_WIDTH - (east - west) * narrow * scale) / 2

    def on_paper(corner: tuple[float, float]) -> tuple[float, float]:
        x, y = corner
        return round(left + (x - west) * narrow * scale, 1), round(_MARGIN + (north - y) * scale, 1)

    spots = {}
    for area, parts in drawn.items():
        rings = [[on_paper(corner) for corner in ring] for rings_of_part in parts for ring in rings_of_part]
        spots[area] = _outline(rings)
    return spots, _MARGIN + (north - south) * scale + _MARGIN * 2


def _outline(rings: Sequence[Sequence[tuple[float, float]]]) -> _Spot:
    """The outline of an area with the middle of its largest ring."""
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)
    largest = max(rings, key=lambda ring: abs(_surface(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    surface = _surface(largest)
    if not surface:
        return _Spot(path, sum(xs) / len(xs), sum(ys) / len(ys), max(xs) - min(xs), tile=False)
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in pairwise(largest)) / (6 * surface)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in pairwise(largest)) / (6 * surface)
    return _Spot(path, round(x, 1), round(y, 1), max(xs) - min(xs), tile=False)


def _surface(ring: Sequence[tuple[float, float]]) -> float:
    return sum(_cross(a, b) for a, b in pairwise(ring)) / 2


def _cross(a: tuple[float, float], b: tuple[float, float]) -> float:
    return a[0] * b[1] - b[0] * a[1]


def _legend_line(root: Element, y: float, fill: str, text: str, *, border: float = 1.5) -> None:
    add(root, "rect", x=_MARGIN, y=y, width=30.0, height=18.0, fill=fill, stroke=INK, stroke_width=border)
    add(root, "text", text, x=_MARGIN + 42, y=y + 14, font_size=SMALL_SIZE, fill=INK)


def supply_table(view: NeedAndSupply, lang: Lang, kind: Columns) -> Drawing:
    """Numbers of running offers by area and theme or target group; a thick frame: the need is in the upper half."""
    columns = view.columns(kind)
    areas = sorted(
        (standing.area for standing in view.areas), key=lambda area: view.network.name("areas", area).casefold()
    )
    width_a_column = min(
        _WIDEST_COLUMN, max(_NARROWEST_COLUMN, (_WIDTH - _HEAD_WIDTH - _MARGIN) / max(1, len(columns)))
    )
    bottom = _HEAD_HEIGHT + len(areas) * _ROW_HEIGHT + _MARGIN
    width = max(_WIDTH, _HEAD_WIDTH + len(columns) * width_a_column + _MARGIN)
    title = words(f"table_{kind}", lang, count=len(areas))
    root = svg_root(width, bottom + 6 * _LINE, title)
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
        _legend_line(root, bottom + number * _LINE, fill, words(code, lang), border=border)
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


def term(kind: Columns, code: str, lang: Lang) -> str:
    """What a column is called."""
    known = vocabulary(kind).terms.get(code)
    return known.label(lang) if known else code


def _in_words(view: NeedAndSupply, areas: Sequence[str], kind: Columns, lang: Lang) -> str:
    rows = []
    for area in areas:
        cells = zip(view.columns(kind), view.row(area, kind), strict=True)
        numbers = [
            f"{term(kind, code, lang)} {cell_text(cell)}" for code, cell in cells if cell_sign(cell) != "not_recorded"
        ]
        rows.append(f"{view.network.name('areas', area)}: {', '.join(numbers) or words('nothing', lang)}")
    return "; ".join(rows) + "."
