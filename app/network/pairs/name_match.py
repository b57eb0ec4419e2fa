"""Match of two names of organisations: their similarity, and the parts that set them apart.

Words are the same despite inflection, compound links and spelling. Letters alone do not tell: Schuldnerberatung and
Schülerberatung share nine in ten. What differs must be an ending, the link between the parts of a compound, or a slip
of the pen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Postfix, Prefix

from app.network.pairs.organisation_names import OrganisationName
from app.records.name_words import name_words

_Words = tuple[str, ...]

_SHORTEST = 5
"""Fewest letters of a word that may differ a little; in a shorter word a changed letter makes a different word."""

_LEAST_PART = 4
"""Letters that both parts of a compound have at least."""

_LEAST_STEM = 6
"""Letters before an ending: Miete and Mieter are two."""

_ENDINGS = frozenset({"", "e", "en", "em", "er", "es", "n", "r", "s", "in", "innen"})
_LINKS = frozenset({"", "e", "en", "er", "es", "n", "s"})
_SPELLINGS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"), ("z", "s"), ("m", "n"))
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The match of two names, a and b.

    ``similarity`` is the weight of the shared words by the weight of all words (Dice), 0 to 1. ``shared`` are words of
    name a that name b has too; ``only_a`` and ``only_b`` are words of a single name. ``equal``: words and numbers are
    the same to the letter, however compounds are cut. ``same_numbers``, ``same_legal_form`` and ``same_town``: the two
    do not name different ones. ``akin``: beside the shared words the names differ only in the level of the first
    organisation (Kreisverband) and in the part of it that the second organisation is (Bildungswerk), or the reverse.
    """

    similarity: float
    shared: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    equal: bool
    same_numbers: bool
    same_legal_form: bool
    same_town: bool
    akin: bool

    @property
    def contained(self) -> bool:
        """Whether the words of a name are all contained in its counterpart."""
        return not (self.only_a and self.only_b)

    @property
    def part_of(self) -> int | None:
        """Position (0 or 1) of the name that means a part of its counterpart's organisation; None: neither or both."""
        first, second = (not name_words().parts.isdisjoint(words) for words in (self.only_a, self.only_b))
        return None if first == second else int(second)


def name_match(name_a: OrganisationName, name_b: OrganisationName) -> NameMatch:
    """The match of two names."""
    joined = name_a.joined == name_b.joined
    short = not name_a.short_forms.isdisjoint(name_b.short_forms)
    shared, rest_a, rest_b = (name_a.words, (), ()) if joined or short else _shared(name_a.words, name_b.words)
    common_weight = 2 * name_a.weight(shared)
    total_weight = common_weight + name_a.weight(rest_a) + name_b.weight(rest_b)
    return NameMatch(
        similarity=round(common_weight / total_weight, 9) if total_weight else 0.0,
        shared=shared,
        only_a=rest_a,
        only_b=rest_b,
        equal=joined and name_a.numbers == name_b.numbers,
        same_numbers=_agree(name_a.numbers, name_b.numbers),
        same_legal_form=_agree(name_a.legal_forms, name_b.legal_forms),
        same_town=_agree(name_a.towns, name_b.towns),
        akin=not name_a.distinctive.isdisjoint(shared) and (_akin(rest_a, rest_b) or _akin(rest_b, rest_a)),
    )


def _akin(whole: Sequence[str], part: Sequence[str]) -> bool:
    known = name_words()
    common = {*whole, *part} <= known.generic | known.parts
    return common and not known.levels.isdisjoint(whole) and not known.parts.isdisjoint(part)


def _agree(words_a: frozenset[str], words_b: frozenset[str]) -> bool:
    """Whether two sets are the same; an empty set contradicts nothing."""
    return words_a == words_b or not (words_a and words_b)


def _shared(words_a: _Words, words_b: _Words) -> tuple[_Words, _Words, _Words]:
    """Distinct words in both names, in the first alone, and in the second alone."""
    rest_b = list(dict.fromkeys(words_b))
    shared: list[str] = []
    rest_a: list[str] = []
    for word in dict.fromkeys(words_a):
        twin = _twin(word, rest_b)
        if twin is None:
            rest_a.append(word)
        else:
            shared.append(word)
            rest_b.remove(twin)
    return tuple(shared), tuple(rest_a), tuple(rest_b)


def _twin(word: str, words: Sequence[str]) -> str | None:
    if word in words:
        return word
    return next((candidate for candidate in words if same_word(word, candidate)), None)


def same_word(word_a: str, word_b: str) -> bool:
    """Whether two folded words are the same.

    The same are words that differ in an ending (paritätische, paritätischer), in the link of a compound (Bildung-s-werk),
    in doubled or easily confused letters (Oekonomie, Oekomomie), or in two letters that changed places. All else that
    differs makes two: Handelskammer and Handwerkskammer, Jugendamt and Jugendrat.
    """
    if min(len(word_a), len(word_b)) < _SHORTEST:
        return word_a == word_b
    spelled_a, spelled_b = _spelled(word_a), _spelled(word_b)
    return _bent(spelled_a, spelled_b) or _swapped(spelled_a, spelled_b)


def _spelled(word: str) -> str:
    """The word without the differences of typing slips and variant spellings."""
    for written, plain in _SPELLINGS:
        word = word.replace(written, plain)
    return _DOUBLED.sub(r"\1", word)


def _bent(word_a: str, word_b: str) -> bool:
    first = Prefix.similarity(word_a, word_b)
    rest_a, rest_b = word_a[first:], word_b[first:]
    if {rest_a, rest_b} <= _ENDINGS:
        return rest_a == rest_b or first >= _LEAST_STEM
    last = Postfix.similarity(rest_a, rest_b)
    links = {rest_a[: len(rest_a) - last], rest_b[: len(rest_b) - last]}
    return min(first, last) >= _LEAST_PART and links <= _LINKS


def _swapped(word_a: str, word_b: str) -> bool:
    return sorted(word_a) == sorted(word_b) and OSA.distance(word_a, word_b) == 1
