"""What does a graph file say before anything is left out?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import InvalidInput
from app.formats.messages import sentence
from app.records.graph_records import Edge

Attribute = str | float | bool
Attributes = Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class RawGraph:
    """Edges as they stand in the file; ``nodes`` None: the file lists none. ``directed`` None: it does not say."""

    nodes: Mapping[str, Attributes] | None
    edges: tuple[Edge, ...]
    directed: bool | None = None


def make_edge(source: str, target: str, attributes: Mapping[str, Attribute], lang: str) -> Edge:
    """An edge with those of its attributes that mean something to us.

    Raises:
        InvalidInput: the strength is no finite number.
    """
    kind, status = attributes.get("kind"), attributes.get("status")
    return Edge(
        source,
        target,
        strength=_strength(attributes.get("strength"), f"{source} – {target}", lang),
        kind=str(kind) if kind not in {None, ""} else None,
        status=str(status) if status not in {None, ""} else None,
    )


def _strength(value: Attribute | None, edge: str, lang: str) -> float | None:
    if value is None or value == "":
        return None
    try:
        number = float(value.replace(",", ".") if isinstance(value, str) else value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidInput(
            sentence("edge_strength", lang, value=value, edge=edge), hint=sentence("edge_strength.hint", lang)
        )
    return number
