"""How alike are two names of organisations, and what in them says that they are two?"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.network.pairs.organisation_names import OrganisationName
from app.network.pairs.same_word import same_word
from app.records.name_words import name_words

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Two names compared.

    ``similarity`` is the weight of the words they share by the weight of all (Dice), 0 to 1. ``shared`` are words of
    the first name that the second has too; ``one`` and ``other`` are what only the first, or only the second, has.
    ``equal``: words and numbers are the same to the letter, however compounds are cut. ``same_numbers`` and
    ``same_legal_form`` and ``same_town``: they do not name different ones. ``akin``: what each has beside the name
    they share tells only the level of one (Kreisverband) and which part of it the other is (Bildungswerk).
    """

    similarity: float
    shared: tuple[str, ...]
    one: tuple[str, ...]
    other: tuple[str, ...]
    equal: bool
    same_numbers: bool
    same_legal_form: bool
    same_town: bool
    akin: bool

    @property
    def contained(self) -> bool:
        """Whether one name says all that the other says."""
        return not (self.one and self.other)

    @property
    def part_of(self) -> int | None:
        """Which of the two (0 or 1) names a part of what the other names; None: neither."""
        first, second = (not name_words().parts.isdisjoint(left) for left in (self.one, self.other))
        return None if first == second else int(second)


def name_match(one: OrganisationName, other: OrganisationName) -> NameMatch:
    """Compare two names."""
    joined = one.joined == other.joined
    short = not one.short_forms.isdisjoint(other.short_forms)
    shared, left, right = (one.words, (), ()) if joined or short else _shared(one.words, other.words)
    both = 2 * one.weight(shared)
    every = both + one.weight(left) + other.weight(right)
    return NameMatch(
        similarity=round(both / every, 9) if every else 0.0,
        shared=shared,
        one=left,
        other=right,
        equal=joined and one.numbers == other.numbers,
        same_numbers=_agree(one.numbers, other.numbers),
        same_legal_form=_agree(one.legal_forms, other.legal_forms),
        same_town=_agree(one.towns, other.towns),
        akin=not one.own.isdisjoint(shared) and (_akin(left, right) or _akin(right, left)),
    )


def _akin(whole: Sequence[str], part: Sequence[str]) -> bool:
    known = name_words()
    common = {*whole, *part} <= known.generic | known.parts
    return common and not known.levels.isdisjoint(whole) and not known.parts.isdisjoint(part)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether what both say is the same; what only one says contradicts nothing."""
    return one == other or not (one and other)


def _shared(one: _Words, other: _Words) -> tuple[_Words, _Words, _Words]:
    """Words in both, only in one, only in the other; each counts once."""
    right = list(dict.fromkeys(other))
    shared: list[str] = []
    left: list[str] = []
    for word in dict.fromkeys(one):
        twin = _twin(word, right)
        if twin is None:
            left.append(word)
        else:
            shared.append(word)
            right.remove(twin)
    return tuple(shared), tuple(left), tuple(right)


def _twin(word: str, others: Sequence[str]) -> str | None:
    if word in others:
        return word
    return next((other for other in others if same_word(word, other)), None)
