"""Which texts can be ids?"""

import pytest

from app.records.ids import LONGEST_ID, is_identifier


@pytest.mark.parametrize("text", ["A12", "essener-konsens", "a.b:c@d+e_f", "straße", "x" * LONGEST_ID])
def test_letters_digits_and_a_few_signs(text):
    assert is_identifier(text)


@pytest.mark.parametrize("text", ["", "Ä x", "../x", "a..b", "-a", "a/b", "a%2e", "x" * (LONGEST_ID + 1), "a\n"])
def test_nothing_that_climbs_hides_or_needs_quoting(text):
    assert not is_identifier(text)
