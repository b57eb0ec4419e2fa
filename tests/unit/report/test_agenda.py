"""When is a finding settled, and when does it come back?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.findings import Evidence, Finding, Message
from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.records.decisions import Decision
from app.report.agenda import agenda, closed, evidence_digest, first_of_cards, numbers_by_status, on_its_card
from tests.factories import actor, offer, records

TODAY = date(2026, 3, 1)
AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
FINDING = Finding(
    key="parallel-offers:1",
    analysis="parallel-offers",
    subjects=(),
    score=0.5,
    band="possible",
    rests_on="unknown",
    message=Message("coordination_unknown"),
    evidence=(Evidence("offer", "course"),),
)


def network(**course: object) -> Network:
    return build_network(records(actor("a"), actor("b"), offer("course", leads="a", **course)), TODAY)


def decision(kind: str, **values: object) -> Decision:
    known = {"id": "1", "finding": FINDING.key, "title": "x", "at": AT, "digest": evidence_digest(FINDING, network())}
    return Decision(**(known | {"kind": kind} | values))


def standing(made: Decision | None, on: Network | None = None) -> tuple[str, bool]:
    [item] = agenda([FINDING], [made] if made else [], on or network(), TODAY)
    return item.status, item.returned


def test_what_nobody_decided_is_open():
    assert standing(None) == ("open", False)


@pytest.mark.parametrize("kind", ["accepted", "done", "wanted", "wrong"])
def test_a_decision_holds_while_its_evidence_stays(kind):
    assert standing(decision(kind)) == (kind, False)


@pytest.mark.parametrize("kind", ["done", "wanted", "wrong"])
def test_changed_evidence_brings_it_back(kind):
    assert standing(decision(kind), network(end="2027")) == ("open", True)


def test_a_new_name_a_note_another_row_and_another_version_change_nothing():
    course = offer("course", leads="a", name="Another name", note="ask again in May", version=7)
    renamed = build_network(records(actor("a"), actor("b"), course), TODAY)
    assert standing(decision("wanted"), renamed) == ("wanted", False)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 3, 2), ("later", False)), (date(2026, 3, 1), ("open", True)), (date(2026, 2, 1), ("open", True))],
)
def test_what_was_put_off_comes_back_on_its_day(until, expected):
    assert standing(decision("later", until=until)) == expected


@pytest.mark.parametrize(("until", "late"), [(None, False), (date(2026, 3, 1), False), (date(2026, 2, 28), True)])
def test_what_is_in_hand_stays_there_and_is_late_after_its_day(until, late):
    assert standing(decision("accepted", until=until)) == ("accepted", late)


def test_the_newest_decision_counts():
    made = [decision("done"), decision("accepted", id="2")]
    [item] = agenda([FINDING], made, network(), TODAY)
    assert item.decision == made[1]
    assert numbers_by_status([item]) == {"accepted": 1}
    [before] = agenda([FINDING], made[:1], network(), TODAY)
    assert before.status == "done"


def test_decisions_about_what_is_found_no_more_are_closed():
    gone = replace(decision("done"), finding="parallel-offers:2", id="3")
    assert closed([FINDING], [decision("done"), gone]) == (gone,)


CARD = [replace(FINDING, key=f"parallel-offers:{number}", cluster="weststadt") for number in (1, 2, 3)]


def on_card(*made: Decision) -> list[str]:
    return [item.status for item in agenda(CARD, made, network(), TODAY)]


def test_a_card_is_decided_as_a_whole_and_one_of_its_findings_alone():
    whole = decision("done", finding=CARD[1].key)
    assert on_card(whole) == ["done", "done", "done"]
    alone = decision("done", finding=CARD[1].key, alone=True)
    assert on_card(alone) == ["open", "done", "open"]


def test_of_a_decision_about_the_card_and_one_about_a_finding_alone_the_newer_counts():
    first = decision("done", finding=CARD[1].key)
    later = decision("wanted", id="2", finding=CARD[1].key, alone=True, at=AT.replace(hour=10))
    assert on_card(first, later) == ["done", "wanted", "done"]
    again = decision("accepted", id="3", finding=CARD[0].key, at=AT.replace(hour=11))
    assert on_card(first, later, again) == ["accepted", "accepted", "accepted"]


def test_findings_that_share_a_card_and_stand_alike_are_listed_once():
    items = agenda(CARD, [decision("done", finding=CARD[1].key, alone=True)], network(), TODAY)
    listed = [(item.finding.key, item.status) for item in first_of_cards(items)]
    assert listed == [("parallel-offers:1", "open"), ("parallel-offers:2", "done")]
    assert on_its_card(CARD[0], CARD) == CARD
    assert on_its_card(FINDING, [FINDING]) == [FINDING]
