"""German refusals: a table of sentences beside the English ones, which stand where somebody is refused.

Sentences that are German already stay as they are.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from app.records.vocabulary import Lang as Language


@cache
def german_refusals() -> Mapping[str, str]:
    """The German sentence for each English one; ``{}`` in the English one is anything."""
    return tomllib.loads((files("app.cli") / "german_refusals.toml").read_text("utf-8"))


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for; German where it says nothing."""
    option = dict(pairwise(arguments)).get("--lang")
    return "en" if option == "en" or "--lang=en" in arguments else "de"


def in_german(text: str) -> str:
    """A sentence in German, with what it quotes; as it is where no English one of the table fits."""
    for pattern, german in _patterns():
        if (match := pattern.fullmatch(text)) is not None:
            return german.format(*map(in_german, match.groups()))
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with the most words of their own first."""
    ordered = sorted(german_refusals().items(), key=lambda item: -len(item[0].replace("{}", "")))
    return tuple((_pattern(english), german) for english, german in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL)
