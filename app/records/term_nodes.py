"""Terms of a vocabulary as nodes of the graph: with German and English names, each below the term around it."""

from collections.abc import Iterable
from typing import Any

from app.records.vocabulary import vocabulary


def term_nodes(name: str, codes: Iterable[str]) -> list[dict[str, Any]]:
    """The terms with these codes and all above them, by code; ``broader`` is the code one level up, None at the top.

    A code that the vocabulary does not know is its own name.
    """
    known = vocabulary(name)
    wanted = set(codes)
    every = wanted | {above for code in wanted & known.terms.keys() for above in known.ancestors(code)}
    return [_node(name, code) for code in sorted(every)]


def _node(name: str, code: str) -> dict[str, Any]:
    term = vocabulary(name).terms.get(code)
    if term is None:
        return {"id": code, "name": code, "name_en": code, "broader": None}
    return {"id": code, "name": term.de, "name_en": term.en, "broader": term.parent}
