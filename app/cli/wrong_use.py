"""What is wrong with a command line, in German: the library that reads it says so in English, without codes."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from app.records.vocabulary import Lang as Language


@cache
def wrong_uses() -> Mapping[str, str]:
    """The German sentence for each of the library; ``{}`` in the English one is anything."""
    return tomllib.loads((files("app.cli") / "wrong_use.toml").read_text("utf-8"))


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for; German where it says nothing."""
    option = dict(pairwise(arguments)).get("--lang")
    return "en" if option == "en" or "--lang=en" in arguments else "de"


def wrong_use_in_german(text: str) -> str:
    """A sentence of the library in German, with what it quotes; as it is where none fits."""
    for english, german in sorted(wrong_uses().items(), key=lambda row: -len(row[0].replace("{}", ""))):
        pattern = "(.+?)".join(map(re.escape, english.split("{}")))
        if (match := re.fullmatch(pattern, text, re.DOTALL)) is not None:
            return german.format(*map(wrong_use_in_german, match.groups()))
    return text
