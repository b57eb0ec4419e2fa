"""The words of names: in one spelling, without legal forms, and the names that share them with a text."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from app.records.name_words import name_words
from app.records.spelling import plain

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\be\.\s?[kvg]\b\.?|\b[a-z](?:\.[a-z]\b)+\.?")


@dataclass(frozen=True, slots=True)
class NameSpelling:
    """A name without what people write in different ways: its ``words``, and the ``legal_forms`` it names."""

    words: tuple[str, ...]
    legal_forms: frozenset[str]

    @property
    def letters(self) -> str:
        """The words as one: a hyphen or blank is no difference."""
        return "".join(self.words)


@lru_cache(maxsize=50_000)
def name_spelling(text: str) -> NameSpelling:
    """The words of a name in one spelling: small letters, short forms written out, legal forms put aside."""
    known = name_words()
    written = _WORD.findall(_DOTTED.sub(lambda dotted: re.sub(r"\W", "", dotted.group()), plain(text)))
    core = [word for word in written if word not in known.legal_forms] or written
    words = tuple(part for word in core for part in known.spellings.get(word, (word,)))
    return NameSpelling(words, frozenset(written) & known.legal_forms)


class WordIndex:
    """The names of one topic by the words that say who each is, so that few are looked at for a text.

    Args:
        names: by id.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._words = {record_id: frozenset(name_spelling(name).words) for record_id, name in names.items()}
        self._having: dict[str, set[str]] = {}
        for record_id, words in self._words.items():
            for word in _telling(words):
                self._having.setdefault(word, set()).add(record_id)
        self._by_rarest: dict[str, list[str]] = {}
        for record_id, words in self._words.items():
            if telling := _telling(words):
                rarest = min(telling, key=lambda word: (len(self._having[word]), word))
                self._by_rarest.setdefault(rarest, []).append(record_id)

    def sharing(self, text: str) -> tuple[str, ...]:
        """The ids whose words are all in the text or the other way round, sorted; one that says who it is is shared."""
        words = frozenset(name_spelling(text).words)
        telling = _telling(words)
        within = {
            record_id
            for word in telling
            for record_id in self._by_rarest.get(word, ())
            if self._words[record_id] <= words
        }
        having = sorted((self._having.get(word, set()) for word in telling), key=len)
        around = {
            record_id
            for record_id in (having[0].intersection(*having[1:]) if having else ())
            if words <= self._words[record_id]
        }
        return tuple(sorted(within | around))


def _telling(words: AbstractSet[str]) -> AbstractSet[str]:
    """The words that say who it is: neither ``Verein`` nor ``und``."""
    return words - name_words().generic - name_words().fillers
