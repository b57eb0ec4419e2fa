"""Nodes and edges of a file that knows nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import Problem
from app.records.dates import PartialDate

Attribute = str | float | bool
Attributes = Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge; None: the file does not say.

    ``status`` is a code of ``tie_status``: ``denied`` where the file says no, ``unknown`` where it says neither yes
    nor no. ``strength`` is a number above 0. ``directed`` False: the edge holds both ways. ``start`` and ``end`` are its
    first and last day. ``from_answers``: it follows from answers to a survey, and nobody entered it.
    """

    source: str
    target: str
    strength: float | None = None
    kind: str | None = None
    status: str | None = None
    directed: bool | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    from_answers: bool = False


@dataclass(frozen=True, slots=True)
class GraphRecords:
    """Nodes with attributes and edges as read; ``directed`` as the file says of all its edges.

    ``dropped`` counts edges that were left out by reason, ``notices`` tell what was read in a way somebody might not
    expect. ``matrix``: the edges are the numbers of a matrix, whose meaning nobody has told yet.
    """

    nodes: Mapping[str, Attributes]
    edges: tuple[Edge, ...]
    directed: bool | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()
    matrix: bool = False
