"""Blocks of names worth comparing: none is missing, and the work grows with the names."""

import csv
from pathlib import Path

from app.network.pairs.name_blocks import LARGEST, candidates
from app.network.pairs.name_match import name_match
from app.network.pairs.organisation_names import organisation_name

PAIRS = Path(__file__).parents[3] / "data/organisation-names/name-pairs.csv"


def some_names(count):
    """Two words each, of sets that grow slower than the names."""
    return [organisation_name(f"Verein Wort{at % 97}a{at % 89} {chr(97 + at % 26) * 5}") for at in range(count)]


def test_the_work_grows_with_the_names():
    """A name has at most four keys, and is compared with at most 49 others for each key or pair of keys."""
    names = some_names(3000)
    assert len(candidates(names).pairs) <= len(names) * 4 * 4 * LARGEST / 2
    assert len(candidates(names).pairs) < len(names) ** 2 / 20


def test_names_that_too_many_share_are_told():
    many = [organisation_name("Lindenhof")] * (LARGEST + 1)
    assert candidates(many).too_common == tuple(range(LARGEST + 1))
    assert candidates(many[1:]).too_common == ()


def test_a_common_word_is_cut_by_the_next():
    many = [organisation_name(f"Caritas {chr(97 + at % 26) * 4}{chr(97 + at // 26)}") for at in range(LARGEST + 10)]
    pairs = candidates([*many, organisation_name("Caritas aaaab")]).pairs
    assert (26, len(many)) in pairs, "equal names"
    assert (0, 26) in pairs, "the second words begin alike"
    assert (0, 1) not in pairs, "only the common word is shared"


def test_names_without_a_word_are_compared_with_none():
    assert candidates([organisation_name("GmbH"), organisation_name("e. V.")]).pairs == ()


def test_no_labelled_pair_worth_a_hint_is_left_out():
    """Labels: tests/data/organisation-names."""
    with PAIRS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = [organisation_name(row[column], cities={"essen", "wuppertal"}) for column in ("name_a", "name_b")]
            match = name_match(*names)
            assert match.similarity < 0.45 or not match.contained or candidates(names).pairs == ((0, 1),), row
