"""Tables of areas by theme and target group: numbers of offers with where they lead, sorted as asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.network.district.need_and_supply import STANDINGS, AreaStanding, Columns, NeedAndSupply, SupplyCell
from app.pages.frame import Frame
from app.pages.needs.needs_choice import NeedsChoice
from app.pages.texts import text
from app.records.spelling import folded
from app.records.vocabulary import Lang
from app.report.drawings.need_words import term
from app.report.drawings.supply_table import cell_sign, cell_text

Direction = Literal["ascending", "descending"]

ROWS_SHOWN = 20
"""Areas on one page of a table."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell of a table: its number, what it says about offers and need, in words too, and where it leads."""

    number: str
    sign: str
    need: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in a table."""

    name: str
    href: str
    standing: AreaStanding
    chosen: bool
    cells: Sequence[CellLink]


@dataclass(frozen=True, slots=True)
class _SortedArea:
    """An area with its cells by column; ``values`` are what it can be sorted by, None: not known or not told."""

    name: str
    standing: AreaStanding
    cells: Mapping[str, SupplyCell]
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column: what it is called, the link that sorts by it, and how it sorts now."""

    label: str
    href: str
    sorted: Direction | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of areas. ``first`` are the headings of the area and its need and supply, ``columns`` the others.

    ``rows`` are those of ``page``; ``pages`` are as many as all areas fill.
    """

    kind: Columns
    first: Sequence[Heading]
    columns: Sequence[Heading]
    rows: Sequence[AreaRow]
    page: int
    pages: int


@dataclass(frozen=True)
class TableWriter:
    """Makes the tables of what is compared."""

    view: NeedAndSupply
    frame: Frame
    choice: NeedsChoice
    lang: Lang

    def table(self, kind: Columns) -> Table:
        """The table of themes, with need and supply of each area, or that of target groups."""
        codes = self.view.columns(kind)
        with_need = kind == "theme"
        first = ("name", "standing", "need", "offers") if with_need else ("name",)
        areas = _sorted([self._area(standing, kind, codes) for standing in self.view.areas], self.choice.sort)
        pages = max(1, -(-len(areas) // ROWS_SHOWN))
        page = min(self.choice.page, pages)
        return Table(
            kind=kind,
            first=[self._heading(key, text("needs", f"column_{key}", self.lang)) for key in first],
            columns=[self._heading(f"{kind}:{code}", term(kind, code, self.lang)) for code in codes],
            rows=[self._row(area, kind) for area in areas[(page - 1) * ROWS_SHOWN : page * ROWS_SHOWN]],
            page=page,
            pages=pages,
        )

    def _heading(self, key: str, label: str) -> Heading:
        directions: Mapping[str, Direction] = {key: "ascending", f"-{key}": "descending"}
        again = f"-{key}" if self.choice.sort == key else key
        return Heading(label, f"{self.choice.link(self.frame, sort=again)}#tables", directions.get(self.choice.sort))

    def _area(self, standing: AreaStanding, kind: Columns, codes: Sequence[str]) -> _SortedArea:
        cells = dict(zip(codes, self.view.row(standing.area, kind), strict=True))
        amounts = {
            f"{kind}:{code}": float(len(cell.offers)) if cell_sign(cell) != "not_recorded" else None
            for code, cell in cells.items()
        }
        return _SortedArea(
            name=self.view.network.name("areas", standing.area),
            standing=standing,
            cells=cells,
            values={
                "standing": float(STANDINGS.index(standing.standing)),
                "need": standing.need.value,
                "offers": float(len(standing.offers)),
            }
            | amounts,
        )

    def _row(self, area: _SortedArea, kind: Columns) -> AreaRow:
        area_id = area.standing.area
        return AreaRow(
            name=area.name,
            href=f"{self.choice.link(self.frame, area=area_id)}#area",
            standing=area.standing,
            chosen=area_id == self.choice.area,
            cells=[self._cell(area_id, kind, code, cell) for code, cell in area.cells.items()],
        )

    def _cell(self, area: str, kind: Columns, code: str, cell: SupplyCell) -> CellLink:
        column = {"theme": code} if kind == "theme" else {"group": code}
        title = text(
            "needs",
            f"cell_{cell_sign(cell)}",
            self.lang,
            count=len(cell.offers),
            wider=len(cell.wider),
        )
        return CellLink(
            cell_text(cell),
            cell_sign(cell),
            cell.need,
            title,
            f"{self.choice.link(self.frame, area=area, **column)}#area",
        )


def _sorted(rows: list[_SortedArea], sort: str) -> list[_SortedArea]:
    """Areas by a column, equal ones by name; an area of which the value is not known or not told stands last."""
    key, backwards = sort.removeprefix("-"), sort.startswith("-")
    by_name = sorted(rows, key=lambda row: folded(row.name), reverse=backwards and key == "name")
    known = [(value, row) for row in by_name if (value := row.values.get(key)) is not None]
    ordered = [row for _, row in sorted(known, key=lambda pair: pair[0], reverse=backwards)]
    return ordered + [row for row in by_name if row.values.get(key) is None]
