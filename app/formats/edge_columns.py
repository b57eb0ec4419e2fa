"""Strength, kind, status, sign and direction of edges under the names that programs and offices give these columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.formats.decimals import is_decimal
from app.formats.raw_graph import RawEdge, text_of_attribute
from app.records.graph_records import Attribute
from app.records.spelling import folded

STRENGTH = (
    "strength",
    "stärke",
    "staerke",
    "tie strength",
    "weight",
    "gewicht",
    "gewichtung",
    "edge weight",
    "weights",
    "value",
    "wert",
    "frequency",
    "häufigkeit",
    "haeufigkeit",
    "intensity",
    "intensität",
    "intensitaet",
)
STATUS = (
    "status",
    "state",
    "stand",
    "zustand",
    "arbeiten zusammen",
    "arbeitet zusammen",
    "zusammenarbeit",
    "work together",
    "works together",
    "antwort",
    "answer",
    "aktiv",
    "active",
    "besteht",
)
KIND = (
    *("kind", "art", "type", "typ", "connection type", "relationship", "relation", "beziehung", "beziehungsart"),
    *("beziehungstyp", "verbindungsart", "art der zusammenarbeit", "art der beziehung", "relationship type"),
    *("tie type", "link type", "rel type", "label"),
)
SIGN = ("sign", "vorzeichen", "polarity", "polarität", "valence")
START = ("start", "seit", "beginn", "since", "valid from", "start date")
END = ("end", "bis", "ende", "until", "valid to", "end date")
FROM_ANSWERS = "from_answers"
DIRECTION = ("type", "typ", "directed", "gerichtet", "direction", "richtung", "edge type")
APPEARANCE = frozenset(
    {
        *("id", "key", "eid", "edge id", "name", "shared name", "interaction", "shared interaction", "timeset"),
        *("color", "colour", "farbe", "r", "g", "b", "x", "y", "z", "z index", "zindex", "size", "width", "thickness"),
        *("style", "shape", "hidden", "curved", "curvature", "selected"),
    }
)
"""Attributes that say how an edge is drawn or counted, nothing about who works together."""

_DIRECTED = {
    "directed": True,
    "gerichtet": True,
    "true": True,
    "ja": True,
    "1": True,
    "einseitig": True,
} | dict.fromkeys(
    ("undirected", "ungerichtet", "mutual", "both", "beidseitig", "false", "nein", "0", "none", "gegenseitig"), False
)


@dataclass(frozen=True, slots=True)
class EdgeColumns:
    """Which attribute of the edges means what; None: there is none. ``unread`` are attributes nobody knows."""

    strength: str | None
    status: str | None
    sign: str | None
    kind: str | None
    direction: str | None
    start: str | None
    end: str | None
    unread: tuple[str, ...]


def edge_columns(edges: Sequence[RawEdge]) -> EdgeColumns:
    """The meaning of attributes, decided for the file as a whole."""
    values: dict[str, set[str]] = {}
    for edge in edges:
        for name, value in edge.attributes.items():
            values.setdefault(name, set()).add(text_of_attribute(value))
    names = {spelled(name): name for name in reversed(values)}
    direction = next(
        (names[name] for name in DIRECTION if name in names and _says_direction(values[names[name]])), None
    )
    further_columns = {name: column for name, column in names.items() if column != direction}
    strength, status, sign, kind, start, end = (
        _first(further_columns, known) for known in (STRENGTH, STATUS, SIGN, KIND, START, END)
    )
    if strength is None and kind == names.get("label") and all(map(is_decimal, values.get(kind or "", ()))):
        strength, kind = kind, None  # what yEd draws at an edge
    taken = {strength, status, sign, kind, start, end, direction, FROM_ANSWERS, "basis"}
    unread = tuple(name for name in values if name not in taken and spelled(name) not in APPEARANCE)
    return EdgeColumns(strength, status, sign, kind, direction, start, end, unread)


def direction_of(value: Attribute | None) -> bool | None:
    """What a cell says about direction; None: nothing."""
    return None if value is None else _DIRECTED.get(folded(text_of_attribute(value)))


def spelled(name: str) -> str:
    """The spelling in which names of columns are compared."""
    return folded(name.replace("_", " ").replace("-", " "))


def _says_direction(values: Iterable[str]) -> bool:
    return all(folded(value) in _DIRECTED for value in values)


def _first(names: Mapping[str, str], known: Iterable[str]) -> str | None:
    return next((names[name] for name in known if name in names), None)
