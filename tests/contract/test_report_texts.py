"""Do all texts keep the rules of wording: both languages alike, three sentences, no banned word?"""

import inspect
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from app.analysis.interface import catalogue
from app.findings import Message
from app.report.texts import LANGUAGES, label_of, sentences, texts
from tests.contract.codes import codes_of, reasons_of_disclosure

TEXTS = resources.files("app.report") / "texts"
GERMAN = sorted(file.name for file in TEXTS.iterdir() if file.name.endswith(".de.toml"))
CARD_KEYS = ("title", "what", "why", "what_to_do")

NEVER_SAID = {"failure-points": {"provider_unsure"}, "unmediated-groups": {"meeting_unchecked"}}
NEVER_LEFT_OUT = {"working_groups_without_target_group", "working_groups_without_dates"}
"""Codes that the source could be read to give and that its conditions rule out."""

OF_CUT_LISTS = {"hints_not_listed"}
"""What is told by every list that was cut: app/analysis/interface.py."""

OF_GRAPH_FILES = {"edges_self_loops", "edges_duplicates"}
"""What a graph file leaves out, whatever the analysis."""

# Words that judge, frighten or need a lexicon; terms of the trade have their place under „Für Fachleute“ alone.
BANNED = (
    "Knoten|Kanten?|Graph|Zentralität|Betweenness|Dichte|Cluster|Score|Hub|Broker|Gatekeeper|Stakeholder|Matching|Mapping|Silo|"
    "Hotspot|Brennpunkte?|Problemviertel|sozial schwach|bildungsfern|Parallelgesellschaft|Überversorgung|Überangebot|"
    "Doppelstruktur(?:en)?|Klientel|Hartz IV|Asylant(?:en)?|Flüchtling(?:e|en)?|Migranten|isoliert|Schwachstellen?|versäumt|"
    "müssen|muss|verweigert|Bürgergeld"
)
BANNED_WORD = re.compile(rf"\b(?:{BANNED})\b", re.IGNORECASE)
GENDER_SIGN = re.compile(r"\w[*:_]innen\b|\w/-?innen\b")


def read(name: str) -> dict:
    return tomllib.loads((TEXTS / name).read_text("utf-8"))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)
    else:
        yield str(value)


def keys(value: dict, prefix: str = "") -> set[str]:
    entries = set()
    for key, entry in value.items():
        entries |= keys(entry, f"{prefix}{key}.") if isinstance(entry, dict) else {prefix + key}
    return entries


@pytest.mark.parametrize("name", GERMAN)
def test_english_is_complete(name):
    assert keys(read(name)) == keys(read(name.replace(".de.", ".en.")))


@pytest.mark.parametrize("name", GERMAN)
def test_no_banned_word_and_no_gender_sign(name):
    expert = {entry.id for entry in catalogue().values() if entry.kind == "measures"}
    if name.removesuffix(".de.toml") in expert:
        return
    entries = [text for text in strings(read(name)) if BANNED_WORD.search(text) or GENDER_SIGN.search(text)]
    assert entries == []


@pytest.mark.parametrize("analysis_id", list(catalogue()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_analysis_says_what_it_is_about(analysis_id, lang):
    table = texts(analysis_id, lang)["about"]
    assert {"title", "question", "sentence"} <= table.keys()
    assert table["question"].endswith("?")
    assert len(table["question"]) <= 120
    assert table["sentence"].endswith(".")
    assert not table["title"].endswith((".", ":"))


@pytest.mark.parametrize("analysis_id", list(catalogue()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_has_a_title_and_three_sentences(analysis_id, lang):
    for code, table in messages(analysis_id, lang).items():
        assert set(table) >= set(CARD_KEYS), code


@pytest.mark.parametrize("analysis_id", list(catalogue()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_an_analysis_has_words_and_no_words_are_for_nothing(analysis_id, lang):
    """Whether an example gives it or not: the codes are read from the source of the analysis."""
    codes = codes_of(module_of(analysis_id))
    restated = catalogue()[analysis_id].restated.values()
    given = {
        "unknown": codes.unknown | {restatement.unknown for restatement in restated},
        "not_looked_at": codes.not_looked_at,
        "reason": codes.reason,
    }
    own, shared = texts(analysis_id, lang).get("labels", {}), texts("common", lang)
    assert {table: item - own.get(table, {}).keys() - shared[table].keys() for table, item in given.items()} == {
        "unknown": set(),
        "not_looked_at": set(),
        "reason": set(),
    }
    assert {
        table: own.get(table, {}).keys() - entry for table, entry in given.items() if own.get(table, {}).keys() - entry
    } == {}
    assert codes.messages - NEVER_SAID.get(analysis_id, set()) == messages(analysis_id, lang).keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_several_analyses_share_has_words_and_no_words_are_for_nothing(lang):
    of_network = [codes_of(name) for name in modules("app/network")]
    of_analyses = [codes_of(module_of(analysis_id)) for analysis_id in catalogue()]
    not_looked_at = (
        set().union(*(codes.not_looked_at for codes in of_network)) - NEVER_LEFT_OUT | OF_GRAPH_FILES | OF_CUT_LISTS
    )
    common = texts("common", lang)
    assert not_looked_at <= common["not_looked_at"].keys()
    assert common["not_looked_at"].keys() <= not_looked_at.union(*(codes.not_looked_at for codes in of_analyses))
    reasons = reasons_of_disclosure().union(*(codes.reason for codes in of_analyses))
    assert common["reason"].keys() <= reasons
    restated = {part.unknown for entry in catalogue().values() for part in entry.restated.values()}
    of_all = codes_of("app.analysis.interface").unknown
    assert of_all <= common["unknown"].keys() <= (of_all | restated).union(*(codes.unknown for codes in of_analyses))


@pytest.mark.parametrize("analysis_id", list(catalogue()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_stands_once_and_a_part_is_used_more_than_once(analysis_id, lang):
    tables = read(f"{analysis_id}.{lang}.toml")
    parts = tables.pop("parts", {})
    counter = Counter(
        text for code, table in tables.items() if code not in ("about", "labels") for text in strings(table)
    )
    used = {text[1:]: count for text, count in counter.items() if text.startswith("@")}
    assert used.keys() == parts.keys()
    assert [part for part, count in used.items() if count < 2] == []
    assert [text for text, count in counter.items() if count > 1 and not text.startswith("@")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_without_words_is_still_told(lang):
    assert label_of("degree", "unknown", "new_code", lang) == "new code"
    assert label_of("no-such-analysis", "reason", "new_code", lang) == "new code"
    result = sentences("no-such-analysis", Message("new_code"), lang, stand=date(2024, 9, 1))
    assert "new_code" in result.what


def messages(analysis_id: str, lang: str) -> dict:
    """The tables of an analysis that are sentences of a message."""
    return {code: table for code, table in texts(analysis_id, lang).items() if code not in ("about", "labels")}


def module_of(analysis_id: str) -> str:
    return inspect.unwrap(catalogue()[analysis_id].run).__module__


def modules(folder: str) -> list[str]:
    files = sorted(Path(folder).rglob("[a-z]*.py"))
    return [".".join(file.with_suffix("").parts) for file in files]
