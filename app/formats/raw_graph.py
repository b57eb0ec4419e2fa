"""Nodes and edges as they stand in a graph file, before anybody knows what their attributes mean."""

from collections.abc import Mapping
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
    """Graph of a whole file; ``nodes`` None: it lists none. ``unread`` names parts that were passed over."""

    file: str
    nodes: Mapping[str, Attributes] | None
    edges: tuple[RawEdge, ...]
    directed: bool | None = None
    matrix: bool = False
    unread: tuple[str, ...] = ()


class NodeList:
    """The nodes of a file as they are read, each id once."""

    def __init__(self, file: str, lang: Lang) -> None:
        self._file = file
        self._lang = lang
        self.nodes: dict[str, Attributes] = {}

    def add(self, node: str, attributes: Attributes, row: int) -> None:
        """Keep a node.

        Raises:
            InvalidInput: the id is missing or was there already.
        """
        if not node or node in self.nodes:
            message = sentence("bad_node", self._lang, file=self._file, row=row, id=node or "–")
            raise InvalidInput(message, hint=sentence("bad_node.hint", self._lang))
        self.nodes[node] = attributes


def text_of_attribute(value: Attribute) -> str:
    """An attribute as people write it: 3.0 is 3."""
    return f"{value:g}" if isinstance(value, float) else str(value)


__all__ = ["NO_ATTRIBUTES", "Attribute", "Attributes", "NodeList", "RawEdge", "RawGraph", "text_of_attribute"]
