"""What do the instructions, hints and examples of the template say?"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from app.intake.sheets.sheet import Column, Kind

_BOUNDS = {Kind.DATE, Kind.START, Kind.END}


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads((files("app.intake.sheets") / "template.toml").read_text("utf-8"))


def text_of_template(key: str, lang: str) -> str:
    """A text of the template in a language."""
    return str(_texts()[key][lang])


def answer_words(lang: str, *, unknown: bool) -> tuple[str, ...]:
    """Yes and no in a language, and on demand that nothing is known."""
    words = tuple(text_of_template("answers", lang).split(", "))
    return words if unknown else words[:2]


def hint_of(column: Column, lang: str) -> str:
    """How a column is filled in; empty where nothing needs saying."""
    hints = [text_of_template("several", lang)] if column.many else []
    if column.kind in _BOUNDS:
        hints.append(text_of_template("dates", lang))
    if column.kind is Kind.ID:
        hints.append(text_of_template("ids", lang))
    if column.kind is Kind.REFERENCE and column.of in _texts()["references"]:
        hints.append(str(_texts()["references"][column.of][lang]))
    return " ".join(hints)


def example_of(topic: str, field: str, lang: str) -> str | None:
    """The example that stands as a comment at a heading."""
    example = _texts()["examples"].get(topic, {}).get(field)
    if example is None or isinstance(example, str):
        return example
    return str(example[lang])
