"""Are the words of the pages complete in both languages, and do they keep the rules of wording?"""

import tomllib
from importlib import resources

import pytest

import app.web.refusals  # noqa: F401 - its errors are subclasses too
from app.errors import NetzblickError
from app.pages.render import time_left
from app.pages.texts import page_texts, text
from app.records.records import TOPICS
from app.report.next_steps import LISTS
from app.report.texts import LANGUAGES, texts
from tests.contract.test_report_texts import BANNED_WORD, GENDER_SIGN, keys, strings

FILES = resources.files("app.pages") / "texts"


API_ONLY = {
    "version-required",
    "malformed-body",
    "not-acceptable",
    "unsupported-media-type",
    "foreign-host",
    "client-gone",
}
"""Refusals of what no page sends."""

AT_START = {"jars-unavailable", "tampered-jar", "migration-refused"}
"""Errors that keep the service from starting."""

AS_UNKNOWN = {"not-found", "method-not-allowed"}
"""Shown as what does not exist."""


def public_slugs() -> set[str]:
    kinds, slugs = [NetzblickError], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        slugs.add(kind.slug)
    return slugs - API_ONLY - AT_START - AS_UNKNOWN


def read(lang: str) -> dict:
    return tomllib.loads((FILES / f"pages.{lang}.toml").read_text("utf-8"))


def test_english_is_complete():
    assert keys(read("de")) == keys(read("en"))
    assert len(read("de")["words"]) == len(read("en")["words"])


def test_no_banned_word_and_no_gender_sign():
    assert [text for text in strings(read("de")) if BANNED_WORD.search(text) or GENDER_SIGN.search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("explained", "used"), [("explain_card", "card"), ("explain_band", "band"), ("explain_rests", "rests")]
)
def test_every_word_of_a_card_is_explained(lang, explained, used):
    assert page_texts(lang)[explained].keys() == texts("common", lang)[used].keys()


@pytest.mark.parametrize("table", ["list_title", "list_introduction", "list_nothing"])
def test_every_list_has_its_words(table):
    assert page_texts("de")[table].keys() == LISTS.keys()


def test_every_topic_has_a_name():
    assert page_texts("de")["topic"].keys() == TOPICS.keys()


def test_arguments_are_said_in_the_language_of_the_page():
    assert text("workspaces", "counts", "de", actors=1, offers=2) == "1 Einrichtung, 2 Angebote"
    assert text("workspaces", "counts", "en", actors=12_000, offers=1) == "12,000 organisations, 1 offer"


@pytest.mark.parametrize("slug", sorted(public_slugs()))
def test_every_error_a_page_can_meet_is_said_in_words(slug):
    assert {slug, f"{slug}-text"} <= page_texts("de")["error"].keys()


@pytest.mark.parametrize(
    ("seconds", "de", "en"),
    [
        (None, "", ""),
        (1, "Noch etwa 5 Sekunden.", "About 5 seconds left."),
        (42, "Noch etwa 40 Sekunden.", "About 40 seconds left."),
        (95, "Noch etwa 2 Minuten.", "About 2 minutes left."),
    ],
)
def test_time_left_is_told_in_seconds_or_minutes(seconds, de, en):
    assert [str(time_left(seconds, lang)) for lang in ("de", "en")] == [de, en]
