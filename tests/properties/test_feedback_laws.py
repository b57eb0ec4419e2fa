"""Does an answer come back as it was given, whatever names and words people use, by every way it can travel?"""

import io
import string
from dataclasses import replace

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.answered_records import AnsweredRecords
from app.feedback.deliveries import deliveries
from app.feedback.opening import Opener
from app.feedback.sheet import Partner
from app.feedback.workbook import workbook
from app.formats.files import InputFile
from app.intake.problems import Problems
from app.intake.questions import Questions
from app.records.records import Records
from tests.factories import actor, records, wave
from tests.feedback import AT, SEAL, answer_file, answer_text, sheet_of

IDS = ("B", "C:1", "D+d", "E.e@e")
AWKWARD = st.text(
    st.one_of(
        st.sampled_from("<>&'\"„“=+-@;\\/\n\t äöüßİı\u00a0\u200b\U0001f600"),
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]),
    ),
    min_size=1,
    max_size=40,
)
ANSWERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(("yes", "no", "unknown")), min_size=1)


def reports(content: bytes, name: str, stored: Records) -> dict[str, tuple[int | None, bool]]:
    opener = Opener(workspace="stadt", seal=SEAL, records=stored, known=(), now=AT, lang="de")
    genuine, refused = opener.open(deliveries((InputFile(name, content),), "de"))
    assert refused == ()
    problems = Problems("de")
    made = AnsweredRecords(stored, problems, Questions(problems)).take(genuine)
    return {report.about: (report.strength, report.unsure) for report in made.tie_reports}


def stored_with(names: list[str]) -> Records:
    partners = [actor(partner, name=name.strip() or "Treff") for partner, name in zip(IDS, names, strict=True)]
    return records(actor("A"), *partners, wave("herbst", "A", mode="recall"))


def expected(answers: dict[str, str]) -> dict[str, tuple[int | None, bool]]:
    return {partner: (0 if answer == "no" else None, answer == "unknown") for partner, answer in answers.items()}


@given(answers=ANSWERS, names=st.lists(AWKWARD, min_size=4, max_size=4), remark=AWKWARD)
def test_a_saved_and_a_pasted_answer_give_the_records_that_were_meant(answers, names, remark):
    stored, sheet = stored_with(names), sheet_of("A")
    rows = [{"id": partner, "answer": answer} for partner, answer in answers.items()]
    for content, name in (
        (answer_file(sheet, partners=rows, remark=remark), "antwort.json"),
        (answer_text(sheet, partners=rows, remark=remark).encode(), "antwort.txt"),
    ):
        assert reports(content, name, stored) == expected(answers)


@given(answers=ANSWERS, names=st.lists(AWKWARD, min_size=4, max_size=4))
def test_a_filled_workbook_gives_the_records_that_were_meant(answers, names):
    stored = stored_with(names)
    partners = tuple(Partner(id=partner.id, name=partner.name) for partner in stored.actors if partner.id != "A")
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(sheet_of("A"), partners=partners), SEAL)))
    words = {"yes": "ja", "no": "nein", "unknown": "weiß nicht"}
    for key, _name, cell, *_rest in book.active.iter_rows():
        for partner, answer in answers.items():
            if str(key.value or "").startswith("partner ") and str(key.value).endswith(f" {partner}"):
                cell.value = words[answer]
    buffer = io.BytesIO()
    book.save(buffer)
    assert reports(buffer.getvalue(), "bogen.xlsx", stored) == expected(answers)


@given(st.data())
def test_a_changed_letter_of_an_answer_is_never_taken(data):
    content = answer_text(sheet_of("A"), partners=[{"id": "B", "answer": "no"}])
    body = [
        at for at, sign in enumerate(content) if sign.isalnum() and len("[netzblick-antwort") < at < len(content) - 16
    ]
    at = data.draw(st.sampled_from(body))
    sign = data.draw(
        st.sampled_from(string.ascii_letters + string.digits).filter(lambda sign: sign.lower() != content[at].lower())
    )
    changed = content[:at] + sign + content[at + 1 :]
    opener = Opener(workspace="stadt", seal=SEAL, records=stored_with(["Treff"] * 4), known=(), now=AT, lang="de")
    genuine, refused = opener.open(deliveries((InputFile("a.txt", changed.encode()),), "de"))
    assert len(genuine) + len(refused) == 1
    same = opener.open(deliveries((InputFile("a.txt", content.encode()),), "de"))[0]
    assert genuine == () or genuine[0].answer == same[0].answer, "base64 leaves two bits of its last letter open"
