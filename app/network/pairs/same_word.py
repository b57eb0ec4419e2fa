"""Same words despite inflection, compound links and spelling; words that only look alike are different.

Letters alone do not tell: Schuldnerberatung and Schülerberatung share nine in ten. What differs must be an ending, the
link between the parts of a compound, or a slip of the pen.
"""

import re

from rapidfuzz.distance import OSA, Postfix, Prefix

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
