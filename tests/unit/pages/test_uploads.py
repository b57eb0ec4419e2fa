"""Are handed files kept long enough, and never without limit?"""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import TooLarge, UnknownName
from app.formats.files import InputFile
from app.intake.questions import Question
from app.pages.data import uploads
from app.pages.data.uploads import MOST_FILES, Uploads

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_files_of_one_upload_are_kept_together_and_a_name_stands_once():
    kept = Uploads()
    upload = kept.add("w", InputFile("a.csv", b"1"), upload_id=None, at=NOON)
    kept.add("w", InputFile("b.csv", b"2"), upload_id=upload.id, at=NOON)
    kept.add("w", InputFile("a.csv", b"3"), upload_id=upload.id, at=NOON)
    assert {name: file.content for name, file in kept.get("w", upload.id, at=NOON).files.items()} == {
        "a.csv": b"3",
        "b.csv": b"2",
    }


def test_an_upload_belongs_to_its_workspace_and_is_forgotten_after_a_day():
    kept = Uploads()
    upload = kept.add("w", InputFile("a.csv", b"1"), upload_id=None, at=NOON)
    with pytest.raises(UnknownName):
        kept.get("other", upload.id, at=NOON)
    assert kept.get("w", upload.id, at=NOON + timedelta(hours=24)) is upload
    with pytest.raises(UnknownName):
        kept.get("w", upload.id, at=NOON + timedelta(hours=25))


def test_the_oldest_leaves_when_all_together_are_too_large(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    kept = Uploads()
    older = kept.add("w", InputFile("a.csv", b"1" * 6), upload_id=None, at=NOON)
    newer = kept.add("w", InputFile("b.csv", b"2" * 6), upload_id=None, at=NOON)
    assert kept.get("w", newer.id, at=NOON) is newer
    with pytest.raises(UnknownName):
        kept.get("w", older.id, at=NOON)


def test_more_files_than_anybody_hands_over_at_once_are_refused():
    kept = Uploads()
    upload = kept.add("w", InputFile("0.csv", b""), upload_id=None, at=NOON)
    for number in range(1, MOST_FILES):
        kept.add("w", InputFile(f"{number}.csv", b""), upload_id=upload.id, at=NOON)
    with pytest.raises(TooLarge):
        kept.add("w", InputFile("one-more.csv", b""), upload_id=upload.id, at=NOON)


def test_what_was_left_at_its_default_can_be_answered_after_the_files_were_taken_in():
    kept = Uploads()
    upload = kept.add("w", InputFile("a.csv", b"1"), upload_id=None, at=NOON)
    upload.questions = {
        key: Question(key=key, kind="own_column", sentence=f"{key}?", choices=(), default="leave")
        for key in ("treff", "haus")
    }
    upload.answers = {"treff": "make", "haus": "leave"}
    kept.keep_questions(upload)
    again = kept.with_open_questions("w")
    assert again is not None
    assert kept.looked_at("w") == ()
    assert (again.open_questions, again.answers, again.id != upload.id) == (1, {"treff": "make"}, True)
    assert kept.with_open_questions("other") is None
    again.answers["haus"] = "make"
    kept.keep_questions(again)
    with pytest.raises(UnknownName):
        kept.get("w", again.id, at=NOON)


def test_files_of_a_city_that_is_gone_are_forgotten():
    kept = Uploads()
    gone, here = (kept.add(city, InputFile("a.csv", b"1"), upload_id=None, at=NOON) for city in ("gone", "here"))
    kept.drop_all("gone")

    assert kept.get("here", here.id, at=NOON) is here
    with pytest.raises(UnknownName):
        kept.get("gone", gone.id, at=NOON)


def test_files_that_were_only_looked_at_leave_no_question_open_and_are_found_again():
    kept = Uploads()
    upload = kept.add("w", InputFile("a.csv", b"1"), upload_id=None, at=NOON)
    upload.questions = {"treff": Question(key="treff", kind="own_column", sentence="?", choices=(), default="leave")}
    assert kept.with_open_questions("w") is None
    assert (kept.looked_at("w"), kept.looked_at("other")) == ((upload,), ())
    kept.drop(upload.id)
    assert kept.looked_at("w") == ()
