"""The identifying words of an organisation's name, without legal form, fillers, city, numbers and short forms."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.records.name_words import NameWords, name_words
from app.records.spelling import plain

GENERIC_WEIGHT = 0.3
"""Weight of a word that many organisations share; a word of the organisation's own weighs 1."""

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b[a-z](?:\.\s?[a-z]\b)+")
_REGISTERED = re.compile(r"\be\.?\s?v\b")
_BRACKETED = re.compile(r"\(\s*(\w+)\s*\)")
_SHORT_FORM = range(3, 7)
"""Numbers of letters of a short form that is written beside the full name."""


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation's name in comparable parts.

    ``words`` identify the organisation, in the order of the name: without legal form, fillers, city, numbers and a
    short form of the remaining words, which is among the ``short_forms``. ``distinctive`` are the words that few
    organisations share. ``legal_forms``, ``numbers`` and ``towns`` are those in the name.
    """

    words: tuple[str, ...]
    distinctive: frozenset[str]
    short_forms: frozenset[str]
    legal_forms: frozenset[str]
    numbers: frozenset[str]
    towns: frozenset[str]

    @property
    def joined(self) -> str:
        """The words without spaces, so that a compound is the same in one piece and in two."""
        return "".join(self.words)

    def weight(self, words: Iterable[str]) -> float:
        """Summed weight of words of the name: 1 for a distinctive word, :data:`GENERIC_WEIGHT` for a widespread word."""
        return sum(1.0 if word in self.distinctive else GENERIC_WEIGHT for word in words)


def organisation_name(
    text: str, short_name: str | None = None, *, cities: Collection[str] = (), places: Collection[str] = ()
) -> OrganisationName:
    """An organisation's name in comparable parts.

    Args:
        text: the name as it was written.
        short_name: the short form recorded beside the name; None: no short form is recorded.
        cities: folded words of names of cities, which any organisation of the city may carry.
        places: folded words of names of districts, which many organisations of the district carry.
    """
    known = name_words()
    written = _words(text)
    telling = [word for word in written if word not in known.legal_forms | known.fillers]
    short = _short_form([*telling[:1], *telling[-1:], *_words(" ".join(_BRACKETED.findall(text)))], written)
    remaining = [word for word in telling if word != short]
    identifying = [word for word in remaining if word not in cities and not _number(word, known)] or remaining
    words = _in_full(identifying, known)
    return OrganisationName(
        words=words,
        distinctive=frozenset(words) - known.generic - frozenset(places),
        short_forms=_short_forms(short, "".join(_words(short_name or "")), *(words if len(words) == 1 else ())),
        legal_forms=frozenset(written) & known.legal_forms,
        numbers=frozenset(filter(None, (_number(word, known) for word in remaining))),
        towns=frozenset(remaining).intersection(cities) if identifying != remaining else frozenset(),
    )


def _in_full(words: Sequence[str], known: NameWords) -> tuple[str, ...]:
    """Words in full: short forms and variant spellings, of a single word or of two in a row, are written out."""
    full: list[str] = []
    for at, word in enumerate(words):
        if at and (two := known.spellings.get(f"{words[at - 1]} {word}")):
            full[-1:] = two
        else:
            full += known.spellings.get(word, (word,))
    return tuple(full)


def _words(text: str) -> list[str]:
    """Folded words; letters with dots make a single word: ``e. V.`` (also ``e V``), ``W.I.R.``."""
    registered = _REGISTERED.sub("ev", plain(text))
    return _WORD.findall(_DOTTED.sub(lambda dotted: re.sub(r"\W", "", dotted.group()), registered))


def _number(word: str, known: NameWords) -> str | None:
    return str(int(word)) if word.isdecimal() else known.numbers.get(word)


def _short_forms(*forms: str | None) -> frozenset[str]:
    return frozenset(form for form in forms if form and len(form) >= _SHORT_FORM.start)


def _short_form(possible: Sequence[str], written: Sequence[str]) -> str | None:
    """The first possible word whose letters stand in this order in the remaining words, from the beginning of a word on.

    Possible are the first and the last word of a name, and the words in brackets.
    """
    for word in dict.fromkeys(possible):
        remaining = [candidate for candidate in written if candidate != word]
        starts = (position for position, candidate in enumerate(remaining) if candidate[0] == word[0])
        if len(word) in _SHORT_FORM and any(_in_order(word, "".join(remaining[start:])) for start in starts):
            return word
    return None


def _in_order(letters: str, text: str) -> bool:
    remaining_letters = iter(text)
    return all(letter in remaining_letters for letter in letters)
