"""Nodes and edges as they stand in a graph file, before anybody knows what their attributes mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.errors import InvalidInput
from app.formats.messages import sentence
from app.records.graph_records import Attribute, Attributes
from app.records.vocabulary import Lang

NO_ATTRIBUTES: Attributes = {}


@dataclass(frozen=True, slots=True)
class RawEdge:
    """An edge of a file. ``directed`` None: it does not say; ``row`` of a table, None in other files."""

    source: str
    target: str
    attributes: Attributes = field(default_factory=dict)
    directed: bool | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class RawGraph:
    """Graph of a whole file; ``nodes`` None: it lists none. ``unread`` names parts that were passed over.

    ``nameless`` and ``half`` are the numbers of nodes without an id and of edges without one of their ends, which are
    left out: nothing else in the file can mean them. ``unlisted`` are nodes that only edges name, where names are the ids.
    """

    file: str
    nodes: Mapping[str, Attributes] | None
    edges: tuple[RawEdge, ...]
    directed: bool | None = None
    matrix: bool = False
    unread: tuple[str, ...] = ()
    nameless: tuple[int, ...] = ()
    half: tuple[int, ...] = ()
    unlisted: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether its edges are the rows of a table."""
        return any(edge.row is not None for edge in self.edges)


class NodeList:
    """The nodes of a file as they are read, each id once; ``nameless`` are the numbers of those without one."""

    def __init__(self, file: str, lang: Lang) -> None:
        self._file = file
        self._lang = lang
        self.nodes: dict[str, Attributes] = {}
        self.nameless: list[int] = []

    def add(self, node: str, attributes: Attributes, number: int) -> None:
        """Keep a node, the ``number``-th of its file.

        Raises:
            InvalidInput: the id was there already, with other attributes: whose edges are they?
        """
        if not node:
            self.nameless.append(number)
        elif self.nodes.setdefault(node, attributes) != attributes:
            message = sentence("node_twice", self._lang, file=self._file, number=number, id=node)
            raise InvalidInput(message, hint=sentence("node_twice.hint", self._lang))


def unlisted_ends(edges: Iterable[RawEdge], nodes: Mapping[str, Attributes]) -> tuple[str, ...]:
    """Nodes that only edges name: a name says who is meant, as it does in a list of edges alone; a number would not."""
    ends = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    return tuple(end for end in ends if end not in nodes)


def text_of_attribute(value: Attribute) -> str:
    """An attribute as people write it: 3.0 is 3."""
    return f"{value:g}" if isinstance(value, float) else str(value)


__all__ = [
    "NO_ATTRIBUTES",
    "Attribute",
    "Attributes",
    "NodeList",
    "RawEdge",
    "RawGraph",
    "text_of_attribute",
    "unlisted_ends",
]
