"""What is new, what stays and what is gone since a state was kept?"""

from datetime import UTC, datetime

from app.findings import Finding, Message
from app.store.kept_states import KeptState
from app.usecases.since_last import compared

STATE = KeptState(
    id="1", name="Sitzung", at=datetime(2026, 11, 12, tzinfo=UTC), keys=("a", "b"), titles=("Kurs A", "Kurs B")
)


def finding(key: str) -> Finding:
    return Finding(
        key=key,
        analysis="parallel-offers",
        subjects=(),
        score=1.0,
        band="clear",
        rests_on="recorded",
        message=Message("parallel-offers.a"),
        evidence=(),
    )


def test_findings_are_new_stay_or_are_closed_by_their_keys():
    since = compared(STATE, [finding("b"), finding("c")])
    assert (since.new, since.stay, since.closed) == ({"c"}, {"b"}, ("Kurs A",))


def test_nothing_changed():
    since = compared(STATE, [finding("a"), finding("b")])
    assert (since.new, since.stay, since.closed) == (frozenset(), {"a", "b"}, ())
