"""What goes with a record that is removed, and what only loses its name?"""

from app.records.references import Attachments, references_of
from tests.factories import actor, area, checked, offer, place, records, tie

EVERYTHING = records(
    area("city"),
    area("north", part_of="city", mediated_by="qm"),
    actor("awo"),
    actor("qm", unit_of="awo", active_in="north"),
    place("hall", operators="awo qm", area="north"),
    offer("o1", "awo", partners="qm", place="hall"),
    tie("awo", "qm"),
    checked("offers", "north"),
)


def test_a_record_names_others_by_fields():
    assert set(references_of("offers", EVERYTHING.offers[0])) == {
        ("leads", ("actors", "awo")),
        ("partners", ("actors", "qm")),
        ("place", ("places", "hall")),
    }


def test_what_cannot_be_without_a_record_goes_with_it_and_the_rest_names_it_no_longer():
    removal = Attachments(EVERYTHING).removal({("actors", "awo")})

    assert {topic for topic, _ in removal.deletes} == {"actors", "cooperations"}
    [quarter_office] = removal.upserts.actors
    [hall] = removal.upserts.places
    [course] = removal.upserts.offers
    assert (quarter_office.unit_of, hall.operators, course.leads, course.partners) == (None, ("qm",), (), ("qm",))


def test_two_that_go_together_lose_nothing_to_each_other():
    removal = Attachments(EVERYTHING).removal({("areas", "city"), ("areas", "north")})

    assert {key for key in removal.deletes if key[0] == "areas"} == {("areas", "city"), ("areas", "north")}
    assert {topic for topic, _ in removal.deletes} == {"areas", "inventory_checks"}
    assert removal.upserts.areas == ()
    assert [hall.area for hall in removal.upserts.places] == [None]


def test_what_nobody_names_goes_alone():
    removal = Attachments(EVERYTHING).removal({("offers", "o1")})
    assert removal.deletes == {("offers", "o1")}
    assert not any(of_topic for _, of_topic in removal.upserts)
