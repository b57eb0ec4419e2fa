"""Is an answer taken for nobody else's, and for nothing that was not said?"""

import base64
import io
import json
import zipfile

import pytest

from app.errors import InvalidInput
from app.feedback.deliveries import deliveries, saved
from app.feedback.html import html
from app.feedback.opening import Genuine, Known, Opener
from app.feedback.seal import Seal, signed
from app.formats.files import InputFile
from tests.factories import actor, records, wave
from tests.feedback import AT, SEAL, answer_file, answer_text, payload, sheet_of, yes

ASKED = wave("herbst", "A B C", mode="recall")
SHEET = sheet_of("A")


def opened(*contents: bytes, known: tuple[Known, ...] = (), stored=None, survivors=None):
    files = tuple(InputFile(f"{number}.json", content) for number, content in enumerate(contents))
    stored = stored or records(actor("A", name="Treff Nord"), actor("B"), actor("C"), ASKED)
    opener = Opener(
        workspace="stadt", seal=SEAL, records=stored, known=known, now=AT, lang="de", survivors=survivors or {}
    )
    genuine, refused = opener.open(deliveries(files, "de"))
    return genuine, [problem.code.removeprefix("feedback_") for problem in refused]


def test_an_answer_is_opened_as_a_file_and_as_text_that_a_mail_program_has_quoted_and_broken():
    quoted = "Guten Tag,\n\n> " + answer_text(SHEET, partners=yes("B")).replace("\n", " \n> ") + "\nGruß"
    for content in (answer_file(SHEET, partners=yes("B")), quoted.encode(), quoted.encode("utf-16")):
        [answer], refused = opened(content)
        assert refused == []
        assert (answer.name, answer.answer.partners[0].id, answer.at.isoformat()) == (
            "Treff Nord",
            "B",
            "2024-08-20T10:00:00+00:00",
        )


def test_several_answers_come_in_one_text_and_in_one_archive():
    texts = f"{answer_text(SHEET, partners=yes('B'))}\nund\n{answer_text(sheet_of('C'), partners=yes('B'))}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mails/a.txt", texts)
        archive.writestr("b.json", answer_file(sheet_of("B"), partners=yes("A")))
    genuine, refused = opened(buffer.getvalue())
    assert ([answer.answer.subject for answer in genuine], refused) == (["A", "B", "C"], [])


MERGED = records(actor("B"), actor("C", name="Treff Nord und Mitte"), wave("herbst", "B C", mode="recall"))
"""A and D have gone into C."""
INTO = {"A": "C", "D": "C"}


def test_the_sheet_of_an_organisation_that_was_merged_since_counts_for_the_one_it_went_into():
    [answer], refused = opened(answer_file(SHEET, partners=yes("B")), stored=MERGED, survivors=INTO)
    assert refused == []
    assert (answer.name, answer.answer.subject) == ("Treff Nord und Mitte", "C")
    assert [partner.id for partner in answer.answer.partners] == ["B"]


def test_an_altered_sheet_of_a_merged_organisation_is_still_refused():
    sealed = payload(SHEET, partners=yes("B")).replace('"yes"', '"no"')
    forged = saved(sealed, signed(SEAL.key(sheet_of("B").id), sealed))
    assert opened(forged, stored=MERGED, survivors=INTO) == ((), ["altered"])


def test_a_merged_organisation_that_is_recorded_again_answers_for_itself():
    stored = records(actor("A"), actor("B"), actor("C"), ASKED)
    [answer], _ = opened(answer_file(SHEET, partners=yes("B")), stored=stored, survivors=INTO)
    assert answer.answer.subject == "A"


@pytest.mark.parametrize(
    ("answers", "together"),
    [
        (["yes", "unknown"], "yes"),
        (["no", "no"], "no"),
        (["unknown", "unknown"], "unknown"),
        (["yes", "no"], "unknown"),
    ],
)
def test_answers_about_two_organisations_that_are_one_now_say_what_both_say(answers: list[str], together: str):
    partners = [{"id": partner, "answer": answer} for partner, answer in zip("AD", answers, strict=True)]
    [answer], _ = opened(answer_file(sheet_of("B"), partners=partners), stored=MERGED, survivors=INTO)
    assert [(partner.id, partner.answer) for partner in answer.answer.partners] == [("C", together)]


def test_nobody_is_a_partner_of_what_it_went_into():
    [answer], _ = opened(answer_file(SHEET, partners=yes("D", "B")), stored=MERGED, survivors=INTO)
    assert [partner.id for partner in answer.answer.partners] == ["B"]


def renamed(text: str, **changes: str) -> bytes:
    document = json.loads(text)
    return saved(json.dumps(document | changes), signed(SEAL.key(SHEET.id), json.dumps(document | changes)))


def test_whoever_answers_for_somebody_else_is_refused_whatever_key_seals_it():
    assert opened(renamed(payload(SHEET, partners=yes("C")), subject="B")) == ((), ["sheet"])
    assert opened(renamed(payload(SHEET, partners=yes("C")), wave="winter")) == ((), ["sheet"])
    assert opened(renamed(payload(SHEET, partners=yes("C")), tag=SEAL.tag(sheet_of("B").id), subject="B"))[1] == [
        "altered"
    ], "the tag of another sheet can be read in that sheet, its key cannot be guessed"


def test_what_was_changed_after_sealing_is_refused():
    document = json.loads(answer_file(SHEET, partners=[{"id": "B", "answer": "no"}]))
    changed = document | {"payload": document["payload"].replace('"no"', '"yes"')}
    assert opened(json.dumps(changed).encode()) == ((), ["altered"])


def test_answers_of_another_workspace_or_installation_are_refused():
    elsewhere = Seal("f" * 64)
    assert opened(answer_file(sheet_of("A", workspace="dorf"), partners=yes("B"))) == ((), ["workspace"])
    assert opened(answer_file(SHEET, seal=elsewhere, partners=yes("B"))) == ((), ["realm"])


def test_answers_to_what_is_no_longer_there_are_refused():
    gone = records(actor("B"), wave("herbst", "B", mode="recall"))
    assert opened(answer_file(SHEET, partners=yes("B")), stored=gone) == ((), ["subject"])
    assert opened(answer_file(SHEET, partners=yes("B")), stored=records(actor("A"))) == ((), ["wave"])
    roster = records(wave("herbst", "A B"))
    assert opened(answer_file(SHEET, partners=yes("B")), stored=roster) == ((), ["roster"])


def test_the_same_answer_twice_and_an_older_one_are_refused_and_the_newest_counts():
    older = answer_file(SHEET, answered="2024-08-10T10:00:00Z", partners=yes("B"))
    newer = answer_file(SHEET, answered="2024-08-11T10:00:00Z", partners=yes("C"))
    [answer], refused = opened(older, newer, newer)
    assert (answer.answer.partners[0].id, sorted(refused)) == ("C", ["doubled", "stale"])

    known = (Known(subject=answer.subject, digest=answer.digest, at=answer.at),)
    assert opened(older, known=known) == ((), ["stale"])
    assert opened(newer, known=known) == ((), ["doubled"])
    [another], refused = opened(answer_file(SHEET, answered="2024-08-12T10:00:00Z", partners=yes("B")), known=known)
    assert (another.answer.partners[0].id, refused) == ("B", [])


@pytest.mark.parametrize("clock", ["2099-01-01T00:00:00Z", "", "gestern", "2024-08-10T10:00:00"])
def test_a_clock_that_goes_ahead_or_tells_nothing_counts_as_now(clock):
    [answer], _ = opened(answer_file(SHEET, answered=clock, partners=yes("B")))
    assert answer.at == AT


def test_an_empty_answer_a_blank_sheet_and_half_a_text_are_refused():
    assert opened(answer_file(SHEET)) == ((), ["empty"])
    assert opened(html(SHEET, SEAL)) == ((), ["blank"])
    text = answer_text(SHEET, partners=yes("B"))
    assert opened(text[: len(text) // 2].encode()) == ((), ["unreadable"])
    assert opened(text.replace("netzblick-ende]", "\nnetzblick-ende]").replace("eyJ", "", 1).encode())[1] == [
        "unreadable"
    ]
    assert opened(answer_file(SHEET, partners=[{"id": "B", "answer": "vielleicht"}])) == ((), ["unreadable"])
    assert opened(b'{"format": "netzblick-feedback-answer-sealed"}') == ((), ["unreadable"])


def test_answers_and_other_files_are_not_taken_in_together_and_other_files_are_no_answers():
    files = (InputFile("a.json", answer_file(SHEET, partners=yes("B"))), InputFile("akteure.csv", b"Name\nTreff\n"))
    with pytest.raises(InvalidInput, match=r"akteure\.csv ist keine Antwort"):
        deliveries(files, "de")
    assert deliveries(files[1:], "de") == ()
    assert deliveries((InputFile("x.csv", base64.b64encode(b"x" * 99)),), "de") == ()


def test_one_bad_answer_does_not_hold_up_the_others():
    genuine, refused = opened(answer_file(SHEET), answer_file(sheet_of("B"), partners=yes("A")))
    assert ([answer.answer.subject for answer in genuine], refused) == (["B"], ["empty"])
    assert isinstance(genuine[0], Genuine)


def test_every_refusal_has_a_sentence_in_both_languages():
    bad = (answer_file(SHEET), answer_file(sheet_of("A", workspace="dorf"), partners=yes("B")), html(SHEET, SEAL))
    for lang, word in (("de", "Arbeitsbereich"), ("en", "workspace")):
        files = tuple(InputFile(f"{number}.json", content) for number, content in enumerate(bad))
        stored = records(actor("A"), ASKED)
        opener = Opener(workspace="stadt", seal=SEAL, records=stored, known=(), now=AT, lang=lang)
        _, refused = opener.open(deliveries(files, lang))
        assert len(refused) == 3
        assert any(word in problem.message for problem in refused)
