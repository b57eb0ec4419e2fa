"""What works: every example is told once, the best founded and longest first."""

from datetime import date

import pytest

from app.analysis.gaps.strengths import ANALYSIS
from app.findings import Finding, Result
from app.report.texts import sentences, texts
from tests.factories import actor, network, occasion, offer, project, tie

SAME = {"areas": "D1", "target_groups": "families", "themes": "sport", "start": "2024", "end": "2026"}
OFFERS = (offer("s1", "A", **SAME), offer("s2", "B", **SAME))


def result(*records, **parameters) -> Result:
    return ANALYSIS(network(*records), parameters)


def only(*records, **parameters) -> Finding:
    (finding,) = result(*records, **parameters).findings
    return finding


def test_a_pair_that_works_together_for_years_is_told_and_any_other_reads_back_its_row():
    """The key of both is the same: a pair that grows old stays the finding it was."""
    lasting, recent, undated = (
        only(tie("A", "B", strength=3, **began)) for began in ({"start": "2021"}, {"start": "2022"}, {})
    )
    assert [finding.message.code for finding in (lasting, recent, undated)] == [
        "long_running_pair",
        "coordinated_pair",
        "coordinated_pair",
    ]
    assert lasting.key == recent.key == undated.key
    assert [finding.contributions["years"] for finding in (lasting, recent, undated)] == [0.03, 0.02, 0]
    assert only(tie("A", "B", strength=3, start="2024")).contributions["years"] == 0


def test_an_answer_is_more_than_the_view_of_the_coordinator_and_keeps_its_year():
    finding = only(tie("A", "B", strength=3, basis="survey", start="2019"))
    assert (finding.rests_on, finding.message.arguments["since"], finding.unknowns) == ("recorded", 2019, ())
    outcome = sentences(
        "strengths", finding.message, "de", rests_on="in der Liste eingetragen", stand="heute", audience="internal"
    )
    assert outcome.why == "Das ist in der Liste eingetragen, nach der Rückmeldung einer Einrichtung (Stand heute)."


def test_an_answer_beside_a_joint_project_is_no_view_of_the_coordinator():
    findings = result(
        project("p", "A B", start="2022"), tie("A", "B", strength=3, basis="survey", start="2019"), *OFFERS
    )
    (coordinated,) = (finding for finding in findings.findings if finding.message.code == "coordinated_offers")
    assert (coordinated.rests_on, coordinated.message.arguments["since"]) == ("recorded", 2019)


def test_work_that_two_share_is_not_told_as_coordination_of_their_offers():
    finding = only(*OFFERS, offer("j", "A", partners="B", start="2022"), tie("A", "B", strength=2))
    assert (finding.message.code, finding.band, finding.unknowns) == ("shared_work", "possible", ("coordination",))
    outcome = sentences("strengths", finding.message, "de", **COMMON)
    assert outcome.what == (
        "A und B arbeiten seit 2022 in „j“ zusammen und haben in D1 ähnliche Angebote zum Thema Sport und Bewegung, „s1“"
        " und „s2“; ob sie auch diese abstimmen, ist nicht eingetragen."
    )


@pytest.mark.parametrize("basis", ["survey", "stated"])
def test_who_says_no_is_no_example_of_coordination_for_a_project_of_both(basis):
    assert codes(*OFFERS, project("p", "A B"), tie("A", "B", status="denied", basis=basis)) == ["joint_project"]


def test_only_those_who_coordinate_are_said_to():
    offers = (offer("s1", "A C", **SAME), offer("s2", "B D", **SAME))
    finding = only(*offers, tie("A", "B", strength=3, status="documented"))
    assert [subject.id for subject in finding.message.arguments["actors"]] == ["A", "B"]


def test_a_finished_role_model_names_all_who_made_it_and_its_end():
    finding = only(project("p", "A gone", role_model="award", end="2021"), actor("gone", end="2022"))
    outcome = sentences("strengths", finding.message, "de", **COMMON)
    assert outcome.what == "Das Projekt „p“ von A und gone (bis 31.12.2021) ist als Vorbild eingetragen."


def codes(*records) -> list[str]:
    return [finding.message.code for finding in result(*records).findings]


@pytest.mark.parametrize(("status", "band"), [("confirmed", "clear"), ("documented", "clear"), ("stated", "possible")])
def test_a_coordinated_pair(status, band):
    finding = only(tie("A", "B", status=status, strength=3, start="2019"))
    assert (finding.message.code, finding.rests_on, finding.band) == ("long_running_pair", status, band)
    assert (finding.message.arguments["since"], finding.message.arguments["years"]) == (2019, 5)
    assert (finding.card, finding.unknowns) == ("strength", ())
    assert [source.pair for source in finding.evidence] == [("A", "B")]


@pytest.mark.parametrize(
    "record",
    [
        tie("A", "B", status="one_sided", strength=4),
        tie("A", "B", status="contradicted", strength=4),
        tie("A", "B", status="denied"),
        tie("A", "B", strength=2),
        tie("A", "B"),
        tie("A", "B", kind="funding", strength=4),
        tie("A", "B", basis="co_membership", strength=4),
        project("p", "A", start="2024"),
        project("p", "A B", end="2023"),
        project("p", " ".join("ABCDEFGHI"), start="2024"),
    ],
)
def test_what_is_no_strength(record):
    assert result(record).findings == ()


def test_units_of_one_organisation_are_no_example():
    units = (actor("A", unit_of="X"), actor("B", unit_of="X"))
    assert result(*units, tie("A", "B", strength=4), project("p", "A B", start="2024")).findings == ()


def test_a_project_of_two_units_and_a_second_organisation_is_a_joint_one():
    units = (actor("A", unit_of="X"), actor("B", unit_of="X"))
    assert codes(*units, project("p", "A B C", start="2024")) == ["joint_project"]


def test_the_end_of_a_role_model_that_still_runs_is_not_told():
    assert only(project("p", "A", role_model="award", end="2026")).message.arguments["end"] is None


@pytest.mark.parametrize(
    ("status", "rests_on", "band"), [("stated", "stated", "possible"), ("documented", "documented", "clear")]
)
def test_a_shared_project_makes_no_document_of_a_judgement(status, rests_on, band):
    """Of the offers it is only judged that they are coordinated; the project is told beside it."""
    records = (*OFFERS, tie("A", "B", status=status, strength=3), project("p", "A B", start="2021"))
    (findings,) = (finding for finding in result(*records).findings if finding.message.code == "coordinated_offers")

    assert (findings.rests_on, findings.band) == (rests_on, band)
    assert findings.message.arguments["shared_work"] is (status == "stated")
    words = sentences("strengths", findings.message, "de", rests_on="belegt", stand="heute", audience="internal")
    assert ("gemeinsame Angebote oder Projekte sind eingetragen" in words.why) is (status == "stated")


def test_coordinated_similar_offers_are_told_instead_of_the_pair():
    finding = only(*OFFERS, tie("A", "B", strength=3, start="2020"))
    assert finding.message.code == "coordinated_offers"
    assert [subject.id for subject in finding.subjects] == ["s1", "s2"]
    assert [source.kind for source in finding.evidence] == ["offer", "offer", "cooperation"]


@pytest.mark.parametrize(
    ("ties", "words"),
    [
        ((), "A und B arbeiten im Projekt „Fest“ zusammen."),
        ((tie("A", "B", status="denied"),), "A und B sind gemeinsam am Projekt „Fest“ beteiligt."),
    ],
)
def test_who_says_no_is_not_said_to_work_together_in_a_project(ties, words):
    finding = only(actor("A", name="A"), actor("B", name="B"), project("p", "A B", name="Fest"), *ties)
    card = sentences("strengths", finding.message, "de", rests_on="", stand="heute", audience="internal")
    assert card.what == words


def test_a_joint_project_is_told_instead_of_its_pairs():
    finding = only(project("p", "A", partners="B C", start="2022"), tie("A", "B", strength=4))
    assert (finding.message.code, finding.message.arguments["since"]) == ("joint_project", 2022)
    assert [argument.id for argument in finding.message.arguments["actors"]] == ["A", "B", "C"]


def test_a_role_model_is_told_also_when_it_is_over_and_tells_nothing_about_today():
    records = (project("p", "A B", role_model="evaluated", start="2015", end="2020"), tie("A", "B", strength=4))
    model, pair = result(*records).findings
    assert (model.message.code, model.rests_on, model.audience) == ("role_model", "recorded", "public")
    assert (model.message.arguments["since"], model.unknowns) == (None, ())
    assert pair.message.code == "coordinated_pair"


@pytest.mark.parametrize(
    ("values", "rests_on"),
    [
        ({"role_model": "award"}, "recorded"),
        ({"role_model": "award", "role_model_source": "Urkunde 2023"}, "documented"),
        ({"role_model": "stated"}, "stated"),
        ({"role_model": "stated", "role_model_source": "Foliensatz"}, "stated"),
    ],
)
def test_a_role_model_rests_on_what_is_on_file(values, rests_on):
    assert only(project("p", "A", **values)).rests_on == rests_on


def test_well_founded_before_stated_then_the_longest():
    ties = (
        tie("A", "B", strength=4, start="1950"),  # stated: no age outweighs a document
        tie("C", "D", strength=3, status="documented"),
        tie("E", "F", strength=3, status="confirmed", start="2020"),
        tie("G", "H", strength=3, status="documented", start="2010"),
    )
    findings = result(*ties).findings
    assert ["".join(subject.id for subject in finding.subjects) for finding in findings] == ["GH", "EF", "CD", "AB"]
    assert all(finding.score == pytest.approx(sum(finding.contributions.values())) for finding in findings)


def test_counts_and_a_limit():
    outcome = result(tie("A", "B", strength=3, start="2021"), tie("C", "D", strength=3, start="2022"), at_most=1)
    assert len(outcome.findings) == 1
    assert outcome.summary == {
        "coordinated_offers": 0,
        "shared_work": 0,
        "role_model": 0,
        "joint_project": 0,
        "coordinated_pair": 2,
        "long_running": 1,
        "not_listed": 1,
    }


@pytest.mark.parametrize("records", [(), (actor("A"),)])
def test_nothing_to_tell(records):
    assert result(*records).findings == ()


# --- in words -----------------------------------------------------------------------------------------------------

COMMON = {"rests_on": "durch Unterlagen belegt", "stand": date(2024, 9, 1), "audience": "partners"}
CASES = {
    "coordinated_offers": (*OFFERS, tie("A", "B", strength=3, status="documented", start="2020")),
    "shared_work": (*OFFERS, offer("j", "A", partners="B", start="2022")),
    "coordinated_pair": (tie("A", "B", strength=3, status="documented", start="2023"),),
    "long_running_pair": (tie("A", "B", strength=3, status="documented", start="2020"),),
    "joint_project": (project("p", "A B", areas="D1", start="2022"),),
    "role_model": (project("p", "A", role_model="award", themes="sport"),),
}
UNSURE = {
    "coordinated_offers": (*OFFERS, tie("A", "B", strength=3)),
    "coordinated_pair": (tie("A", "B", strength=3),),
    "role_model": (project("p", "A", role_model="stated"),),
}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_text_is_the_text_of_a_case(lang):
    assert texts("strengths", lang).keys() - {"about", "labels"} == CASES.keys()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("meeting", [(), (occasion("Stadtteilfest", "2024-09-20"),)])
@pytest.mark.parametrize("case", [*CASES.items(), *UNSURE.items()], ids=lambda case: case[0])
def test_three_sentences_for_every_case(case, meeting, lang):
    code, records = case
    finding = only(*records, *meeting)
    assert finding.message.code == code
    outcome = sentences("strengths", finding.message, lang, **COMMON)
    for sentence in (outcome.what, outcome.why, outcome.what_to_do):
        assert sentence.endswith(".")
        assert ". " not in sentence, "one sentence each"
    assert ("Stadtteilfest" in outcome.what_to_do) is (
        bool(meeting) and code != "shared_work" and not (case in UNSURE.items() and code == "role_model")
    )


def test_the_words_of_coordinated_offers():
    outcome = sentences("strengths", only(*CASES["coordinated_offers"]).message, "de", **COMMON)
    assert outcome.what == (
        "A und B arbeiten seit 2020 zusammen und stimmen ihre Angebote „s1“ und „s2“ zum Thema Sport und Bewegung in D1 ab."
    )
    assert outcome.why == "Das ist durch Unterlagen belegt (Stand 01.09.2024)."


@pytest.mark.parametrize(("start_of_one", "older"), [("2021", True), ("2012", False), (None, True)])
def test_a_date_is_said_of_what_it_belongs_to(start_of_one, older):
    """They have worked together since 2012; an offer of 2021 was not coordinated then."""
    offers = (
        offer("s1", "A", areas="D1", target_groups="unemployed", themes="sport", start="2009"),
        offer("s2", "B", areas="D1", target_groups="unemployed", themes="sport", start=start_of_one),
    )
    message = only(*offers, tie("A", "B", strength=3, start="2012")).message
    assert (message.arguments["since"], message.arguments["older"]) == (2012, older)
    assert ("arbeiten seit 2012 zusammen und" in sentences("strengths", message, "de", **COMMON).what) is older
    assert ("together since 2012" in sentences("strengths", message, "en", **COMMON).what) is older


def test_a_typed_project_is_recorded_and_not_documented():
    finding = only(project("fest", "A", partners="B"))
    assert (finding.message.code, finding.rests_on) == ("joint_project", "recorded")
