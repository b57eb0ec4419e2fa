"""Is there a sentence for every fault, in both languages and in plain words?"""

import re
from pathlib import Path
from typing import get_args

import pytest

import app.formats
import app.intake
import app.network.graph
import app.usecases
from app.formats.messages import code_of, keys, sentence
from app.intake.questions import QuestionKind
from app.intake.sheets.template_texts import text_of_template
from app.records.faults import Rule

SOURCES = "\n".join(
    path.read_text("utf-8")
    for room in (app.formats, app.intake, app.network.graph, app.usecases)
    for path in Path(room.__path__[0]).rglob("*.py")
)
MESSAGES = (Path(app.formats.__path__[0]) / "messages.toml").read_text("utf-8")
ARGUMENTS = dict.fromkeys(re.findall(r"\{(\w+)\}", MESSAGES), "x")
BANNED = re.compile(
    r"Knoten|Kante|Graph(?!ML|ology)|Cluster|Score|(?<!--)Mapping|Stakeholder|müssen|isoliert|versäumt|\*innen",
    re.IGNORECASE,
)


@pytest.mark.parametrize("key", keys())
def test_message_is_complete_in_both_languages(key: str) -> None:
    german, english = (sentence(key, lang, **ARGUMENTS) for lang in ("de", "en"))
    assert german != english
    assert not BANNED.search(german)


@pytest.mark.parametrize("key", keys())
def test_message_is_used(key: str) -> None:
    result = {f"question.{kind}" for kind in get_args(QuestionKind)} | {
        "question.add.listed",
        "question.add.several",
        "question.not_running.pair",
        "question.removed.attached",
        "question.renamed.id",
    }
    unread = {"formula_error.left_out", "formula_without_value.left_out"}
    made = {"unknown_reference.waves", "unknown_reference.funded", *unread, *result}
    if key.startswith("choice."):
        assert f'"{key.removeprefix("choice.")}"' in SOURCES
        return
    base = key.removesuffix(".hint")  # a hint is often asked for by the key of its message
    rules = {name for rule in get_args(Rule) for name in (rule, f"{rule}.set_right")}
    assert key in made | rules or f'"{key}"' in SOURCES or f'"{base}"' in SOURCES


@pytest.mark.parametrize("rule", get_args(Rule))
def test_every_rule_of_a_record_has_its_sentence(rule: str) -> None:
    assert {rule, f"{rule}.set_right"} & set(keys())


def test_codes_are_keys_without_their_variant() -> None:
    assert code_of("duplicate.name") == "duplicate"
    assert all(re.fullmatch(r"[a-z_]+", code_of(key)) for key in keys())


def test_messages_show_hidden_characters_and_stay_short() -> None:
    shown = sentence("date", "de", value="\u202e" + "x" * 1_000)
    assert "[U+202E]" in shown
    assert len(shown) < 250


def test_instructions_are_in_plain_german() -> None:
    assert not BANNED.search(text_of_template("rules", "de"))
