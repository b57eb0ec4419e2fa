"""What a card proposes is told to end where it is over, or will be before the next session."""

from collections.abc import Mapping

import pytest

from app.findings import Argument, Finding, Message, Subject
from app.report.endings import endings, stands_in
from app.report.forms import json
from app.report.report import Report
from app.usecases.make_report import report_of, results_for_report
from tests.factories import area, checked, group, indicator, network, observation, occasion, offer, project, tie

CITY = (area("city", kind="city"), area("N", part_of="city", name="Nord"), area("S", part_of="city", name="Süd"))
SESSION = occasion("o1", "2024-10-10", working_group="G")
GROUP = group("G", "A B C", areas="N", kind="district_conference", name="Runde Nord")


def sentences_about(*records, subject, arguments: Mapping[str, Argument] = {}, lang="de"):
    named = Subject(subject[0], subject[1], "Turnclub")
    finding = Finding(
        key="k",
        analysis="coverage",
        subjects=(named,),
        score=1.0,
        band="possible",
        rests_on="recorded",
        message=Message("none", arguments),
        evidence=(),
    )
    return endings(finding, "Sie könnten über „Turnclub“ sprechen.", network(*CITY, GROUP, *records), lang)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2024-08-31", ("Zu beachten: „Turnclub“ ist nach den eingetragenen Daten seit dem 31.08.2024 zu Ende.",)),
        (
            "2024-10-09",
            (
                "Zu beachten: „Turnclub“ endet nach den eingetragenen Daten am 09.10.2024, vor der nächsten Sitzung am 10.10.2024.",
            ),
        ),
        ("2024-10-11", ()),
    ],
)
def test_what_ends_before_the_next_session_is_told_to_end(end, expected):
    turnclub = offer("s1", "A", name="Turnclub", end=end)
    assert sentences_about(turnclub, SESSION, subject=("offer", "s1")) == expected


def test_without_a_session_the_next_four_months_count():
    assert sentences_about(offer("s1", "A", name="Turnclub", end="2024-12-31"), subject=("offer", "s1"))
    assert not sentences_about(offer("s1", "A", name="Turnclub", end="2025-01-02"), subject=("offer", "s1"))


def test_an_end_that_the_hint_tells_is_not_told_again():
    turnclub = project("p1", "A", name="Turnclub", end="2024-09-30")
    assert not sentences_about(turnclub, subject=("project", "p1"), arguments={"end": turnclub.end.last})
    assert not sentences_about(offer("s1", "A", name="Ruderclub", end="2024-09-30"), subject=("place", "s1"))


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Stadt", "Sie könnten Stadt einladen.", True),
        ("Stadt", "Im Stadtteil und in der Altstadt", False),
        ("Haus e. V.", "Sie könnten Haus e. V. fragen.", True),
        ("A (B)", "mit A (B), die", True),
    ],
)
def test_a_name_stands_in_a_text_as_words_of_its_own(name, text, stands):
    assert stands_in(name, text) is stands


def test_a_meeting_proposed_later_than_the_next_session_counts():
    turnclub = offer("s1", "A", name="Turnclub", end="2024-11-01")
    meeting = occasion("o2", "2024-11-20", working_group="G").date.first
    assert not sentences_about(turnclub, SESSION, subject=("offer", "s1"))
    told = sentences_about(turnclub, SESSION, subject=("offer", "s1"), arguments={"meeting": meeting}, lang="en")
    assert told == ("Please note: by the recorded data “Turnclub” ends on 1 November 2024.",)


def edition(*records, edition="kurz", lang="de") -> Report:
    seen = network(*CITY, *records)
    return report_of(results_for_report(seen), seen, title="Stadt", lang=lang, audience="internal", edition=edition)


def test_an_introduction_tells_that_what_the_two_share_ends():
    shared = {"areas": "N", "target_groups": "children", "themes": "sport"}
    text = json.render(
        edition(
            *(GROUP, SESSION, tie("A", "B", status="denied"), offer("s2", "B", name="Bolzplatz", **shared)),
            offer("s1", "A", name="Turnclub", end="2024-09-20", **shared),
        )
    )
    assert "Was eine der beiden Einrichtungen hier anbietet, endet nach den eingetragenen Daten am 20.09.2024." in text


OVER = (
    indicator("k1", measure="count", direction="more_need", target_group="children", name="Kinder"),
    *(observation("k1", place, count, ref_date="2023-12-31") for place, count in (("N", 400), ("S", 100))),
    offer("s1", "A", name="Turnclub", areas="N", target_groups="children", themes="sport", end="2024-06-30"),
    offer("s2", "B", name="Bolzplatz", areas="S", target_groups="children", themes="sport"),
    checked("offers", "N"),
)


@pytest.mark.parametrize(("lang", "former"), [("de", "gab es dort eines"), ("en", "there was one")])
def test_a_committee_reads_that_there_was_an_offer_and_not_whose(lang, former):
    text = json.render(edition(*OVER, edition="sitzung", lang=lang))
    assert former in text
    assert "Turnclub" not in text
    assert "Turnclub" in json.render(edition(*OVER, edition="bericht", lang=lang)), "the coordinator reads its name"
