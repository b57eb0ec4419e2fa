"""A finding as a card: its sentences, certainty, grounds and evidence for one language and audience."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.findings import Audience, Finding
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.report.agenda import Item
from app.report.endings import endings
from app.report.evidence import citable, evidence_line
from app.report.progress import decision_text
from app.report.report import Card, Hint
from app.report.texts import Sentences, filled, label, label_of, sentences, title_of

MOST_NAMED = 3
"""How many further headings a card or an item of the agenda names."""

_ABOUT_PAIRS = ("cooperation", "coordination")
"""Beginnings of the codes of what is not known about two or more organisations."""


def names_of(finding: Finding) -> str:
    """What one of several findings on a card is about, in names: the offers of a pair rather than who offers them."""
    works = [subject.name for subject in finding.subjects if subject.kind in ("offer", "project")]
    return " – ".join(works or [subject.name for subject in finding.subjects])


def also_about(cards: Sequence[Card], lang: Lang, most: int = MOST_NAMED) -> str:
    """The first headings of further cards about the same area or group, without its name; empty where there are none."""
    titles = [card.title.partition(": ")[2] or card.title for card in cards[:most]]
    return (
        filled(label("edition_text", "further", lang), lang, titles=titles, more=len(cards) - len(titles))
        if titles
        else ""
    )


class CardWriter:
    """Puts findings into words for one language and audience."""

    def __init__(
        self,
        network: Network,
        lang: Lang,
        audience: Audience,
        items: Mapping[str, Item] = MappingProxyType({}),
        *,
        neutral: bool = False,
    ) -> None:
        """A writer; ``items`` are the findings of which something was decided, by key.

        ``neutral``: for a committee, before which no organisation and no work of one is named beside the matter.
        """
        self.network = network
        self.lang = lang
        self.audience = audience
        self.items = items
        self.neutral = neutral

    def card(self, finding: Finding) -> Card:
        """The finding in words."""
        words = self._words(finding)
        what_to_do = " ".join((words.what_to_do, *self.endings(finding, words)))
        return Card(
            key=finding.key,
            analysis=finding.analysis,
            kind=finding.card,
            band=finding.band,
            subjects=finding.subjects,
            title=words.title,
            what=words.what,
            why=words.why,
            what_to_do=what_to_do,
            additions=(*self._decided(finding), *words.additions),
            certainty=label("strength_band" if finding.card == "strength" else "band", finding.band, self.lang),
            rests_on=self._rests_on(finding),
            unknowns=tuple(label_of(finding.analysis, "unknown", code, self.lang) for code in finding.unknowns),
            evidence=tuple(
                evidence_line(record, self.network, self.lang, self.audience)
                for record in finding.evidence
                if citable(record, self.audience)
            ),
            status=item.status if (item := self.items.get(finding.key)) else "open",
        )

    def endings(self, finding: Finding, words: Sentences | None = None) -> tuple[str, ...]:
        """What of a finding is over, or ends before it can be acted on; ``words`` are its sentences, if at hand."""
        told = words or self._words(finding)
        text = " ".join((told.title, told.what, told.why, told.what_to_do, *told.additions))
        return endings(finding, text, self.network, self.lang)

    def hint(self, finding: Finding) -> Hint:
        """The finding as a later report is compared with it."""
        title = title_of(finding.analysis, finding.message, self.lang, **self._common(finding))
        return Hint(finding.key, title, finding.cluster or finding.key)

    def _decided(self, finding: Finding) -> Iterator[str]:
        """Decision about a finding, for the coordinator alone."""
        item = self.items.get(finding.key)
        if item is not None and self.audience == "internal":
            yield decision_text(item, self.lang)

    def _words(self, finding: Finding) -> Sentences:
        return sentences(finding.analysis, finding.message, self.lang, **self._common(finding))

    def _common(self, finding: Finding) -> dict[str, object]:
        """Arguments that every text may use."""
        return {
            "rests_on": self._rests_on(finding),
            "stand": self.network.as_of,
            "audience": self.audience,
            "neutral": self.neutral,
        }

    def _rests_on(self, finding: Finding) -> str:
        return label("rests", self._ground(finding), self.lang)

    def _ground(self, finding: Finding) -> str:
        """Outside the coordinator's view nobody is told who denied or contradicted what.

        What is not known about something else than cooperation is called so.
        """
        about_pairs = any(code.startswith(_ABOUT_PAIRS) for code in finding.unknowns)
        if self.audience == "internal" or (finding.rests_on == "unknown" and not about_pairs):
            return finding.rests_on
        careful = {
            "absent": "not_entered",
            "unknown": "not_entered",
            "contradicted": "unsettled",
            "one_sided": "unsettled",
        }
        return careful.get(finding.rests_on, finding.rests_on)
