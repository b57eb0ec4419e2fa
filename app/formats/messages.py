"""What does a person read when an input is wrong? One sentence per code, in German or English."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from app.records.dates import PartialDate, date_text
from app.records.vocabulary import Lang

LONGEST_QUOTE = 60


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("app.formats") / "messages.toml").read_text("utf-8"))


def sentence(key: str, lang: Lang, /, **arguments: object) -> str:
    """The message ``key`` in a language (``de`` or ``en``) with its arguments filled in, safe to show."""
    texts = {name: _safe_text(value) for name, value in arguments.items()}
    return _messages()[key][lang].format(**texts)


def code_of(key: str) -> str:
    """The stable code of a message: its key up to the first full stop (``duplicate.name`` is ``duplicate``)."""
    return key.partition(".")[0]


def keys() -> tuple[str, ...]:
    """Every message there is."""
    return tuple(_messages())


def _safe_text(value: object) -> str:
    """A value fit for a sentence: short, and without characters that could disguise it."""
    text = _written(value)
    text = text if text.isprintable() else "".join(map(_visible, text))
    return text if len(text) <= LONGEST_QUOTE * 6 else text[:LONGEST_QUOTE] + "…"


def _written(value: object) -> str:
    """A value as people write it: ``17.05.2023``, and ``135`` also where it came as 135.0."""
    if isinstance(value, PartialDate):
        return date_text(value)
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _visible(char: str) -> str:
    return f"[U+{ord(char):04X}]" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
