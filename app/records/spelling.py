"""The spelling of a name: how two are compared, which names are near a text, and the id that is made of one."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz import fuzz, process

_NO_LETTERS = re.compile(r"[\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

Likeness = Literal["letters", "words", "part"]
"""How two names are alike: letter by letter, word by word in any order, or one as a part of the other."""

_SCORERS: Mapping[Likeness, Callable[..., float]] = {
    "letters": fuzz.ratio,
    "words": fuzz.token_sort_ratio,
    "part": fuzz.WRatio,
}


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """The spelling in which names are compared: NFC, case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """The id made of a name: case-folded, ``ä`` as ``ae``, everything that is no letter or digit as ``-``."""
    return _NO_LETTERS.sub("-", folded(text).translate(_UMLAUTS)).strip("-")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """The spelling in which words are compared: as :func:`folded`, ``ä`` as ``ae``, without accents."""
    written = folded(text).translate(_UMLAUTS)
    if written.isascii():
        return written
    letters = unicodedata.normalize("NFKD", written)
    return "".join(char for char in letters if not unicodedata.combining(char))


def near_names(
    text: str, names: Iterable[str], *, likeness: Likeness = "letters", least: float = 60, most: int | None = 1
) -> tuple[str, ...]:
    """Names near a text, which its writer may have meant: "did you mean …?".

    Args:
        text: what was written.
        names: what it could have been.
        likeness: by what they are compared; case and spaces never matter.
        least: likeness from 0 to 100 from which a name is near.
        most: how many names are given, None for all.

    Returns:
        The near ones, the nearest first; none where nothing is near.
    """
    written = tuple(names)
    found = near_places(text, [folded(name) for name in written], likeness=likeness, least=least, most=most)
    return tuple(written[place] for place in found)


def near_places(
    text: str, folded_names: Sequence[str], *, likeness: Likeness, least: float, most: int | None
) -> tuple[int, ...]:
    """Where names near a text stand among those that are folded already, the nearest first; else as :func:`near_names`."""
    scorer: Any = _SCORERS[likeness]
    near = process.extract(folded(text), folded_names, scorer=scorer, score_cutoff=least, limit=most)
    return tuple(place for _name, _score, place in near)
