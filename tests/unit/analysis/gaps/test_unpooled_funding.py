"""Unpooled funding: grants side by side whose recipients do not plan together."""

from dataclasses import replace

import pytest

from app.analysis.gaps.unpooled_funding import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, grant, network, offer, project, tie

WORK = {"areas": "D1", "target_groups": "unemployed", "themes": "labour_training"}
OFFERS = (offer("o1", "A", **WORK), offer("o2", "B", **WORK))
GRANT_A = grant("g1", "esf", "A", offers="o1", start="2024-01-01", end="2025-12-31", amount_eur=100.0)
GRANT_B = grant("g2", "efre", "B", offers="o2", start="2024-01-01", end="2026-12-31")
DENIED = tie("A", "B", status="denied")


def unpooled(*records, **parameters):
    return ANALYSIS(network(area("D1"), *records), parameters)


def test_recipients_who_say_no_make_it_clear():
    answer = unpooled(*OFFERS, GRANT_A, GRANT_B, DENIED)
    (findings,) = answer.findings

    assert (answer.summary["apart"], answer.summary["unknown"]) == (1, 0)
    assert (findings.message.code, findings.band, findings.rests_on, findings.card) == (
        "apart",
        "clear",
        "absent",
        "agree",
    )
    assert {subject.id for subject in findings.subjects} == {"D1", "A", "B"}
    assert str(findings.message.arguments["until"]) == "2025-12-31"
    assert findings.message.arguments["amounts"] == "some"


def test_without_an_answer_it_is_a_question():
    (findings,) = unpooled(*OFFERS, GRANT_A, GRANT_B).findings
    assert (findings.message.code, findings.band, findings.rests_on, findings.card) == (
        "unknown",
        "possible",
        "unknown",
        "ask",
    )


@pytest.mark.parametrize(
    "records",
    [
        (*OFFERS, GRANT_A, GRANT_B, tie("A", "B", strength=3)),  # they coordinate
        (offer("o1", "A", partners=("B",), **WORK), OFFERS[1], GRANT_A, GRANT_B),  # a common offer
        (*OFFERS, actor("A", unit_of="B"), GRANT_A, GRANT_B),  # one organisation
        (*OFFERS, GRANT_A, replace(GRANT_B, recipients=("B", "C")), tie("A", "B", strength=3)),  # two of three do
        (*OFFERS, actor("C", unit_of="A"), GRANT_A, replace(GRANT_B, recipients=("B", "C"))),  # one of two is a unit
        (*OFFERS, GRANT_A, grant("g2", "efre", "A", offers="o2")),  # one recipient of two programmes
        (OFFERS[0], offer("o2", "B", **{**WORK, "themes": "health"}), GRANT_A, GRANT_B),  # another theme
        (*OFFERS, GRANT_A, grant("g2", "efre", "B", offers="o2", end="2024-08-31")),  # has ended
    ],
)
def test_no_hint_where_nothing_is_apart(records):
    assert unpooled(*records).findings == ()


@pytest.mark.parametrize(("end", "expected"), [("2025-01-30", False), ("2025-01-31", True)])
def test_six_months_side_by_side_are_needed(end, expected):
    """From 2024-08-01 on, when the second begins, the sixth month is over at the end of 2025-01-31."""
    late = grant("g2", "efre", "B", offers="o2", start="2024-08-01", end=end)
    assert bool(unpooled(*OFFERS, GRANT_A, late).findings) is expected


def test_a_recipient_who_is_gone_and_who_is_paid_for_something_else_are_not_named():
    gone = (actor("gone", end="2023"), actor("C"), replace(GRANT_B, recipients=("B", "gone")))
    (finding,) = unpooled(*OFFERS, GRANT_A, *gone).findings
    assert [subject.id for subject in finding.subjects] == ["D1", "A", "B"]
    assert [recipient.id for recipient in finding.message.arguments["recipients"]] == ["A", "B"]


def test_a_no_of_one_recipient_is_none_of_the_other():
    """B says no to A, and of C nobody knows."""
    shared = replace(GRANT_B, recipients=("B", "C"))
    (finding,) = unpooled(*OFFERS, GRANT_A, shared, DENIED).findings
    assert (finding.message.code, finding.band) == ("unknown", "possible")


@pytest.mark.parametrize(("amounts", "expected"), [((1.0, 2.0), "all"), ((1.0, None), "some"), ((None, None), "none")])
def test_how_many_amounts_are_known_is_told(amounts, expected):
    grants = (replace(GRANT_A, amount_eur=amounts[0]), replace(GRANT_B, amount_eur=amounts[1]))
    assert unpooled(*OFFERS, *grants).findings[0].message.arguments["amounts"] == expected


def test_of_the_work_that_grants_pay_for_only_that_of_the_area_and_the_theme_is_named():
    elsewhere, sport = offer("o3", "A", **WORK | {"areas": "D2"}), offer("o4", "A", **WORK | {"themes": "sport"})
    wide = replace(GRANT_A, offers=("o1", "o3", "o4"))
    (finding,) = unpooled(*OFFERS, elsewhere, sport, wide, GRANT_B).findings
    assert [work.id for work in finding.message.arguments["works"]] == ["o1", "o2"]


def test_two_recipients_of_one_programme_count_too():
    assert len(unpooled(*OFFERS, GRANT_A, grant("g2", "esf", "B", offers="o2")).findings) == 1


def test_what_is_asked_about_the_same_two_in_several_themes_is_one_card():
    """A and B have a grant each for training and one each for sport: whether they plan together is one question."""
    sport = WORK | {"themes": "sport"}
    further = (
        offer("o3", "A", **sport),
        offer("o4", "B", **sport),
        grant("g3", "land", "A", offers="o3"),
        grant("g4", "city", "B", offers="o4"),
    )
    findings = unpooled(*OFFERS, GRANT_A, GRANT_B, *further).findings
    assert [len(findings), len({finding.cluster for finding in findings})] == [2, 1]
    others = (offer("o5", "C", **sport), grant("g5", "esf", "C", offers="o5"))
    assert len({finding.cluster for finding in unpooled(*OFFERS, GRANT_A, GRANT_B, *further, *others).findings}) == 2


def test_who_is_asked_about_stands_beside_who_says_no():
    third = grant("g3", "sgb2_16f", "C", projects="p")
    (findings,) = unpooled(*OFFERS, project("p", "C", **WORK), GRANT_A, GRANT_B, third, DENIED).findings
    assert [argument.id for argument in findings.message.arguments["told_beside"]] == ["sgb2_16f"]
    assert (findings.message.arguments["told_n"], findings.message.arguments["n"], findings.score) == (2, 3, 3)
    assert findings.rests_on == "absent", "the clear hint is about those who say no"


def test_recipients_of_whom_some_coordinate_are_told_by_pairs():
    """B says no to A and to C, who coordinate: "A, B and C do not coordinate" would be false."""
    third = grant("g3", "sgb2_16f", "C", projects="p")
    apart = (DENIED, tie("B", "C", status="denied"), tie("A", "C", strength=4))
    (findings,) = unpooled(*OFFERS, project("p", "C", **WORK), GRANT_A, GRANT_B, third, *apart).findings
    words = sentences("unpooled-funding", findings.message, "de", rests_on="", stand="heute", audience="internal")
    assert "stimmen sich A und B sowie B und C bisher nicht ab" in words.what


@pytest.mark.parametrize(
    ("amounts", "share"),
    [
        ((100.0, 300.0, 200.0, 100.0, 100.0), 50),  # 100 + 300 of 800
        ((100.0, 300.0, 200.0, 100.0, None), 57),  # four of five are known, the least that will do: 400 of 700
        ((100.0, 300.0, 200.0, None, None), None),
        ((0.0, 0.0, 0.0, 0.0, 0.0), None),
    ],
)
def test_the_share_of_the_money_is_told_where_four_fifths_of_the_amounts_are_known(amounts, share):
    """Five grants run in the area, the first two for the theme."""
    sports = [offer(f"s{at}", "C", areas="D1", themes="sport") for at in range(3)]
    named = [("g1", "A", "o1"), ("g2", "B", "o2"), *((f"h{at}", "C", f"s{at}") for at in range(3))]
    paid = [
        grant(entry, "esf", who, offers=work, amount_eur=amount)
        for (entry, who, work), amount in zip(named, amounts, strict=True)
    ]
    (findings,) = unpooled(*OFFERS, *sports, *paid, DENIED).findings
    assert (findings.message.arguments["share"], findings.message.arguments["in_area"]) == (share, 5)
    (additions,) = sentences(
        "unpooled-funding", findings.message, "de", rests_on="", stand="heute", audience="internal"
    ).additions
    assert ("Es sind zwei von fünf Förderungen" in additions) is (share is None)
    assert (f"entfallen {share} % auf sie" in additions) is (share is not None)


def test_of_a_share_it_is_said_that_it_is_one_of_the_recorded_amounts():
    """Of g2 no amount is recorded: the two may well be more than the 25 % that are known of g1."""
    sports = [offer(f"s{at}", "C", areas="D1", themes="sport") for at in range(3)]
    paid = [grant(f"h{at}", "esf", "C", offers=f"s{at}", amount_eur=100.0) for at in range(3)]
    (finding,) = unpooled(*OFFERS, *sports, GRANT_A, GRANT_B, *paid, DENIED).findings
    texts = [
        sentences("unpooled-funding", finding.message, lang, rests_on="", stand="heute", audience="internal").additions
        for lang in ("de", "en")
    ]
    assert texts[0][0].startswith("Von den eingetragenen Beträgen der Förderungen, die in D1 laufen, entfallen 25 %")
    assert texts[1][0].startswith("Of the recorded amounts of the grants that run in D1, 25 % are theirs")


def test_grants_without_area_or_theme_are_told():
    result = unpooled(offer("o1", "A", areas="D1"), GRANT_A)
    assert result.not_looked_at[0].ids == ("g1",)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", ["internal", "partners"])
@pytest.mark.parametrize("more", [(), (DENIED,)])
def test_every_finding_names_double_funding_and_earmarking(more, audience, lang):
    (findings,) = unpooled(*OFFERS, GRANT_A, GRANT_B, *more).findings
    words = sentences("unpooled-funding", findings.message, lang, rests_on="", stand="heute", audience=audience)
    assert {"de": "(Doppelförderung, Zweckbindung)", "en": "(double funding, earmarking)"}[lang] in words.what_to_do
    assert ("Auskünften" in words.what) is (lang == "de" and audience == "internal" and bool(more))
