"""Similarity of two lists of target groups or themes by the tree of their vocabulary."""

import pytest

from app.network.district.taxonomy_similarity import is_universal, match, related


def test_parent_and_child_meet_in_the_narrower_group_and_the_wider_theme():
    assert match("target_group", ("families",), ("single_parents",)).shared == ("single_parents",)
    assert match("theme", ("counselling",), ("counselling_debt",)).shared == ("counselling",)


def test_the_assignment_is_the_greatest():
    # taking children–children_u3 first would leave children_3_6 alone: two halves are possible
    codes = ("children", "children_u3"), ("children_u3", "children")
    assert match("target_group", *codes).share == 1
    assert match("target_group", ("children", "families"), ("children_u3", "single_parents")).share == 1 / 3


def test_the_order_of_codes_and_of_the_two_lists_makes_no_difference():
    codes = ("sport", "counselling"), ("counselling_debt", "sport")
    assert match("theme", *codes) == match("theme", codes[1], codes[0]) == match("theme", codes[0][::-1], codes[1])


def test_a_code_named_twice_counts_once():
    assert match("theme", ("sport", "sport"), ("sport",)).share == 1


@pytest.mark.parametrize(
    ("codes_a", "codes_b", "share", "shared", "exact"),
    [
        (("sport",), ("housing",), 0, (), False),
        (("sport", "housing"), ("sport",), 1 / 2, ("sport",), True),  # 1 / (2 + 1 - 1)
        (("counselling", "sport"), ("counselling_debt", "housing"), 0.5 / 3.5, ("counselling",), False),
        (("made_up",), ("made_up",), 1, ("made_up",), True),  # a code outside the vocabulary stands alone
        (("labour_market",), ("labour_market",), 0.5 / 1.5, ("labour_market",), False),  # too wide to say what is done
    ],
)
def test_share_by_hand(codes_a, codes_b, share, shared, exact):
    result = match("theme", codes_a, codes_b)
    assert (result.share, result.shared, result.exact) == (pytest.approx(share), shared, exact)


def test_related_are_parent_and_children_and_nobody_else():
    assert "counselling_debt" in related("theme", "counselling")
    assert related("theme", "counselling_debt") == {"counselling_debt", "counselling"}
    assert related("theme", "made_up") == {"made_up"}


def test_only_residents_are_everybody():
    assert is_universal("residents")
    assert not is_universal("families")
    assert not is_universal("made_up")
