"""What is known of one area: its need in words, its offers, those nearby, what could be missing and who could help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import UnknownName
from app.findings import Code, Finding, Subject
from app.network.district.need_and_supply import AreaStanding, NeedAndSupply
from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.district.supply import Supplies
from app.network.district.transferable_offers import TransferableOffers
from app.network.graph.network import Network
from app.pages.needs.needs_choice import NeedsChoice
from app.pages.records.record_words import Part
from app.pages.texts import text
from app.records.schema import Topic
from app.records.vocabulary import Lang, vocabulary
from app.report.cards import CardWriter
from app.report.report import Card
from app.report.texts import value_text

_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer with who provides it; ``wider``: it is for a larger area."""

    offer: Part
    providers: Sequence[Part]
    area: str = ""
    wider: bool = False


@dataclass(frozen=True, slots=True)
class GapLine:
    """A hint that something is missing, and who could be asked."""

    card: Card
    candidates: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPanel:
    """What is known of the area that was chosen."""

    id: str
    name: str
    standing: AreaStanding
    need: str
    offers: Sequence[OfferLine]
    nearby: Sequence[OfferLine]
    gaps: Sequence[GapLine]
    candidates: Sequence[Part]


@dataclass(frozen=True)
class PanelWriter:
    """Tells of the area that was chosen."""

    view: NeedAndSupply
    choice: NeedsChoice
    lang: Lang

    @property
    def network(self) -> Network:
        """The snapshot."""
        return self.view.network

    def panel(self, findings: Iterable[Finding]) -> AreaPanel:
        """The chosen area.

        Args:
            findings: the coverage gaps of the snapshot.

        Raises:
            UnknownName: the area is none of those that are compared.
        """
        standing = next((standing for standing in self.view.areas if standing.area == self.choice.area), None)
        if standing is None:
            raise UnknownName(f"{self.choice.area} is none of the areas that are compared")
        gaps = [finding for finding in findings if self._concerns_area(finding)]
        writer = CardWriter(self.network, self.lang, "internal")
        return AreaPanel(
            id=standing.area,
            name=self.network.name("areas", standing.area),
            standing=standing,
            need=self._need(standing),
            offers=[
                *(self._offer(offer) for offer in standing.offers),
                *(self._offer(offer, wider=True) for offer in standing.wider),
            ],
            nearby=list(self._nearby(standing)),
            gaps=[GapLine(writer.card(finding), self._candidates_of(finding)) for finding in gaps],
            candidates=[] if gaps else self._candidates(standing.area),
        )

    def _concerns_area(self, finding: Finding) -> bool:
        """Whether a gap is one of the area, target group and theme asked about."""
        arguments = finding.message.arguments
        group, theme = arguments.get("group"), arguments.get("theme")
        return (
            finding.subjects[0].id == self.choice.area
            and (not self.choice.group or group == Code("target_group", self.choice.group))
            and (
                not self.choice.theme
                or (
                    isinstance(theme, Code)
                    and self.choice.theme in (theme.code, *vocabulary("theme").ancestors(theme.code))
                )
            )
        )

    def _candidates_of(self, finding: Finding) -> list[Part]:
        candidates = finding.message.arguments.get("candidates")
        names = candidates if isinstance(candidates, tuple) else ()
        return [Part(actor.name, "actors", actor.id) for actor in names if isinstance(actor, Subject)]

    def _candidates(self, area: str) -> list[Part]:
        """Actors who could help where no hint names any: only asked for one target group and one theme."""
        if not (self.choice.group and self.choice.theme):
            return []
        transfer = TransferableOffers(self.network.view(Supplies), self.network.view(Presence))
        actors = transfer.candidates(Cell(area, self.choice.group, self.choice.theme), _CANDIDATES)
        return [self._part("actors", actor) for actor in actors]

    def _nearby(self, standing: AreaStanding) -> Iterable[OfferLine]:
        """Offers for the same people on the same theme in areas nearby that do not reach this one."""
        reaching = {*standing.offers, *standing.wider}
        by_area = {standing.area: standing for standing in self.view.areas}
        for area in self.network.view(Presence).near(standing.area):
            offers = [offer for offer in by_area[area].offers if offer not in reaching] if area in by_area else []
            reaching.update(offers)
            yield from (self._offer(offer, area=self.network.name("areas", area)) for offer in offers)

    def _offer(self, offer: str, *, area: str = "", wider: bool = False) -> OfferLine:
        record = self.network.record("offers", offer)
        providers = [self._part("actors", actor) for actor in getattr(record, "actors", ())]
        return OfferLine(self._part("offers", offer), providers, area, wider)

    def _part(self, topic: Topic, record_id: str) -> Part:
        return Part(self.network.name(topic, record_id), topic, record_id)

    def _need(self, standing: AreaStanding) -> str:
        """The need as far as it may be told: how many areas have less, and the statistic it rests on."""
        need = standing.need
        if need.level is None:
            return text("needs", f"need_{need.sign}", self.lang)
        words = text("needs", "need_above", self.lang, above=need.level.above, others=need.level.compared)
        around = self.network.view(Supplies).needs.around(standing.area)
        known = around.of_group(self.choice.group, standing.area) if self.choice.group else None
        if known is None or known.figure is None or known.day is None:
            return words
        figure = known.figure.share if known.figure.share is not None else known.figure.count
        unit = "share" if known.figure.share is not None else "count"
        value = value_text(round(figure, 1), self.lang)
        rests = text(
            "needs",
            f"rests_{unit}",
            self.lang,
            name=known.indicator.name,
            value=value,
            day=known.day,
            source=known.indicator.source_note or "",
        )
        return f"{words} {rests}"
