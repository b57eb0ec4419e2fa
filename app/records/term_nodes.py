"""Terms of a vocabulary as nodes of the graph: with German and English names, each below the term around it."""

from collections.abc import Iterable
from typing import Any

from app.records.records import Records
from app.records.schema import schema
from app.records.vocabulary import vocabulary

TERM_LABELS = {"themes": "Theme", "target_groups": "TargetGroup"}
"""Labels of the nodes that are terms, by what they are called together."""


def terms_in_use(label: str, records: Records) -> list[dict[str, Any]]:
    """The nodes of a label in :data:`TERM_LABELS` that records refer to, and those above them."""
    codes = {
        code
        for topic, owner in schema().owners.items()
        for field, reference in owner.references.items()
        if label in reference.labels
        for record in getattr(records, topic)
        for code in _codes(getattr(record, field))
    }
    name = schema().labels[label].properties["id"].vocabulary
    assert name is not None
    return term_nodes(name, codes)


def _codes(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def term_nodes(name: str, codes: Iterable[str]) -> list[dict[str, Any]]:
    """The terms with these codes and all above them, by code; ``broader`` is the code one level up, None at the top.

    A code that the vocabulary does not know is its own name.
    """
    known = vocabulary(name)
    wanted = set(codes)
    with_broader = wanted | {above for code in wanted & known.terms.keys() for above in known.ancestors(code)}
    return [_node(name, code) for code in sorted(with_broader)]


def _node(name: str, code: str) -> dict[str, Any]:
    term = vocabulary(name).terms.get(code)
    if term is None:
        return {"id": code, "name": code, "name_en": code, "broader": None}
    return {"id": code, "name": term.de, "name_en": term.en, "broader": term.parent}
