"""Words of organisation names: those that tell who it is, and those that tell little."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.records.spelling import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """Folded words by what they say.

    ``legal_forms`` and ``fillers`` tell nothing about who it is, ``generic`` words little, ``parts`` that it belongs
    to something larger. ``numbers`` are words that count, ``spellings`` lead from a short form to the words it means.
    """

    legal_forms: frozenset[str]
    fillers: frozenset[str]
    generic: frozenset[str]
    parts: frozenset[str]
    levels: frozenset[str]
    numbers: Mapping[str, str]
    spellings: Mapping[str, tuple[str, ...]]


@cache
def name_words() -> NameWords:
    """The words of ``graph_schema/organisation_names.toml``."""
    tables = tomllib.loads((files("graph_schema") / "organisation_names.toml").read_text("utf-8"))
    return NameWords(
        legal_forms=_folded(tables["legal_forms"]),
        fillers=_folded(tables["fillers"]),
        generic=_folded(tables["generic"]),
        parts=_folded(tables["parts"]),
        levels=_folded(tables["levels"]),
        numbers={plain(word): number for word, number in tables["numbers"].items()},
        spellings={plain(short): tuple(plain(long).split()) for short, long in tables["spellings"].items()},
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain, words))
