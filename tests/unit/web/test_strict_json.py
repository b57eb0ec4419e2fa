"""Is every value that JSON can hold read as it was meant, and nothing else?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.refusals import MalformedBody
from app.web.strict_json import DEEPEST, strict_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


@given(VALUES)
def test_a_value_survives_being_written_and_read(value):
    assert strict_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body):
    try:
        value = strict_json(body)
    except MalformedBody:
        return
    assert json.loads(body) == value


@pytest.mark.parametrize(("levels", "accepted"), [(DEEPEST, True), (DEEPEST + 1, False), (50_000, False)])
def test_nesting_ends_somewhere(levels, accepted):
    body = b"[" * levels + b"]" * levels

    if accepted:
        assert strict_json(body)
    else:
        with pytest.raises(MalformedBody):
            strict_json(body)


def test_brackets_in_texts_are_no_levels():
    assert strict_json(json.dumps("[" * 500).encode()) == "[" * 500


@pytest.mark.parametrize("body", [b'{"a": 1, "a": 1}', b'[{"b": {"a": 1, "a": 2}}]'])
def test_a_name_twice_is_refused_at_any_level(body):
    with pytest.raises(MalformedBody, match="twice"):
        strict_json(body)
