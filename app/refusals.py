"""What a refusal says: one table with both languages, ``refusals.toml``; where somebody is refused stands the key.

A sentence is a text in English, as the API tells it, that knows itself in German: commands put it into the language asked for.
"""

import errno
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, Self, TypeGuard


class Sentence(str):
    """A sentence in English with its German."""

    __slots__ = ("german",)
    german: str

    def __new__(cls, english: str, german: str) -> Self:
        """The sentence, in both languages."""
        sentence = super().__new__(cls, english)
        sentence.german = german
        return sentence

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, str]]:
        return Sentence, (str(self), self.german)


@cache
def texts() -> Mapping[str, Mapping[Literal["en", "de"], str]]:
    """Every sentence by its key, in both languages; ``{name}`` is what it quotes."""
    return tomllib.loads((files("app") / "refusals.toml").read_text("utf-8"))


def said(key: str, /, **quoted: object) -> Sentence:
    """The sentence of a key with what it quotes.

    Sentences within it are put into German as well, and so are names of topics, which are called ``topic`` or end so.
    ``names`` may be several, which are alternatives: "Nord or Süd".
    """
    template = texts()[key]
    english = {name: " or ".join(value) if _are_names(value, name) else value for name, value in quoted.items()}
    german = {name: _in_german(name, value) for name, value in quoted.items()}
    return Sentence(template["en"].format(**english), template["de"].format(**german))


def said_by_system(error: OSError) -> str:
    """Why a file could not be read or written, in the words of the system."""
    key = f"system_{errno.errorcode.get(error.errno or 0, '')}"
    return said(key) if key in texts() else error.strerror or type(error).__name__


def in_language(text: str, lang: Literal["de", "en"]) -> str:
    """A text in a language; one that has no German stays as it is."""
    return text.german if lang == "de" and isinstance(text, Sentence) else str(text)


def _in_german(name: str, value: object) -> object:
    if _are_names(value, name):
        return "“ oder „".join(value)
    if name.endswith("topic"):
        return texts()[f"topic_{value}"]["de"] if f"topic_{value}" in texts() else value
    return value.german if isinstance(value, Sentence) else value


def _are_names(value: object, name: str) -> TypeGuard[Sequence[str]]:
    """Whether a quoted value is a list of names; any other list is what somebody sent, and quoted as it is."""
    return name == "names" and isinstance(value, tuple | list)
