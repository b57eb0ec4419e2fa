"""Figures of a report: offers by theme and area, what ends when, of how many pairs is known whether they work together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.findings import Argument, Audience, Code, Finding
from app.network.district.comparable_areas import quarters
from app.network.district.need_and_supply import AreaStanding, NeedAndSupply, Standing
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.report.drawings.area_map import area_map, outlines
from app.report.drawings.need_words import standing_words
from app.report.report import Figure, FigureRow
from app.report.texts import number, sentence_of, texts, value_text

MOST_AREAS = 12
"""Columns of a matrix that fit on paper."""

MOST_BARS = 10
"""Ends that are drawn; the earliest first."""

MOST_THEMES = 6
"""Rows of the matrix of a short edition."""

_COMPARED: tuple[Standing, ...] = ("more_need", "even", "more_supply", "list_open")
_LEAST_AREAS = 2
_LEAST_BARS = 2


def figures(
    code: str, findings: Iterable[Finding], network: Network, lang: Lang, audience: Audience
) -> tuple[Figure, ...]:
    """The figures of a section of the report, none where there is too little to look at.

    Args:
        code: of the section.
        findings: its findings as the audience may read them, in reading order.
        network: the snapshot they were computed on.
        lang: ``de`` or ``en``.
        audience: who will read it.
    """
    figures_of: Mapping[str, Callable[[], Iterable[Figure]]] = {
        "supply": lambda: (*area_maps(network, lang, audience), *_offers_by_area(network, lang, audience)),
        "deadline": lambda: _ends(findings, network.as_of, lang),
        "unknown": lambda: _pairs(network, lang, audience),
    }
    return tuple(figures_of[code]()) if code in figures_of else ()


def overview(network: Network, lang: Lang, audience: Audience) -> tuple[Figure, ...]:
    """The figure of a short edition: a map where outlines are recorded, else the themes with most offers by area."""
    drawn = (*area_maps(network, lang, audience), *_offers_by_area(network, lang, audience, MOST_THEMES))
    return drawn[:1]


def area_maps(network: Network, lang: Lang, audience: Audience) -> Iterator[Figure]:
    """The map of need and supply where most areas have an outline and something is compared; lists are not for the public."""
    view = network.view(NeedAndSupply, None, None, audience)
    compared = [standing for standing in view.areas if standing.standing in _COMPARED]
    if audience == "public" or not compared or 2 * len(outlines(view)) < len(view.areas):
        return
    name_of = {standing.area: network.name("areas", standing.area) for standing in view.areas}
    standings = sorted(view.areas, key=lambda standing: (name_of[standing.area], standing.area))
    higher = tuple(name_of[standing.area] for standing in standings if standing.standing == "more_need")
    yield Figure(
        kind="map",
        title=_words("map", lang),
        reading=_words("map_reading", lang, areas=len(compared), higher=higher),
        note=_words("map_note", lang),
        headings=(_words("area", lang), _words("offers", lang), _words("standing", lang)),
        rows=tuple(_map_row(standing, name_of[standing.area], lang) for standing in standings),
        drawing=area_map(view, lang).svg,
    )


def _map_row(standing: AreaStanding, name: str, lang: Lang) -> FigureRow:
    offers = len(standing.offers)
    return FigureRow(
        label=name,
        values=(offers, None),
        texts=(number(offers, lang), standing_words(standing.standing, lang)),
    )


def _offers_by_area(
    network: Network, lang: Lang, audience: Audience, most_themes: int | None = None
) -> Iterator[Figure]:
    matrix = OfferMatrix(network.view(NeedAndSupply, None, None, audience), lists=audience != "public")
    if len(matrix.areas) >= _LEAST_AREAS and matrix.themes:
        names = tuple(network.name("areas", area) for area in matrix.areas)
        yield Figure(
            kind="matrix",
            title=_words("offers_by_area", lang),
            reading=_words(
                "offers_reading",
                lang,
                offers=matrix.offers,
                areas=len(matrix.areas),
                left_out=matrix.left_out,
                themes_left_out=len(matrix.themes) - len(matrix.themes[:most_themes]),
            ),
            note=_words("offers_note" if audience != "public" else "offers_note_public", lang, wider=matrix.has_wider),
            headings=(_words("theme", lang), *names, *([_words("wider", lang)] if matrix.has_wider else [])),
            rows=tuple(_matrix_row(matrix, theme, lang) for theme in matrix.themes[:most_themes]),
        )


def _matrix_row(matrix: "OfferMatrix", theme: str, lang: Lang) -> FigureRow:
    values = [matrix.value(theme, area) for area in matrix.areas]
    values += [matrix.wider(theme) or None] if matrix.has_wider else []
    texts_of_values = tuple("–" if value is None else number(value, lang) for value in values)
    return FigureRow(label=value_text(Code("theme", theme), lang), values=tuple(values), texts=texts_of_values)


@dataclass(frozen=True)
class OfferMatrix:
    """Numbers of running offers by top theme and area, as the page of need and supply counts them.

    An offer for an area counts there, one for several in each of them; one for a wider area or for the whole city
    counts as ``wider`` alone. ``lists``: whether confirmed lists are told.
    """

    view: NeedAndSupply
    lists: bool = True

    @property
    def _all_areas(self) -> tuple[str, ...]:
        return self.view.network.view(quarters)

    def _own_offers(self, area: str, theme: str | None = None) -> tuple[str, ...]:
        return self.view.offers(area, None, theme)[0]

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The compared areas with most offers, at most :data:`MOST_AREAS`, by name."""
        most = sorted(self._all_areas, key=lambda area: (-len(self._own_offers(area)), area))[:MOST_AREAS]
        return tuple(sorted(most, key=lambda area: (self.view.network.name("areas", area), area)))

    @property
    def left_out(self) -> int:
        """Number of compared areas that no longer fit."""
        return len(self._all_areas) - len(self.areas)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Top themes with a running offer, those with most first."""
        return tuple(sorted(self.view.themes, key=lambda theme: (-len(self.view.offers_on(theme)), theme)))

    @property
    def offers(self) -> int:
        """Number of offers that are counted: those with a theme."""
        return len({offer for theme in self.themes for offer in self.view.offers_on(theme)})

    @cached_property
    def has_wider(self) -> bool:
        """Whether an offer counts for no compared area."""
        return any(self._wider.values())

    def value(self, theme: str, area: str) -> int | None:
        """Offers of a theme in an area; 0 where a confirmed list has none, None where none is recorded."""
        count = len(self._own_offers(area, theme))
        return count if count or (self.lists and self.view.complete(area, theme)) else None

    def wider(self, theme: str) -> int:
        """Offers of a theme for more than one of the compared areas: the whole city, or no area at all."""
        return self._wider[theme]

    @cached_property
    def _wider(self) -> Mapping[str, int]:
        own_offers = {offer for area in self._all_areas for offer in self._own_offers(area)}
        return {theme: len(self.view.offers_on(theme) - own_offers) for theme in self.themes}


def _ends(findings: Iterable[Finding], as_of: date, lang: Lang) -> Iterator[Figure]:
    """Bars from the day of the data to each end."""
    ending = [(end, finding) for finding in findings if isinstance(end := _end(finding), date)]
    times = Counter(finding.subjects[0].name for _, finding in ending)
    ends = [(end, _ending_name(finding, lang, times[finding.subjects[0].name])) for end, finding in ending]
    rows = [
        FigureRow(label=name, values=((end - as_of).days,), texts=(value_text(end, lang),))
        for end, name in ends[:MOST_BARS]
    ]
    if len(rows) >= _LEAST_BARS:
        left_out = len(ends) - len(rows)
        reading = _words(
            "ends_reading", lang, count=len(ends), first=rows[0].label, day=rows[0].texts[0], left_out=left_out
        )
        yield Figure(
            kind="bars",
            title=_words("ends", lang),
            reading=reading,
            note=_words("ends_note", lang, day=as_of),
            headings=(_words("what", lang), _words("end", lang)),
            rows=tuple(rows),
        )


def _ending_name(finding: Finding, lang: Lang, times: int) -> str:
    """What ends, with who receives the money or offers it where several things of that name end."""
    name, arguments = finding.subjects[0].name, finding.message.arguments
    involved = arguments.get("recipients") or arguments.get("actors")
    return f"{name} ({value_text(involved, lang)})" if times > 1 and involved else name


def _end(finding: Finding) -> Argument:
    return finding.message.arguments.get("end")


def _pairs(network: Network, lang: Lang, audience: Audience) -> Iterator[Figure]:
    """Bars of pairs: yes, no, not known; for the coordinator alone, who may know how many said no."""
    counts = network.view(dyad_census).counts
    if audience == "internal" and counts.pairs and counts.known:
        values = {"tied": counts.tied, "apart": counts.known - counts.tied, "open": counts.unknown}
        yield Figure(
            kind="bars",
            title=_words("pairs", lang),
            reading=_words("pairs_reading", lang, pairs=counts.pairs, known=counts.known, unknown=counts.unknown),
            note=_words("pairs_note", lang),
            headings=(_words("answer", lang), _words("number", lang)),
            rows=tuple(
                FigureRow(label=_words(code, lang), values=(count,), texts=(number(count, lang),))
                for code, count in values.items()
            ),
        )


def _words(code: str, lang: Lang, **arguments: object) -> str:
    return sentence_of(texts("figures", lang)["figure"][code], lang, **arguments)
