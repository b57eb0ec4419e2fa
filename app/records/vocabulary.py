"""Vocabularies: terms with codes and labels, and the term that a text means."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, Self

from app.errors import UnknownName
from app.records.spelling import folded, near_names

Lang = Literal["de", "en"]

_SUGGESTIONS = 3
_NEAR_MISS = 70.0  # per cent of matching characters; below it suggestions for typing errors become guesses
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_GENDER_SIGN = re.compile(r"(?<=\w)(?:[*:_/·•’']-?innen\b|\(innen\)|\(inn\)en\b)")
_MALE_ENDINGS = ("en", "n", "e")
_SAME_CHARACTER = str.maketrans({"–": "-", "—": "-", "„": None, "“": None, "”": None, '"': None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry: a stable ``code`` and what it is called. The other fields belong to single vocabularies.

    ``profiles``, ``sphere`` (the default) and ``kind_group`` belong to kinds of actors, ``deck`` and ``half_match`` to
    themes, ``universal`` to target groups, ``contact_point`` to places, ``derived`` to grounds of a tie, ``level`` to
    programmes. An indicator has a ``unit`` (percent, persons, per_1000, index), a ``direction``, a ``target_group`` and
    a ``source``. What else is known about a term stands in its file as a comment.
    """

    code: str
    de: str
    en: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    sphere: str | None = None
    kind_group: str | None = None
    profiles: tuple[str, ...] = ()
    deck: bool = False
    half_match: bool = False
    universal: bool = False
    contact_point: bool = False
    derived: bool = False
    level: str | None = None
    unit: str | None = None
    direction: str | None = None
    target_group: str | None = None
    source: str | None = None

    def label(self, lang: Lang) -> str:
        """Label that people read, in German or English."""
        return self.de if lang == "de" else self.en

    @property
    def names(self) -> tuple[str, ...]:
        """Names of this term alone: code, labels, other spellings."""
        return (self.code, self.de, self.en, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Terms by code, in the order of their file. ``spellings`` leads from a folded text to the code it means."""

    name: str
    terms: Mapping[str, Term]
    spellings: Mapping[str, str]

    @classmethod
    def of(cls, name: str, terms: Mapping[str, Term]) -> Self:
        """The vocabulary of these terms."""
        return cls(name=name, terms=terms, spellings=_spellings(terms))

    @property
    def of_answers(self) -> bool:
        """Whether its codes are yes, no and unknown, so that cells are read as answers."""
        return self.terms.keys() == {"yes", "no", "unknown"}

    def term(self, code: str) -> Term:
        """The term with exactly this code; UnknownName if there is none."""
        if code not in self.terms:
            raise UnknownName(f"'{code}' is no code of the vocabulary {self.name}", hint=self._hint(code))
        return self.terms[code]

    def find(self, text: str) -> Term | None:
        """The term a person means by its code, a label, a part of a label or another spelling; None if not clear."""
        word = fold(text)
        code = next((self.spellings[form] for form in (word, *_other_genders(word)) if form in self.spellings), None)
        return self.terms[code] if code is not None else None

    def suggest(self, text: str) -> tuple[Term, ...]:
        """At most three terms written almost like ``text``, the nearest first."""
        near = near_names(fold(text), self.spellings, likeness="words", least=_NEAR_MISS, most=None)
        codes = dict.fromkeys(self.spellings[spelling] for spelling in near)
        return tuple(self.terms[code] for code in list(codes)[:_SUGGESTIONS])

    def parent(self, code: str) -> str | None:
        """The code one level up; None at the top."""
        return self.term(code).parent

    def children(self, code: str) -> tuple[str, ...]:
        """The codes one level down, in the order of the file."""
        self.term(code)
        return tuple(term.code for term in self.terms.values() if term.parent == code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Every code above, the nearest first."""
        parent = self.parent(code)
        return () if parent is None else (parent, *self.ancestors(parent))

    def _hint(self, text: str) -> str:
        near = self.suggest(text) or tuple(self.terms.values())
        return "Known codes are, for example: " + ", ".join(term.code for term in near[:_SUGGESTIONS])


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name, read once; UnknownName if there is none."""
    if name not in vocabulary_names():
        raise UnknownName(f"There is no vocabulary '{name}'", hint="Known are: " + ", ".join(vocabulary_names()))
    text = (files("graph_schema") / "vocabularies" / f"{name}.toml").read_text(encoding="utf-8")
    terms = {code: _term(code, entry) for code, entry in tomllib.loads(text).items()}
    return Vocabulary.of(name, terms)


@cache
def vocabulary_names() -> tuple[str, ...]:
    """The names of all vocabularies, sorted."""
    entries = (files("graph_schema") / "vocabularies").iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """``text`` without what does not distinguish words: case, spaces, kinds of dash, quotes, gender signs."""
    return folded(_GENDER_SIGN.sub("innen", folded(unicodedata.normalize("NFC", text).translate(_SAME_CHARACTER))))


def _other_genders(word: str) -> Iterator[str]:
    """The forms that a word for both genders could be listed by: "migranteninnen" stands for "Migranten/innen"."""
    stem = word.removesuffix("innen")
    if stem != word:
        yield from (stem, *(stem + ending for ending in _MALE_ENDINGS))
        yield from (stem.removesuffix(ending) + "innen" for ending in _MALE_ENDINGS if stem.endswith(ending))


def _term(code: str, entry: Mapping[str, object]) -> Term:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Term(code=code, **fields)  # type: ignore[arg-type]  # TOML border: the tests read every file


def _spellings(terms: Mapping[str, Term]) -> dict[str, str]:
    """Folded names, and parts of labels that belong to one term only and are no name of another."""
    spellings = {fold(name): term.code for term in terms.values() for name in term.names}
    owners: dict[str, set[str]] = {}
    for term in terms.values():
        for part in _parts(term):
            owners.setdefault(part, set()).add(term.code)
    clear = {part: min(codes) for part, codes in owners.items() if len(codes) == 1 and part not in spellings}
    return spellings | clear


def _parts(term: Term) -> Iterator[str]:
    """The labels without what is in brackets, whole and cut at " / "."""
    for label in (term.de, term.en):
        plain = _BRACKETS.sub("", label)
        yield fold(plain)
        yield from (fold(part) for part in plain.split(" / "))
