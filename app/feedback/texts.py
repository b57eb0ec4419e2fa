"""Words of feedback sheets and of the mail they travel with, in German and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from app.records.vocabulary import Lang


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources.files("app.feedback") / "texts.toml").read_text("utf-8"))


def sheet_text(code: str, lang: Lang, /, **arguments: object) -> str:
    """The text of a code with its arguments filled in."""
    text = _texts()[code][lang].strip()
    return text.format(**arguments) if arguments else text


def script_texts(lang: Lang) -> Mapping[str, str]:
    """The texts that the script of a sheet shows, by code."""
    return {code: sheet_text(code, lang) for code in _texts() if code.startswith("script_")}
