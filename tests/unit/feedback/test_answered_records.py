"""Do answers become what was said, and nothing more?"""

import pytest

from app.feedback.answered_records import AnsweredRecords
from app.feedback.deliveries import deliveries
from app.feedback.notes import notes
from app.feedback.opening import Opener
from app.formats.files import InputFile
from app.intake.problems import Problems
from app.intake.questions import Questions
from app.network.graph.build_network import build_network
from app.records.records import Records
from tests.factories import AS_OF, actor, area, offer, records, report, wave
from tests.feedback import AT, SEAL, answer_file, sheet_of, yes

STORED = records(
    actor("A", name="Treff Nord e. V."),
    actor("B", name="Werkhof"),
    actor("C", name="Jugendhaus Süd"),
    area("D1", name="Altendorf"),
    offer("s1", "A", name="Sprachcafé", start="2020"),
    offer("s2", "B", partners="A", name="Lotsen"),
    wave("herbst", "A B", date="2024-08", mode="recall"),
)


def taken(*contents: bytes, stored: Records = STORED, answers: dict[str, str] | None = None):
    problems = Problems("de")
    questions = Questions(problems, answers or {})
    files = tuple(InputFile(f"{number}.json", content) for number, content in enumerate(contents))
    opener = Opener(workspace="stadt", seal=SEAL, records=stored, known=(), now=AT, lang="de")
    genuine, refused = opener.open(deliveries(files, "de"))
    assert refused == ()
    made = AnsweredRecords(stored, problems, questions).take(genuine)
    return made, [problem.code for problem in problems.notices], tuple(questions.by_key)


def test_yes_no_and_dont_know_become_reports_by_the_organisation_and_the_wave_knows_who_answered():
    partners = [
        {"id": "B", "answer": "yes", "strength": 3},
        {"id": "C", "answer": "no"},
    ]
    made, notices, _ = taken(answer_file(sheet_of("A"), partners=partners))
    by_name = {(record.by, record.about): (record.strength, record.unsure) for record in made.tie_reports}
    assert by_name == {("A", "B"): (3, False), ("A", "C"): (0, False)}
    assert (made.waves[0].asked, made.waves[0].answered_by, notices) == (("A", "B"), ("A",), [])
    assert {record.source.file for record in made.tie_reports} == {"Rückmeldebogen Treff Nord e. V."}, (
        "never a person's file"
    )


def test_dont_know_and_silence_are_never_a_no_in_what_analyses_see():
    made, _, _ = taken(
        answer_file(sheet_of("A"), partners=[{"id": "B", "answer": "unknown"}]),
        answer_file(sheet_of("B"), remark="Nichts zu sagen."),
    )
    network = build_network(merged(STORED, made), AS_OF)
    assert network.ties_between("A", "B") == ()
    assert not network.is_absent("A", "B")
    assert not network.is_absent("A", "C")


def merged(stored: Records, made: Records) -> Records:
    topics = {topic: {record.id: record for record in entry} for topic, entry in stored}
    for topic, item in made:
        topics[topic] |= {record.id: record for record in item}
    return Records(**{topic: tuple(by_id[key] for key in sorted(by_id)) for topic, by_id in topics.items()})


def test_two_answers_confirm_deny_and_contradict_as_any_survey_does():
    made, _, _ = taken(
        answer_file(sheet_of("A"), partners=[*yes("B"), {"id": "C", "answer": "no"}]),
        answer_file(sheet_of("B"), partners=yes("A")),
        answer_file(sheet_of("C"), partners=yes("A")),
    )
    network = build_network(merged(STORED, made), AS_OF)
    statuses = {
        pair: [network.tie_evidence(number).field for number in network.ties_between(*pair)]
        for pair in (("A", "B"), ("A", "C"))
    }
    assert statuses == {("A", "B"): ["confirmed"], ("A", "C"): ["contradicted"]}


def test_a_newer_answer_takes_the_place_of_what_it_answers_and_keeps_the_rest():
    stored = merged(STORED, records(report("herbst", "A", "B", 2, trust_mission=4), report("herbst", "A", "C", 0)))
    made, _, _ = taken(answer_file(sheet_of("A"), partners=[{"id": "B", "answer": "no"}]), stored=stored)
    assert [(record.about, record.strength, record.trust_mission) for record in made.tie_reports] == [("B", 0, 4)]


def test_a_further_partner_is_found_by_its_name_in_another_spelling():
    additions = [{"name": "JUGENDHAUS  Süd"}, {"name": "Treff Nord eV"}]
    made, notices, result = taken(answer_file(sheet_of("A"), additions=additions))
    assert ([record.about for record in made.tie_reports], notices, result) == (["C"], ["feedback_itself"], ())


def test_an_unknown_partner_is_asked_about_and_left_out_until_somebody_says_who_it_is():
    sheet = sheet_of("A")
    made, _, [key] = taken(answer_file(sheet, additions=[{"name": "Nähstube"}]))
    assert made.tie_reports == ()
    made, _, _ = taken(answer_file(sheet, additions=[{"name": "Nähstube"}]), answers={key: "new"})
    assert ([record.name for record in made.actors], [record.about for record in made.tie_reports]) == (
        ["Nähstube"],
        ["naehstube"],
    )
    made, _, [like] = taken(answer_file(sheet, additions=[{"name": "Jugendhaus"}]))
    assert made.tie_reports == ()
    made, _, _ = taken(answer_file(sheet, additions=[{"name": "Jugendhaus"}]), answers={like: "C"})
    assert [record.about for record in made.tie_reports] == ["C"]


def test_a_person_is_no_partner_and_leaves_no_trace():
    made, notices, _ = taken(answer_file(sheet_of("A"), additions=[{"name": "Frau Yılmaz"}], partners=yes("B")))
    assert notices == ["feedback_person"]
    assert "Yılmaz" not in str(made)


def test_who_is_not_recorded_any_more_is_told_and_left_out():
    made, notices, _ = taken(answer_file(sheet_of("A"), partners=yes("gone", "B")))
    assert ([record.about for record in made.tie_reports], notices) == (["B"], ["feedback_partner_gone"])


@pytest.mark.parametrize(
    ("end", "expected"), [("06/2024", "2024-06"), ("Ende 2023", "2023"), ("", None), ("bald", None), ("2019", None)]
)
def test_an_own_offer_ends_when_a_day_is_given_that_fits(end, expected):
    offers = [{"id": "s1", "state": "ended", "end": end}]
    made, notices, _ = taken(answer_file(sheet_of("A"), offers=offers))
    assert [str(record.end) for record in made.offers] == ([expected] if expected else [])
    assert notices == ([] if expected else ["feedback_offer_ended"])


def test_a_partner_of_an_offer_cannot_end_it_and_it_is_noted_instead():
    offers = [{"id": "s2", "state": "ended", "end": "2024-06"}]
    content = answer_file(sheet_of("A"), offers=offers)
    made, _, _ = taken(content)
    assert made.offers == ()
    opener = Opener(workspace="stadt", seal=SEAL, records=STORED, known=(), now=AT, lang="de")
    [answer], _ = opener.open(deliveries((InputFile("a.json", content),), "de"))
    assert [(note.kind, note.about, note.text) for note in notes(answer.answer, STORED)] == [
        ("ended", "Lotsen", "2024-06")
    ]


def test_a_round_confirms_the_list_of_its_area_and_a_list_that_lacks_something_is_not_complete():
    sheet = sheet_of("D1", "area")
    made, _, _ = taken(
        answer_file(
            sheet, organisations_complete={"answer": "yes"}, offers_complete={"answer": "no", "missing": "Hausaufgaben"}
        )
    )
    checks = {(record.record_kind, record.complete, str(record.checked_on)) for record in made.inventory_checks}
    assert checks == {("actors", True, "2024-08-20"), ("offers", False, "2024-08-20")}
    assert made.waves == ()
    made, _, _ = taken(answer_file(sheet, offers_complete={"answer": "yes", "missing": "Hausaufgaben"}))
    assert made.inventory_checks == (), "complete, and yet something is missing: nobody knows"
    made, _, _ = taken(answer_file(sheet, offers_complete={"answer": "unknown"}, remark="?"))
    assert made.inventory_checks == ()
