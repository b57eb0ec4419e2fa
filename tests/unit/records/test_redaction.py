"""What is left of records once one of them, and the names people know it by, are forgotten?"""

from app.records.redaction import PLACEHOLDER, Redaction, telling_names
from app.records.references import Key
from app.records.sources import SourceRef
from tests.factories import actor, grant, offer, project, records, report, tie, wave

PRACTICE: Key = ("actors", "praxis-muster")


def test_a_record_goes_with_all_that_says_nothing_without_it_and_leaves_the_others_unnamed():
    removal = Redaction(frozenset({PRACTICE})).without(
        records(
            actor("praxis-muster"),
            offer("o", "awo", partners="praxis-muster"),
            tie("awo", "praxis-muster"),
            wave("w", "awo praxis-muster", answered_by="praxis-muster"),
            report("w", "praxis-muster", "awo", 3),
            report("w", "awo", "drk", 3),
            grant("g", "biwaq", "awo"),
        )
    )

    assert {topic for topic, _ in removal.deletes} == {"actors", "cooperations", "tie_reports"}
    [kept_offer], [kept_wave] = removal.upserts.offers, removal.upserts.waves
    assert (kept_offer.partners, kept_wave.asked, kept_wave.answered_by) == ((), ("awo",), ())
    assert removal.upserts.grants == removal.upserts.actors == ()


def test_a_name_is_taken_out_of_texts_as_whole_words_and_out_of_no_id():
    redaction = Redaction(frozenset(), ("Anna Muster", "Muster"))
    removal = redaction.without(
        records(
            actor("anna-muster-haus", name="Haus von anna muster", aliases=("Muster", "Musterhaus")),
            offer("o", "anna-muster-haus", source=SourceRef("Antwort Anna Muster.xlsx", "Blatt", 2)),
            project("p", role_model_why="Von Dr. Muster erdacht"),
            project("q", role_model_why="Ein Musterprojekt"),
        )
    )

    [house], [kept_offer], [kept_project] = removal.upserts.actors, removal.upserts.offers, removal.upserts.projects
    assert (house.id, house.name, house.aliases) == (
        "anna-muster-haus",
        f"Haus von {PLACEHOLDER}",
        (PLACEHOLDER, "Musterhaus"),
    )
    assert (kept_offer.leads, kept_offer.source.file) == (("anna-muster-haus",), f"Antwort {PLACEHOLDER}.xlsx")
    assert kept_project.role_model_why == f"Von Dr. {PLACEHOLDER} erdacht"
    assert not removal.deletes
    assert redaction.concerns("bei Anna Muster")


def test_without_names_no_text_changes():
    redaction = Redaction(frozenset({PRACTICE}))

    assert not redaction.concerns("Praxis Muster")
    assert redaction.without(records(offer("o", "awo", name="Praxis Muster"))).upserts == records()


def test_a_name_of_one_word_stands_for_other_things_too():
    assert telling_names(["Jugendtreff", None, "Anna  Muster ", "Anna  Muster"]) == ("Anna  Muster",)
