"""Parallel places: two of one area with the same functions and different operators."""

import pytest

from app.analysis.gaps.parallel_places import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, network, place, tie

HALL = place("hall", area="D1", functions="event_venue youth_centre", operators="A")
ROOM = place("room", area="D1", functions="event_venue youth_centre", operators="B")
DENIED = tie("A", "B", status="denied")


def findings_of(*records, **parameters):
    return ANALYSIS(network(area("D1"), *records), parameters).findings


def test_the_same_functions_and_a_no_make_it_clear():
    (result,) = findings_of(HALL, ROOM, DENIED)
    assert (result.message.code, result.band, result.rests_on, result.card) == ("apart", "clear", "absent", "reconcile")


def test_without_an_answer_it_is_a_question():
    (result,) = findings_of(HALL, ROOM)
    assert (result.message.code, result.band, result.rests_on, result.card) == ("unknown", "possible", "unknown", "ask")


def test_half_of_the_functions_is_enough_and_only_possible():
    """One shared function of two in all: 1/2."""
    half = place("room", area="D1", functions="event_venue", operators="B")
    (result,) = findings_of(HALL, half, DENIED)
    assert (result.score, result.band) == (0.5, "possible")
    assert findings_of(HALL, half, DENIED, similarity=0.6) == ()


@pytest.mark.parametrize(
    "records",
    [
        (HALL, ROOM, tie("A", "B", strength=3)),
        (HALL, ROOM, actor("A", unit_of="B")),
        (HALL, place("room", area="D1", functions="event_venue youth_centre", operators="A")),
        (HALL, place("room", area="D2", functions="event_venue youth_centre", operators="B")),
        (HALL, place("room", area="D1", functions="daycare", operators="B")),
        (HALL, place("room", area="D1", functions="event_venue youth_centre", operators="A B")),  # one runs both
        [place(name, functions="event_venue", operators=by) for name, by in (("hall", "A"), ("room", "B"))],  # nowhere
    ],
)
def test_coordinated_operators_other_areas_and_purposes_are_no_hint(records):
    assert findings_of(*records) == ()


@pytest.mark.parametrize(
    ("bases", "judged"), [(("survey", "survey"), False), (("stated", "stated"), True), (("survey", "stated"), False)]
)
def test_whether_the_coordinator_alone_said_so_is_told(bases, judged):
    """Of both pairs of operators."""
    hall = place("hall", area="D1", functions="event_venue youth_centre", operators="A C")
    denied = (tie(*pair, status="denied", basis=basis) for pair, basis in zip(("AB", "CB"), bases, strict=True))
    (result,) = findings_of(hall, ROOM, *denied)
    assert (result.message.code, result.message.arguments["told_judged"]) == ("apart", judged)


def test_places_that_cannot_be_compared_are_counted():
    assert ANALYSIS(network(place("bare", area="D1"))).not_looked_at[0].ids == ("bare",)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", ["internal", "partners"])
@pytest.mark.parametrize("more", [(), (DENIED,)])
def test_every_finding_can_be_said(more, audience, lang):
    (result,) = findings_of(HALL, ROOM, *more)
    words = sentences("parallel-places", result.message, lang, rests_on="", stand="heute", audience=audience)
    assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
