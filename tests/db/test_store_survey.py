"""Is what actors said kept as it was said, only by those who answered, and gone when it is taken back?"""

import pytest

from app.errors import Conflict, InvalidInput
from app.records.cooperations import TieReport, Wave
from app.records.records import Records
from app.store.records import get, load, page
from tests.factories import actor, records, report, wave
from tests.storing import Store, unversioned

SURVEY = records(
    wave("w", "c a b", answered_by="b a", asked_about="b d", name="Netz"),
    report("w", "a", "b", 4, trust_reliability=4, value_resources=1),
    report("w", "b", "a", 0),
    report("w", "a", "d", unsure=True),
)


def test_lists_keep_their_order_and_answers_their_grades(store: Store):
    store.write("here", "one", upserts=SURVEY)

    assert unversioned(store(load, "here")) == SURVEY


def test_reports_are_found_by_wave_and_actor(store: Store):
    store.write("here", "one", upserts=SURVEY)

    by_name = {q: [item.id for item in store(page, "here", "tie_reports", q=q).items] for q in ("netz", "d", "zzz")}

    assert by_name == {"netz": [tie_report.id for tie_report in SURVEY.tie_reports], "d": ["w--a--d--other"], "zzz": []}


def test_who_did_not_answer_is_not_on_record_with_an_answer(store: Store):
    with pytest.raises(InvalidInput) as caught:
        store.write("here", "one", upserts=records(wave("w", "a b", answered_by="b"), report("w", "a", "b", 2)))

    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer) == ("not_answered", "/tie_reports/by")
    assert problem.message == "w--a--b--other: „a“ is not among those who answered „w“"
    assert store(load, "here") == Records()


def test_who_is_on_record_with_an_answer_stays_among_those_who_answered(store: Store):
    store.write("here", "one", upserts=SURVEY)

    with pytest.raises(InvalidInput) as caught:
        store.write("here", "two", upserts=records(wave("w", "a b", answered_by="a")))

    assert [problem.pointer for problem in caught.value.problems] == ["/waves/answered_by"]
    assert _wave(store).answered_by == ("b", "a")


def test_an_answer_may_be_withdrawn_with_who_gave_it(store: Store):
    store.write("here", "one", upserts=SURVEY)
    store.write(
        "here", "two", upserts=records(wave("w", "a", answered_by="a")), deletes={"tie_reports": ["w--b--a--other"]}
    )

    assert _wave(store).answered_by == ("a",)


def test_a_late_answer_stands_in_the_way_of_undoing_its_wave(store: Store):
    store.write("here", "asked", upserts=records(wave("w", "a b"), actor("a"), actor("b")))
    late = Records(waves=(wave("w", "a b", answered_by="a"),), tie_reports=(report("w", "a", "b", 1),))
    store.write("here", "late", upserts=late)

    with pytest.raises(Conflict, match="„w“ of the waves has version 2 now"):
        store.undo("here", "asked", "undo")
    store.undo("here", "late", "undo")

    assert _wave(store).answered_by == ()
    assert store(load, "here").tie_reports == ()


@pytest.mark.parametrize(
    ("topic", "record_id", "referrer"), [("waves", "w", "tie_reports „…“"), ("actors", "c", "waves „w“")]
)
def test_what_a_survey_needs_is_not_deleted(store: Store, topic: str, record_id: str, referrer: str):
    store.write("here", "one", upserts=SURVEY)

    with pytest.raises(Conflict, match=f"referred to by .*{referrer}"):
        store.write("here", "two", deletes={topic: [record_id]})


def test_a_report_can_say_something_else_later(store: Store):
    store.write("here", "one", upserts=SURVEY)
    store.write("here", "two", upserts=Records(tie_reports=(report("w", "b", "a", 2, kind="other"),)))

    result = store(get, "here", "tie_reports", "w--b--a--other")

    assert isinstance(result, TieReport)
    assert (result.strength, result.version) == (2, 2)


def _wave(store: Store) -> Wave:
    result = store(get, "here", "waves", "w")
    assert isinstance(result, Wave)
    return result
