"""Blocks of names worth comparing: they share the beginning of a word, so that the work grows with the number of names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.network.pairs.organisation_names import OrganisationName

LARGEST = 50
"""Most names of a block in which all pairs are compared; larger blocks are cut by a second word."""

_LEAST = 2
"""Keys of a name of a single word: all words, and the beginning of the word."""

_BEGINNING = 4
"""Letters at the beginning of a word that make a block: inflected words begin alike."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of positions, distinct and sorted.

    ``too_common`` are the positions of names whose words are so common that pairs of them are missing.
    """

    pairs: tuple[tuple[int, int], ...]
    too_common: tuple[int, ...]


def candidates(names: Sequence[OrganisationName]) -> Candidates:
    """Pairs of names that share a beginning of a telling word, or all words, or a short form."""
    blocks, too_common = _blocks([_keys(name) for name in names])
    pairs = {pair for block in blocks for pair in combinations(block, 2)}
    return Candidates(tuple(sorted(pairs)), tuple(sorted(too_common)))


def _keys(name: OrganisationName) -> frozenset[str]:
    if not name.words:
        return frozenset()
    words = name.distinctive or name.words
    return frozenset({f"={name.joined}", *(word[:_BEGINNING] for word in (*words, *name.short_forms))})


def _blocks(keys: Sequence[frozenset[str]]) -> tuple[list[list[int]], set[int]]:
    """Blocks of at most :data:`LARGEST` positions, and the positions of names whose larger blocks are left out."""
    blocks: list[list[int]] = []
    too_common: set[int] = set()
    for key, members in _by_key(keys, range(len(keys))).items():
        if len(members) <= LARGEST:
            blocks.append(members)
            continue
        too_common.update(at for at in members if len(keys[at]) <= _LEAST)
        for block in _by_key({at: keys[at] - {key} for at in members}, members).values():
            if len(block) <= LARGEST:
                blocks.append(block)
            else:
                too_common.update(block)
    return blocks, too_common


def _by_key(
    keys: Mapping[int, frozenset[str]] | Sequence[frozenset[str]], positions: Iterable[int]
) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = {}
    for position in positions:
        for key in keys[position]:
            blocks.setdefault(key, []).append(position)
    return blocks
