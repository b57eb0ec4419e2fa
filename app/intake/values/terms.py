"""Terms of a vocabulary in a cell: understood, read as another entry, or set aside with the nearest terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from app.intake.values.answers import says_not_known
from app.intake.values.lists import Part, holds_separator, parts_of
from app.intake.values.texts import Notice
from app.records.vocabulary import Lang, Term, fold, vocabulary

_LEGAL_FORMS: Mapping[str, str | None] = {
    "ev": "civic_association",
    "verein ev": "civic_association",
    "eingetragener verein": "civic_association",
    "ggmbh": "nonprofit_provider",
    "gug": "nonprofit_provider",
    "gemeinnützige gmbh": "nonprofit_provider",
    "gemeinnützig": "nonprofit_provider",
    "gmbh": "business",
    "mbh": "business",
    "ug": "business",
    "ag": "business",
    "kg": "business",
    "ohg": "business",
    "gbr": "business",
    "ek": "business",
    "gmbh & co kg": "business",
    "eg": "housing_company",
    "kdör": None,
    "aör": None,
    "körperschaft des öffentlichen rechts": None,
    "anstalt des öffentlichen rechts": None,
}
"""Legal forms that people enter as a kind, with the kind that is most often meant."""

_LEAST_LETTERS = 4  # of a word that is looked for within the names of terms
_MOST_NEAR = 3
_SEPARATORS = frozenset(";|•\r\n")
"""Signs that only stand between values, never within a name of a term."""
_GRADES = frozenset({"tie_status", "strength", "extent"})
"""Their other spellings say the same and need no word, as those of answers do."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The ``codes`` of a cell and what is to be said about its words."""

    codes: tuple[str, ...]
    notices: tuple[Notice, ...] = ()


def read_terms(text: str, name: str, lang: Lang, *, is_list: bool) -> Terms:
    """The terms of the vocabulary ``name`` in a text; one term unless the text is a list (``is_list``).

    A word that is in no list is set aside with its nearest terms; so are further terms where only one fits.
    """
    if not text:
        return Terms(())
    parts = parts_of(text, lambda part: find_term(part, name))
    if not is_list and not all(part.known for part in parts):
        parts = (Part(text, known=False),)  # "ja, gut" is not "ja"
    readings = [_read(part.text, name, lang) for part in parts]
    codes = tuple(dict.fromkeys(code for terms in readings for code in terms.codes))
    notices = tuple(_in_list(notice, text) for terms in readings for notice in terms.notices)
    if is_list or len(codes) < 2:  # noqa: PLR2004 - one fits
        return Terms(codes, notices)
    labels = ", ".join(vocabulary(name).term(code).label(lang) for code in codes)
    return Terms((), (*notices, Notice("several_values", {"value": labels}, left_out=True)))


def _in_list(notice: Notice, text: str) -> Notice:
    """What is said of an unknown word names the sign that separates values, where the cell could hold several."""
    if notice.key != "unknown_value" or not holds_separator(text):
        return notice
    return replace(notice, key="unknown_value.listed", arguments={**notice.arguments, "cell": text})


@lru_cache(maxsize=50_000)
def find_term(text: str, name: str) -> Term | None:
    """The term a text means, also where only hyphens, dots or blanks differ: "Übergang Schule-Beruf"."""
    known = vocabulary(name)
    is_list = not _SEPARATORS.isdisjoint(text)  # "Arbeitsmarkt; Integration" is not "Arbeitsmarktintegration"
    code = None if is_list else _spelled_loosely(name).get(_letters(text))
    return known.find(text) or (known.term(code) if code else None)


@cache
def _spelled_loosely(name: str) -> Mapping[str, str]:
    """Codes by the letters and digits of their names; what two of them share is left out."""
    codes: dict[str, set[str]] = {}
    for spelling, code in vocabulary(name).spellings.items():
        codes.setdefault(_letters(spelling), set()).add(code)
    return {
        letters: min(codes_of_letters)
        for letters, codes_of_letters in codes.items()
        if len(codes_of_letters) == 1 and letters
    }


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


@lru_cache(maxsize=10_000)
def _read(text: str, name: str, lang: Lang) -> Terms:
    term = find_term(text, name)
    if term is not None:
        return Terms((term.code,), _translation(text, term, name, lang))
    if says_not_known(text):
        return Terms(())
    form = fold(text).replace(".", "").replace("e v", "ev")
    if name == "actor_kind" and form in _LEGAL_FORMS:
        return Terms((), (Notice("legal_form", {"value": text}, _labels([_LEGAL_FORMS[form]], lang), left_out=True),))
    return Terms((), (Notice("unknown_value", {"value": text}, nearest(text, name, lang), left_out=True),))


def _labels(codes: Sequence[str | None], lang: Lang) -> tuple[str, ...]:
    return tuple(vocabulary("actor_kind").term(code).label(lang) for code in codes if code)


def _translation(text: str, term: Term, name: str, lang: Lang) -> tuple[Notice, ...]:
    """Said where a word was read as an entry that is called otherwise.

    A kind is a class: that a "Verein" is a "Bürgerverein" and a "Grundschule" a "Schule" needs no word.
    """
    own_spellings = {fold(spelling) for spelling in (term.code, term.de, term.en)}
    is_class = name.endswith("_kind") and any(fold(text) in label or label in fold(text) for label in own_spellings)
    if (
        name in _GRADES
        or vocabulary(name).of_answers
        or is_class
        or _letters(text) in {_letters(spelling) for spelling in own_spellings}
        or _same_word(text, term)
    ):
        return ()
    return (Notice("read_as", {"value": text, "term": term.label(lang)}),)


def _same_word(text: str, term: Term) -> bool:
    """Whether the label is the word itself, with a bracket or in another number: "Kita", "Schulen"."""
    word = fold(text)
    labels = [fold(label) for label in (term.de, term.en)]
    endings = ("e", "n", "en", "s")
    return any(
        label in {word.removesuffix(ending) for ending in endings} | {word + ending for ending in endings}
        or label.startswith(f"{word} (")
        or f"({word})" in label
        for label in labels
    )


@lru_cache(maxsize=2_000)
def nearest(text: str, name: str, lang: Lang) -> tuple[str, ...]:
    """Labels of at most three terms near to a text: written almost like it, or with a word of it in their names."""
    terms = dict.fromkeys(vocabulary(name).suggest(text))
    words = [word for word in fold(text).split() if len(word) >= _LEAST_LETTERS]
    for term in vocabulary(name).terms.values():
        if any(word[: _stem(word)] in fold(spelling) for word in words for spelling in term.names):
            terms.setdefault(term)
    return tuple(term.label(lang) for term in list(terms)[:_MOST_NEAR])


def _stem(word: str) -> int:
    """How much of a word must agree: its ending may differ."""
    return max(_LEAST_LETTERS, len(word) - 2)
