"""Ties of a graph file, whatever its format: what strengths and statuses mean, what is left out, what is told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.errors import InvalidInput, Problem
from app.formats.decimals import is_decimal, read_decimal
from app.formats.edge_columns import FROM_ANSWERS, EdgeColumns, direction_of, edge_columns
from app.formats.messages import code_of, sentence
from app.formats.raw_graph import RawEdge, RawGraph, text_of_attribute
from app.records.answer_words import NO_WORDS, YES_WORDS, is_against_each_other, status_in_kind
from app.records.dates import PartialDate
from app.records.graph_records import Attribute, Attributes, Edge, GraphRecords
from app.records.spelling import folded
from app.records.vocabulary import Lang, vocabulary

_WORDS_LISTED = 5
_HOLDS_TODAY = YES_WORDS | {"aktiv", "active", "besteht", "bestehend", "laufend", "existing", "ongoing", "current"}
_FUNDING = frozenset(
    {"funding", "funds", "funded by", "förderung", "fördert", "finanzierung", "finanziert", "zuwendung"}
)


_NEGATIVE = frozenset({"-", "−", "–", "neg", "neg.", "negativ", "negative"})


def graph_records(raw: RawGraph, lang: Lang) -> GraphRecords:
    """The graph of a file with its edges understood; self-loops and repeated edges are counted in ``dropped``.

    Raises:
        InvalidInput: an edge names a node that the file does not list, or a strength is below 0.
    """
    if raw.nodes is not None:
        _refuse_edges_to_nowhere(raw.nodes, raw, lang)
    columns = edge_columns(raw.edges)
    reader = EdgeReader(raw, columns, lang)
    edges = [reader.edge(edge) for edge in raw.edges]
    remaining, dropped = _cleaned(edges)
    nodes = raw.nodes if raw.nodes is not None else {end: {} for edge in edges for end in (edge.source, edge.target)}
    return GraphRecords(
        nodes, remaining, raw.directed, dropped, (*reader.notices(), *_strength_lost(raw, edges, lang)), raw.matrix
    )


@dataclass(slots=True)
class EdgeReader:
    """Understands the edges of one file and remembers what has to be told about them."""

    raw: RawGraph
    columns: EdgeColumns
    lang: Lang
    unclear_words: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    unclear_kinds: Counter[str] = field(default_factory=Counter)
    unclear_days: Counter[str] = field(default_factory=Counter)
    unclear_strengths: Counter[str] = field(default_factory=Counter)
    zeros: int = 0
    conflicts: int = 0

    def edge(self, raw: RawEdge) -> Edge:
        """An edge with those of its attributes that mean something to us."""
        attributes = raw.attributes
        strength = self._strength(raw)
        kind = text_of_attribute(attributes.get(self.columns.kind or "", ""))
        if is_against_each_other(kind) or self._is_negative(attributes):
            self.conflicts += 1
            return Edge(raw.source, raw.target, status="unknown", directed=self._directed(raw))
        said_in_kind = self._status_in_kind(kind)
        status = self._status(attributes) or said_in_kind
        if strength == 0:
            self.zeros += 1
            strength, status = None, "denied"
        start, end = (self._day(attributes, column) for column in (self.columns.start, self.columns.end))
        return Edge(
            raw.source,
            raw.target,
            strength,
            None if said_in_kind else self._kind(attributes),
            status,
            self._directed(raw),
            start,
            end,
            attributes.get(FROM_ANSWERS) in {True, "true", "True"},
        )

    def notices(self) -> Iterable[Problem]:
        """Notices of everything that was read in a way somebody might not expect."""
        yield from self._left_out()
        if self.conflicts:
            yield self._notice("graph_conflicts", count=self.conflicts, column=self.columns.kind or self.columns.sign)
        if self.zeros:
            yield self._notice("graph_zero", count=self.zeros, column=self.columns.strength)
        if self.unclear_strengths:
            yield self._notice("edge_strength", column=self.columns.strength, words=_counted(self.unclear_strengths))
        if self.unclear_words:
            yield self._notice("graph_status", column=self.columns.status, words=_counted(self.unclear_words))
        if self.unclear_kinds:
            yield self._notice("graph_status", column=self.columns.kind, words=_counted(self.unclear_kinds))
        if len(self.kinds) > 1 and not any(vocabulary("cooperation_kind").find(kind) for kind in self.kinds):
            yield self._notice("graph_kinds", column=self.columns.kind, words=_counted(self.kinds))
        if self.columns.unread:
            yield self._notice("graph_columns", columns=_listed(self.columns.unread))
        if self.unclear_days:
            yield self._notice("graph_days", words=_counted(self.unclear_days))
        for part in self.raw.unread:
            yield self._notice("graph_unread", part=part)

    def _left_out(self) -> Iterable[Problem]:
        """Notices of nodes and edges that no list holds, or that lack what says who they are."""
        if self.raw.unlisted:
            names = _listed([f"„{node}“" for node in self.raw.unlisted])
            yield self._notice("unlisted_node", count=len(self.raw.unlisted), names=names)
        for key, numbers in (("nameless_node", self.raw.nameless), ("half_edge", self.raw.half)):
            if numbers:
                places = sentence(
                    "row_numbers" if self.raw.is_table else "numbers",
                    self.lang,
                    numbers=_listed(list(map(str, numbers))),
                )
                yield self._notice(key, count=len(numbers), places=places)

    def _notice(self, key: str, **arguments: object) -> Problem:
        return Problem(
            code=code_of(key), message=sentence(key, self.lang, file=self.raw.file, **arguments), file=self.raw.file
        )

    def _strength(self, edge: RawEdge) -> float | None:
        value = edge.attributes.get(self.columns.strength or "")
        if value is None:
            return None
        try:
            number = read_decimal(value)
        except ValueError:
            self.unclear_strengths[text_of_attribute(value)] += 1
            return None
        if number < 0:
            raise self._negative(edge, value)
        return number

    def _negative(self, edge: RawEdge, value: Attribute) -> InvalidInput:
        ends = f"{edge.source} – {edge.target}"
        message = sentence("edge_negative", self.lang, value=value, edge=ends, file=self.raw.file)
        if edge.row is not None:
            message = sentence("at_row", self.lang, row=edge.row) + message
        return InvalidInput(message, hint=sentence("edge_negative.hint", self.lang))

    def _status(self, attributes: Attributes) -> str | None:
        value = attributes.get(self.columns.status or "")
        if value is None:
            return None
        text = text_of_attribute(value)
        word = folded(text)
        if word in NO_WORDS:
            return "denied"
        if word in _HOLDS_TODAY:
            return None
        term = vocabulary("tie_status").find(text)
        if term is None:
            self.unclear_words[text] += 1
        return term.code if term else "unknown"

    def _status_in_kind(self, kind: str) -> str | None:
        status = status_in_kind(kind)
        if status is not None:
            self.unclear_kinds[kind] += 1
        return status

    def _is_negative(self, attributes: Attributes) -> bool:
        """Whether the sign says that the two are against each other."""
        sign = folded(text_of_attribute(attributes.get(self.columns.sign or "", "")))
        return sign in _NEGATIVE or (is_decimal(sign) and read_decimal(sign) < 0)

    def _day(self, attributes: Attributes, column: str | None) -> PartialDate | None:
        """A day as ISO 8601 writes it; anything else is told."""
        value = attributes.get(column or "")
        if value is None:
            return None
        text = text_of_attribute(value)
        try:
            return PartialDate.parse(text)
        except ValueError:
            self.unclear_days[text] += 1
            return None

    def _directed(self, edge: RawEdge) -> bool | None:
        """Direction as the edge says, else its column, else the file."""
        of_column = direction_of(edge.attributes.get(self.columns.direction or ""))
        return next((direction for direction in (edge.directed, of_column) if direction is not None), self.raw.directed)

    def _kind(self, attributes: Attributes) -> str | None:
        value = attributes.get(self.columns.kind or "")
        if value is None:
            return None
        text = text_of_attribute(value)
        self.kinds[text] += 1
        term = vocabulary("cooperation_kind").find(text)
        return "funding" if folded(text) in _FUNDING else term.code if term else text


def _refuse_edges_to_nowhere(nodes: Mapping[str, Attributes], raw: RawGraph, lang: Lang) -> None:
    unknown = sorted({end for edge in raw.edges for end in (edge.source, edge.target)} - nodes.keys())
    if unknown:
        message = sentence(
            "edge_to_nowhere", lang, file=raw.file, count=len(unknown), ids=", ".join(unknown[:_WORDS_LISTED])
        )
        raise InvalidInput(message, hint=sentence("edge_to_nowhere.hint", lang))


def _cleaned(edges: Sequence[Edge]) -> tuple[tuple[Edge, ...], Mapping[str, int]]:
    """The edges without self-loops and repetitions, of which the strongest stays."""
    strongest: dict[tuple[str, str, bool, str | None, str | None], Edge] = {}
    loops = 0
    for edge in edges:
        if edge.source == edge.target:
            loops += 1
            continue
        ends = sorted((edge.source, edge.target)) if edge.directed is False else (edge.source, edge.target)
        key = (ends[0], ends[1], edge.directed is False, edge.kind, edge.status)
        if key not in strongest or (edge.strength or 0) > (strongest[key].strength or 0):
            strongest[key] = edge
    dropped = {"self_loops": loops, "duplicates": len(edges) - loops - len(strongest)}
    return tuple(strongest.values()), {reason: count for reason, count in dropped.items() if count}


def _strength_lost(raw: RawGraph, edges: Sequence[Edge], lang: Lang) -> Iterable[Problem]:
    """Told where some edges have a strength and others none, which then count as 1."""
    lacking = sum(edge.strength is None and edge.status != "denied" for edge in edges)
    if lacking and any(edge.strength is not None for edge in edges):
        message = sentence("graph_no_strength", lang, file=raw.file, count=lacking, total=len(edges))
        yield Problem(code="graph_no_strength", message=message, file=raw.file)


def _counted(words: Counter[str]) -> str:
    return _listed(
        [f"„{word}“ ({count})" for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))]
    )


def _listed(texts: Sequence[str]) -> str:
    ellipsis = [f"… (+{len(texts) - _WORDS_LISTED})"] if len(texts) > _WORDS_LISTED else []
    return ", ".join([*texts[:_WORDS_LISTED], *ellipsis])
