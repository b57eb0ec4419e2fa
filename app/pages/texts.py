"""Words of the pages around the cards: ``texts/pages.<lang>.toml``; cards bring their own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from app.records.vocabulary import Lang
from app.report.texts import filled


@cache
def page_texts(lang: Lang) -> Mapping[str, Any]:
    """The tables of a language that is known."""
    file = resources.files("app.pages") / "texts" / f"pages.{lang}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def text(table: str, code: str, lang: Lang, **arguments: object) -> str:
    """A text of the pages with its arguments."""
    return filled(str(page_texts(lang)[table][code]), lang, **arguments)
