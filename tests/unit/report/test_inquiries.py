"""Prepared questions: to whom, in which words, on which agenda, in which calendar."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import UnknownName
from app.report.calendar import calendar
from app.report.inquiries import by_organisation, inquiries, inquiry_about
from app.report.material import Material
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import results_for_report
from app.usecases.write_inquiries import inquiry_files, write_inquiries
from tests.factories import AS_OF, actor, area, group, network, occasion, offer, tie

CITIES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh")
ALIKE = {"areas": "D1", "target_groups": "families", "themes": "counselling", "start": "2024", "end": "2025"}


@pytest.fixture(scope="module", params=CITIES)
def city(request):
    seen, title = network_of(Path("examples") / request.param, as_of=date(2024, 9, 1))
    return Material(results_for_report(seen), seen, title, "de", "internal")


def material(*records, lang="de") -> Material:
    seen = network(*records)
    return Material(results_for_report(seen), seen, "Stadt", lang, "internal")


def two_alike(*more):
    return material(area("D1"), actor("A"), actor("B"), offer("o", "A", **ALIKE), offer("p", "B", **ALIKE), *more)


def test_every_question_names_what_is_open_and_can_be_answered(city):
    prepared = inquiries(city)
    assert prepared
    for inquiry in prepared:
        assert inquiry.subject.startswith("Kurze Nachfrage: ")
        assert "Können Sie uns dazu etwas sagen?" in inquiry.message
        assert inquiry.message.endswith("Grüße\n")
        assert "\n" not in inquiry.agenda


def test_no_message_tells_who_said_what(city):
    text = " ".join(inquiry.message for inquiry in inquiries(city))
    assert not [
        words for words in ("nach Auskunft", "widersprüchlich", "sagt nein", "hat nicht geantwortet") if words in text
    ]


def test_a_question_about_offers_goes_to_those_who_lead_them():
    (organisations,) = {inquiry.to for inquiry in inquiries(two_alike()) if "Abstimmung" in inquiry.message}
    assert [organisation.id for organisation in organisations] == ["A", "B"]


def test_who_said_no_is_not_asked_again():
    assert not [
        entry for entry in inquiries(two_alike(tie("A", "B", status="denied"))) if "Abstimmung" in entry.message
    ]


def test_each_organisation_gets_its_questions(city):
    for organisation, questions in by_organisation(inquiries(city)).items():
        assert all(organisation in inquiry.to if organisation else not inquiry.to for inquiry in questions)


def test_one_command_writes_messages_agenda_and_calendar(city, tmp_path):
    files = inquiry_files(city.results, city.network, title=city.title, lang="de")
    paths = write_inquiries(files, tmp_path / "fragen")
    assert [path.name for path in paths] == list(files)
    assert "00-tagesordnung.txt" in files
    agenda = files["00-tagesordnung.txt"].decode()
    assert all(inquiry.agenda in agenda for inquiry in inquiries(city) if not inquiry.open_list)
    named = [inquiry.open_list.subject.name for inquiry in inquiries(city) if inquiry.open_list]
    assert all(name in agenda for name in named)
    assert files == inquiry_files(city.results, city.network, title=city.title, lang="de")


def test_nothing_to_ask_is_said():
    empty = material(actor("A"))
    files = inquiry_files(empty.results, empty.network, title="Stadt", lang="en")
    assert files == {"00-agenda.txt": b"There is nothing to ask at present.\n"}


def test_a_finding_that_is_no_question_has_none(city):
    with pytest.raises(UnknownName):
        inquiry_about(city, "strengths:00000000000000000000")


def test_a_calendar_file_keeps_the_rules_of_its_format():
    seen = network(actor("A"), group("g", "A", name="Runde"), occasion("t", "2024-09-26", name="Lenkung; Süd, Nord"))
    (meeting,) = seen.records.occasions
    content = calendar(meeting, ["Ä" * 60, "zwei, drei"], seen)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert content.endswith(b"END:VCALENDAR\r\n")
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Lenkung\\; Süd\\, Nord\r\n" in unfolded
    assert f"DESCRIPTION:- {'Ä' * 60}\\n- zwei\\, drei\r\n" in unfolded
    assert "DTSTART;VALUE=DATE:20240926\r\nDTEND;VALUE=DATE:20240927" in unfolded
    assert f"DTSTAMP:{AS_OF:%Y%m%d}T000000Z" in unfolded


def test_lists_nobody_confirmed_are_asked_about_in_one_line_a_kind(city):
    """Each list once, by kind; no line for each thing that one of them may lack."""
    prepared = inquiries(city)
    files = inquiry_files(city.results, city.network, title="Stadt", lang="de")
    lines = [
        line for line in files["00-tagesordnung.txt"].decode().splitlines() if line.startswith("- Sind diese Listen")
    ]
    open_lists = {inquiry.open_list for inquiry in prepared if inquiry.open_list}
    assert len(lines) == len({open_list.record_kind for open_list in open_lists}) > 0
    for subject in (open_list.subject for open_list in open_lists):
        assert any(subject.name in line for line in lines)
    assert not any(
        "(ob die Liste vollständig ist)" in line for line in files["00-tagesordnung.txt"].decode().splitlines()
    )


def test_a_question_about_a_list_says_which():
    seen = material(area("D1"), *(actor(name, home_area="D1") for name in "ABCD"))
    lists = {
        inquiry.open_list.record_kind: inquiry.open_list.subject.id for inquiry in inquiries(seen) if inquiry.open_list
    }
    assert lists["working_groups"] == lists["places"] == "D1"


@pytest.mark.parametrize(
    ("lang", "greeting", "thanks"), [("de", "Guten Tag,", "Vielen Dank"), ("en", "Good morning,", "Thank you")]
)
def test_an_organisation_gets_one_message_with_everything_it_is_asked(city, lang, greeting, thanks):
    asked_in_words = Material(city.results, city.network, city.title, lang, "internal")
    prepared = inquiries(asked_in_words)
    files = inquiry_files(city.results, city.network, title=city.title, lang=lang)
    messages = {
        name: content.decode()
        for name, content in files.items()
        if name.endswith(".txt") and not name.startswith("00-")
    }
    assert len(messages) == len(by_organisation(prepared))
    for text in messages.values():
        assert (text.count(greeting), text.count(thanks)) == (1, 1)
    for (organisation, questions), text in zip(by_organisation(prepared).items(), messages.values(), strict=True):
        assert organisation is None or organisation.name in text.splitlines()[0]
        assert all(inquiry.question in text or inquiry.open_list or len(questions) == 1 for inquiry in questions)
        assert all(inquiry.open_list.subject.name in text for inquiry in questions if inquiry.open_list)


def test_an_event_is_the_same_event_when_its_questions_change():
    seen = network(actor("A"), group("g", "A", name="Runde"), occasion("t", "2024-12-31", working_group="g"))
    (meeting,) = seen.records.occasions
    events = [calendar(meeting, lines, seen).decode().split("\r\n") for lines in (["eins"], ["zwei", "drei"])]
    uids = {line for event in events for line in event if line.startswith("UID:")}
    assert uids == {"UID:t@test"}
    assert "DTEND;VALUE=DATE:20250101" in events[0], "the day after, also over the turn of the year"
    assert events[0][0] == "BEGIN:VCALENDAR"
    assert events[0][-2:] == ["END:VCALENDAR", ""]


def test_who_is_asked_whether_a_list_is_complete_reads_the_list():
    seen = material(
        area("D1", name="Nordviertel", mediated_by="A"),
        *(actor(name, home_area="D1") for name in "ABCD"),
        group("g", "A B C", name="Runde", areas="D1"),
    )
    (asked,) = (inquiry for inquiry in inquiries(seen) if inquiry.title.startswith("Nordviertel: Gibt es eine Anlauf"))
    assert "Bisher eingetragen – Orte, Nordviertel: noch nichts eingetragen." in asked.message
    files = inquiry_files(seen.results, seen.network, title="Stadt", lang="de")
    messages = "".join(content.decode() for name, content in files.items() if not name.startswith("00-"))
    assert "   - Gremien, Nordviertel: Runde." in messages
    assert "Mitglieder, Runde: A; B; C." in messages


def test_nobody_is_referred_to_a_meeting_without_being_expected_there():
    fair = occasion("fair", "2024-09-20", participants="A")
    (asked,) = (inquiry for inquiry in inquiries(two_tasks(fair)) if inquiry.title == "A und B")
    assert asked.occasion is None
    both = occasion("fair", "2024-09-20", participants="A B")
    (asked,) = (inquiry for inquiry in inquiries(two_tasks(both)) if inquiry.title == "A und B")
    assert "sprechen wir bei „fair“ am 20.09.2024 darüber" in asked.message


def two_tasks(*more):
    other = {**ALIKE, "themes": "health"}
    return material(area("D1"), actor("A"), actor("B"), offer("o", "A", **ALIKE), offer("p", "B", **other), *more)
