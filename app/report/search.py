"""Search: records and themes of a snapshot by the words of their names, in whatever spelling they are typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from app.findings import Finding
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.areas import Place
from app.records.offers import Offer, Project
from app.records.records import Record
from app.records.spelling import near_names, plain
from app.records.vocabulary import Lang, vocabulary

SearchedTopic = Literal["actors", "offers", "projects", "working_groups", "places", "areas", "themes"]
TOPICS_SEARCHED: tuple[SearchedTopic, ...] = get_args(SearchedTopic)
"""What is searched, in the order in which it is shown."""

FEWEST_LETTERS = 3
"""Fewer letters are like too much to guess what was meant."""

_LEAST_LIKE = 78
"""Likeness from which a name may be the one that was meant."""

_MOST_MEANT = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A record or theme that fits; ``beside`` are names that tell it from another of the same name."""

    topic: SearchedTopic
    id: str
    name: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What fits a search, the best first. ``guessed``: nothing has these words, these names are like them."""

    hits: tuple[Hit, ...]
    guessed: bool = False

    @property
    def by_topic(self) -> Mapping[SearchedTopic, Sequence[Hit]]:
        """The hits of each topic that has some, in the order of the topics."""
        topics = {topic: [hit for hit in self.hits if hit.topic == topic] for topic in TOPICS_SEARCHED}
        return {topic: hits for topic, hits in topics.items() if hits}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A hit with its name and everything it is found by, in the spelling that is compared."""

    hit: Hit
    name: str
    words: str


@dataclass(frozen=True)
class SearchIndex:
    """Everything of a snapshot that can be searched, in the words of one language."""

    network: Network
    lang: Lang

    @cached_property
    def _entries(self) -> list[_Entry]:
        return [*self._records(), *self._themes()]

    def _records(self) -> Iterator[_Entry]:
        for topic in TOPICS_SEARCHED:
            records: Sequence[Record] = () if topic == "themes" else getattr(self.network.records, topic)
            for record in records:
                name = str(getattr(record, "name", record.id))
                beside = self._beside(record)
                further_names = (getattr(record, "short_name", None) or "", *getattr(record, "aliases", ()), beside)
                yield _Entry(Hit(topic, record.id, name, beside), plain(name), plain(" ".join((name, *further_names))))

    def _beside(self, record: Record) -> str:
        """Who offers a work or runs a place, and where an organisation has its seat."""
        match record:
            case Offer() | Project():
                return ", ".join(self.network.name("actors", actor) for actor in record.leads or record.partners)
            case Place():
                return self.network.name("areas", record.area) if record.area else ""
            case Actor():
                return self.network.name("areas", record.home_area) if record.home_area else ""
        return ""

    def _themes(self) -> Iterator[_Entry]:
        for code, term in vocabulary("theme").terms.items():
            label = term.label(self.lang)
            yield _Entry(Hit("themes", code, label), plain(label), plain(label))

    def find(self, query: str) -> Hits:
        """What has all words of a query, the best first; where nothing has, what may have been meant."""
        words = plain(query).split()
        if not words:
            return Hits(())
        fitting = [entry for entry in self._entries if all(word in entry.words for word in words)]
        if fitting or len(plain(query)) < FEWEST_LETTERS:
            fitting.sort(key=lambda entry: (_rank(entry.name, words), entry.name, entry.hit.id))
            return Hits(tuple(entry.hit for entry in fitting))
        return Hits(tuple(self._near_hits(query)), guessed=True)

    def _near_hits(self, query: str) -> Iterator[Hit]:
        by_name: dict[str, list[Hit]] = {}
        for entry in self._entries:
            by_name.setdefault(entry.hit.name, []).append(entry.hit)
        for name in near_names(query, by_name, likeness="part", least=_LEAST_LIKE, most=_MOST_MEANT):
            yield from by_name[name]


def _rank(name: str, words: Sequence[str]) -> int:
    """How well a name fits: it is what was typed, begins with it, has it from a word on, has its words; else others do."""
    typed = " ".join(words)
    fits = (name == typed, name.startswith(typed), f" {typed}" in name, all(word in name for word in words), True)
    return fits.index(True)


def findings_of(findings: Iterable[Finding], query: str, hits: Hits) -> list[Finding]:
    """The findings about what was searched: their subjects have all words of the query, or are what was meant."""
    words, guessed = plain(query).split(), {hit.id for hit in hits.hits if hits.guessed}
    return [
        finding
        for finding in findings
        if any(subject.id in guessed for subject in finding.subjects)
        or (words and all(word in plain(" ".join(subject.name for subject in finding.subjects)) for word in words))
    ]
