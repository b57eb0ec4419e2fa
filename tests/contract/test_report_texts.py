"""Do all texts keep the rules of wording: both languages alike, three sentences, no banned word?"""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

import app.analysis
import app.network
from app.analysis.interface import catalogue
from app.network.disclosure.suppression import Withheld

TEXTS = resources.files("app.report") / "texts"
GERMAN = sorted(file.name for file in TEXTS.iterdir() if file.name.endswith(".de.toml"))
CARD_KEYS = ("title", "what", "why", "what_to_do")

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
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    else:
        yield str(value)


def keys(value: dict, prefix: str = "") -> set[str]:
    found = set()
    for key, one in value.items():
        found |= keys(one, f"{prefix}{key}.") if isinstance(one, dict) else {prefix + key}
    return found


@pytest.mark.parametrize("name", GERMAN)
def test_english_is_complete(name):
    assert keys(read(name)) == keys(read(name.replace(".de.", ".en.")))


@pytest.mark.parametrize("name", GERMAN)
def test_no_banned_word_and_no_gender_sign(name):
    expert = {one.id for one in catalogue().values() if one.kind == "measures"}
    if name.removesuffix(".de.toml") in expert:
        return
    found = [text for text in strings(read(name)) if BANNED_WORD.search(text) or GENDER_SIGN.search(text)]
    assert found == []


@pytest.mark.parametrize("analysis_id", sorted(one.id for one in catalogue().values() if one.kind == "findings"))
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_message_has_a_title_and_three_sentences(analysis_id, lang):
    tables = read(f"{analysis_id}.{lang}.toml")
    assert tables
    for code, table in tables.items():
        assert set(table) >= set(CARD_KEYS), code


def test_every_reason_for_no_value_has_a_sentence():
    for lang in ("de", "en"):
        assert reasons() == read(f"common.{lang}.toml")["reason"].keys()


def reasons() -> set[str]:
    """Reasons in the code: texts handed to what makes measures, and why a figure is withheld."""
    found = set(get_args(Withheld))
    for file in (Path(app.analysis.__file__).parent, Path(app.network.__file__).parent):
        for module in file.rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text("utf-8"))):
                found |= set(given_to(node))
    return found


def given_to(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="whole_measure" | "actor_measures" | "_undefined"), args=args):
            parts = args
        case ast.keyword(arg="reason", value=value):
            parts = [value]
        case ast.FunctionDef(name="actor_measures", args=ast.arguments(defaults=defaults)):
            parts = defaults
        case _:
            return
    for one in (constant for part in parts if not isinstance(part, ast.Dict) for constant in ast.walk(part)):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


@pytest.mark.parametrize("analysis_id", sorted(catalogue()))
def test_every_analysis_of_the_report_says_its_question(analysis_id):
    for lang in ("de", "en"):
        assert (TEXTS / f"{analysis_id}.{lang}.toml").is_file()
