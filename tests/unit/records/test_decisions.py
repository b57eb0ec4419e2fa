"""Is a decision complete?"""

from datetime import UTC, date, datetime

import pytest

from app.errors import InvalidInput
from app.records.decisions import Decision, check_decision

TODAY = date(2026, 2, 1)


def decision(**values: object) -> Decision:
    at = datetime(2026, 2, 1, tzinfo=UTC)
    return Decision(**({"id": "1", "finding": "f", "title": "t", "at": at, "digest": "d"} | values))


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "accepted", "by_role": "Quartiermanagement", "until": date(2026, 5, 1)},
        {"kind": "done"},
        {"kind": "wanted", "reason": "choice"},
        {"kind": "wrong", "reason": "together", "text": "seit Jahren"},
        {"kind": "later", "until": date(2026, 5, 1)},
        {"kind": "accepted", "until": TODAY},
    ],
)
def test_a_complete_decision_is_taken(values):
    check_decision(decision(**values), TODAY)


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"kind": "forgotten"}, "/kind"),
        ({"kind": "wanted"}, "/reason"),
        ({"kind": "wanted", "reason": "together"}, "/reason"),
        ({"kind": "done", "reason": "choice"}, "/reason"),
        ({"kind": "later"}, "/until"),
        ({"kind": "later", "until": date(2026, 1, 31)}, "/until"),
        ({"kind": "accepted", "until": date(2026, 1, 31)}, "/until"),
        ({"kind": "done", "text": "x" * 2_001}, "/text"),
        ({"kind": "done", "by_role": "x" * 301}, "/by_role"),
    ],
)
def test_what_is_missing_is_named(values, pointer):
    with pytest.raises(InvalidInput) as refused:
        check_decision(decision(**values), TODAY)
    assert [problem.pointer for problem in refused.value.problems] == [pointer]
