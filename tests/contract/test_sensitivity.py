"""Does the page of each analysis show how its findings change with its thresholds, and is that still so?"""

import re

import pytest

from tests.sensitivity import page_of, renewed, shifted, table, thresholds, with_thresholds

every_analysis = pytest.mark.parametrize("entry", list(with_thresholds()), ids=lambda entry: entry.id)


@every_analysis
def test_every_threshold_is_in_the_table(entry):
    page = page_of(entry).read_text("utf-8")
    matches = re.findall(
        r"^\| `(\w+)` \| `[\d.]+` \| [^|]+ \| [^|]+ \|$", page.split("\n## Einstellungen")[0], re.MULTILINE
    )
    assert matches == [field.name for field in thresholds(entry)]


@every_analysis
def test_the_table_is_up_to_date(entry):
    page = page_of(entry).read_text("utf-8")
    assert page == renewed(page, table(entry)), "run make docs"


@every_analysis
def test_another_value_is_as_far_away_as_bounds_allow(entry):
    """At least a fifth away, unless a bound is nearer, and never out of bounds."""
    for field in thresholds(entry):
        for value in filter(None, shifted(field)):
            at_bound = value in (field.metadata["low"], field.metadata["high"])
            assert at_bound or abs(value - field.default) >= min(0.15 * field.default, 1)
            assert field.metadata["low"] <= value <= field.metadata["high"]
