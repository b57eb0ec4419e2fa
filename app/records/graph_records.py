"""What does a file that knows only nodes and edges hold?"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge; ``strength`` and ``kind`` None: not given."""

    source: str
    target: str
    strength: float | None = None
    kind: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class GraphRecords:
    """Nodes with attributes and edges as read; ``directed`` as the file says, None: it does not say."""

    nodes: Mapping[str, Mapping[str, str | float | bool]]
    edges: tuple[Edge, ...]
    directed: bool | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)
