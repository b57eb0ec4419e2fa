"""What do the instructions, hints and examples of the template say?"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from app.intake.sheets.sheet import Column, Kind
from app.records.schema import Topic
from app.records.vocabulary import Lang, vocabulary


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads((files("app.intake.sheets") / "template.toml").read_text("utf-8"))


def text_of_template(key: str, lang: Lang) -> str:
    """A text of the template in a language."""
    return str(_texts()[key][lang])


def title_of_list(name: str, column: Column, lang: Lang) -> str:
    """What a list of choices is called: like the first column it is for, unless that says too little on its own."""
    return text_of_template(f"list_{name}", lang) if f"list_{name}" in _texts() else column.heading(lang)


def answer_words(lang: Lang, *, unknown: bool) -> tuple[str, ...]:
    """Yes and no in a language, and on demand that nothing is known."""
    words = tuple(text_of_template("answers", lang).split(", "))
    return words if unknown else words[:2]


def hint_of(column: Column, lang: Lang) -> str:
    """How a column is filled in."""
    texts = _texts()
    hints = [texts["field_hints"].get(column.field) or _hint_of_kind(column)]
    hints += [texts["several"]] if column.is_list else []
    return " ".join(str(hint[lang]) for hint in hints)


def synonyms_of(column: Column, lang: Lang) -> str:
    """By which other headings a column is known; empty where there are none."""
    return text_of_template("synonyms", lang).format(names=", ".join(column.variants)) if column.variants else ""


def _hint_of_kind(column: Column) -> Any:
    references = _texts()["references"]
    if column.kind is Kind.REFERENCE and column.of in references:
        return references[column.of]
    return _texts()["hints"][column.kind.value]


def example_of(topic: Topic, column: Column, lang: Lang) -> str:
    """The example that stands as a comment at a heading: of the column itself, else of its kind."""
    texts = _texts()
    example = texts["examples"].get(topic, {}).get(column.field)
    if example is None and column.kind is Kind.CODE:
        assert column.of is not None
        term = next(iter(vocabulary(column.of).terms.values()))
        return term.de if lang == "de" else term.en
    if example is None and column.kind is Kind.REFERENCE:
        example = texts["reference_examples"][column.of]
    if example is None:
        example = texts["kind_examples"][column.kind.value]
    return example if isinstance(example, str) else str(example[lang])
