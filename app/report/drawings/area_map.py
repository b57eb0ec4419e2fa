"""Map of the areas drawn as SVG, each with the standing of its supply to its need; tiles where no outline is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians
from xml.etree.ElementTree import Element

from app.network.district.need_and_supply import (
    STANDINGS,
    AreaStanding,
    NeedAndSupply,
    Standing,
)
from app.records.geometry import Polygon, polygons
from app.records.vocabulary import Lang
from app.report.drawings.need_words import need_words, standing_words, words
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
    wrapped,
)

FILLS: Mapping[Standing, Fill] = {
    "more_need": Fill("more_need", "#f4c089", "rising", "#8a4b08", "↑"),
    "even": Fill("even", PAPER, sign="="),
    "more_supply": Fill("more_supply", "#bcd3f0", "dots", "#1f4a86", "↓"),
    "list_open": Fill("list_open", GREY, sign="?"),
    "not_recorded": Fill("not_recorded", GREY, sign="–"),
    "too_few": Fill("too_few", GREY, sign="–"),
    "suppressed": Fill("suppressed", GREY, "crossed", "#8b919c", "×"),
}
"""How each standing is drawn; grey is whatever too little is known of."""

_HIGHEST = 680.0
_TILE_WIDTH, _TILE_HEIGHT, _GAP, _TILES_A_ROW = 234.0, 108.0, 14.0, 4

Link = Callable[..., str]
"""The address of an area (``area=``) or a cell (also ``column=``)."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an area is drawn: its outline, the middle of its label and the room for it."""

    path: str
    x: float
    y: float
    width: float
    tile: bool


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
    root = svg_root(WIDTH, height + LINE_HEIGHT * len(used) + MARGIN, title)
    fills = add_fills(root, [FILLS[code] for code in used], "map")
    for standing in sorted(standings, key=lambda standing: standing.area == chosen):
        target = link(area=standing.area) if link else None
        summary = _summary(standing, name_of[standing.area], lang)
        place = _linked(root, target, summary, chosen=standing.area == chosen)
        _draw_area(place, standing, name_of[standing.area], spots[standing.area], fills, lang, chosen == standing.area)
    for number, code in enumerate(used):
        add_legend_line(
            root, height + number * LINE_HEIGHT, fills[code], f"{FILLS[code].sign} {standing_words(code, lang)}"
        )
    summaries = "; ".join(_summary(standing, name_of[standing.area], lang) for standing in standings)
    return Drawing(svg_text(root), f"{title}. {summaries}.")


def outlines(view: NeedAndSupply) -> Mapping[str, Sequence[Polygon]]:
    """Polygons of the compared areas of which an outline is recorded."""
    records = {area.id: area for area in view.network.records.areas}
    recorded = {standing.area: records[standing.area].geometry for standing in view.areas}
    return {area: polygons(geometry) for area, geometry in recorded.items() if geometry}


def _summary(standing: AreaStanding, name: str, lang: Lang) -> str:
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
    lang: Lang,
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
    spots, height = _outlined(drawn) if drawn else ({}, MARGIN)
    tiles = [area for area in areas if area not in drawn]
    for number, area in enumerate(tiles):
        x = MARGIN + number % _TILES_A_ROW * (_TILE_WIDTH + _GAP)
        y = height + number // _TILES_A_ROW * (_TILE_HEIGHT + _GAP)
        path = f"M{x:g} {y:g}h{_TILE_WIDTH:g}v{_TILE_HEIGHT:g}h{-_TILE_WIDTH:g}z"
        spots[area] = _Spot(path, x + _TILE_WIDTH / 2, y + _TILE_HEIGHT / 2, _TILE_WIDTH - 16, tile=True)
    return spots, height + ceil(len(tiles) / _TILES_A_ROW) * (_TILE_HEIGHT + _GAP) + MARGIN


def _outlined(drawn: Mapping[str, Sequence[Polygon]]) -> tuple[dict[str, _Spot], float]:
    """Outlines on paper, north above, a degree of longitude as wide as in the middle of the map."""
    corners = [corner for parts in drawn.values() for rings in parts for ring in rings for corner in ring]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    narrow = cos(radians((south + north) / 2))
    scale = min(
        (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 1e-9), (_HIGHEST - 2 * MARGIN) / max(north - south, 1e-9)
    )
    left_margin = (WIDTH - (east - west) * narrow * scale) / 2

    def on_paper(corner: tuple[float, float]) -> tuple[float, float]:
        x, y = corner
        return round(left_margin + (x - west) * narrow * scale, 1), round(MARGIN + (north - y) * scale, 1)

    spots = {}
    for area, parts in drawn.items():
        rings = [[on_paper(corner) for corner in ring] for rings_of_part in parts for ring in rings_of_part]
        spots[area] = _outline(rings)
    return spots, MARGIN + (north - south) * scale + MARGIN * 2


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
