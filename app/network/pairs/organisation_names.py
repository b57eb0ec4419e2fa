"""What is left of an organisation's name when everything that does not tell it from others is put aside?"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.records.name_words import NameWords, name_words
from app.records.spelling import plain

GENERIC_WEIGHT = 0.3
"""Of a word that many organisations share, where one of its own counts 1."""

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b[a-z](?:\.\s?[a-z]\b)+")
_REGISTERED = re.compile(r"\be\.?\s?v\b")
_BRACKETED = re.compile(r"\(\s*(\w+)\s*\)")
_SHORT_FORM = range(3, 7)
"""Letters of a short form that is written beside what it stands for."""


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name made comparable.

    ``words`` are what identifies it, in their order: without legal form, fillers, city, numbers and a short form of
    the other words; that one is among the ``short_forms``. ``own`` are those that few others have.
    ``legal_forms``, ``numbers`` and ``towns`` are those it names.
    """

    words: tuple[str, ...]
    own: frozenset[str]
    short_forms: frozenset[str]
    legal_forms: frozenset[str]
    numbers: frozenset[str]
    towns: frozenset[str]

    @property
    def joined(self) -> str:
        """The words as one: where a compound is cut in two is no difference."""
        return "".join(self.words)

    def weight(self, words: Iterable[str]) -> float:
        """How much some of its words say about whose name it is."""
        return sum(1.0 if word in self.own else GENERIC_WEIGHT for word in words)


def organisation_name(
    text: str, short_name: str | None = None, *, cities: Collection[str] = (), places: Collection[str] = ()
) -> OrganisationName:
    """A name made comparable.

    Args:
        text: as it was written.
        short_name: as recorded beside it, if there is one.
        cities: folded words of names of cities, which all of a city may carry.
        places: those of districts, which many of a district carry.
    """
    known = name_words()
    written = _words(text)
    telling = [word for word in written if word not in known.legal_forms | known.fillers]
    short = _short_form([*telling[:1], *telling[-1:], *_words(" ".join(_BRACKETED.findall(text)))], written)
    rest = [word for word in telling if word != short]
    kept = [word for word in rest if word not in cities and not _number(word, known)] or rest
    words = _in_full(kept, known)
    return OrganisationName(
        words=words,
        own=frozenset(words) - known.generic - frozenset(places),
        short_forms=_short_forms(short, "".join(_words(short_name or "")), *(words if len(words) == 1 else ())),
        legal_forms=frozenset(written) & known.legal_forms,
        numbers=frozenset(filter(None, (_number(word, known) for word in rest))),
        towns=frozenset(rest).intersection(cities) if kept != rest else frozenset(),
    )


def _in_full(words: Sequence[str], known: NameWords) -> tuple[str, ...]:
    """Words with short forms and other spellings, of one word or of two in a row, as what they stand for."""
    full: list[str] = []
    for at, word in enumerate(words):
        if at and (two := known.spellings.get(f"{words[at - 1]} {word}")):
            full[-1:] = two
        else:
            full += known.spellings.get(word, (word,))
    return tuple(full)


def _words(text: str) -> list[str]:
    """Folded words; letters with dots are one: ``e. V.`` (also ``e V``), ``W.I.R.``."""
    registered = _REGISTERED.sub("ev", plain(text))
    return _WORD.findall(_DOTTED.sub(lambda dotted: re.sub(r"\W", "", dotted.group()), registered))


def _number(word: str, known: NameWords) -> str | None:
    return str(int(word)) if word.isdecimal() else known.numbers.get(word)


def _short_forms(*some: str | None) -> frozenset[str]:
    return frozenset(one for one in some if one and len(one) >= _SHORT_FORM.start)


def _short_form(possible: Sequence[str], written: Sequence[str]) -> str | None:
    """The first of some words whose letters stand in this order in the others, from the beginning of one on.

    Possible are the first and the last word of a name, and what stands in brackets.
    """
    for word in dict.fromkeys(possible):
        others = [other for other in written if other != word]
        starts = (at for at, other in enumerate(others) if other[0] == word[0])
        if len(word) in _SHORT_FORM and any(_in_order(word, "".join(others[at:])) for at in starts):
            return word
    return None


def _in_order(letters: str, text: str) -> bool:
    left = iter(text)
    return all(letter in left for letter in letters)
