"""Sentences of findings, from ``texts/<analysis>.<lang>.toml``, filled with names, labels and dates."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib import resources
from typing import Any, Literal, get_args

from jinja2 import Environment, StrictUndefined, Template

from app.errors import InvalidInput
from app.findings import Code, Message, Subject
from app.records.vocabulary import Lang, vocabulary
from app.refusals import said
from app.report.area_articles import with_articles

LANGUAGES: tuple[Lang, ...] = get_args(Lang)
_QUOTES = {"de": "„{}“", "en": "“{}”"}
_GERMAN_INSIDE = {"de": str.maketrans("„“”", "‚‘’"), "en": str.maketrans("„“”", "‘’’")}
_ENGLISH_INSIDE = str.maketrans("“”", "‘’")
"""Quotation marks of a name inside those of the sentence: the sign that ends a German quotation begins an English one."""
_AND = {"de": " und ", "en": " and "}
_AS_WELL_AS = {"de": " sowie ", "en": " as well as "}
"""Between parts of which one holds an "and" of its own: „Bildung und Beruf sowie Gesundheit“."""
_MORE = {"de": "{} weitere", "en": "{} more"}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORTEST_GROUPED_NUMBER = 10_000

LabelTable = Literal["heading", "unknown", "not_looked_at", "reason", "read_back"]
"""Tables of labels that an analysis may have of its own, as ``[labels.<table>]``; ``common`` holds those of several."""


@dataclass(frozen=True, slots=True)
class About:
    """What an analysis is about, for people who are no specialists: a title, its question, a sentence."""

    title: str
    question: str
    sentence: str

    @property
    def in_report(self) -> str:
        """The line of the report on how it was made."""
        return f"{self.title}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Sentences:
    """One finding in words."""

    title: str
    what: str
    why: str
    what_to_do: str
    additions: tuple[str, ...]


def value_text(value: object, lang: Lang) -> str:
    """A value as a reader of that language writes it.

    Raises:
        ValueError: for None: a sentence must not be built around what is not known.
    """
    match value:
        case None:
            raise ValueError("a sentence uses an argument that is not known; put it into {% if %}")
        case Subject():
            return value.name
        case Code():
            term = vocabulary(value.vocabulary).term(value.code)
            return term.de if lang == "de" else term.en
        case date():
            return _day(value, lang)
        case tuple() | list():
            return _listed([value_text(part, lang) for part in value], lang)
        case int() | float():
            return number(value, lang)
    return str(value)


def in_sentence(value: object, lang: Lang) -> str:
    """A value inside a sentence: counts up to twelve in words, everything else as it is shown."""
    return in_words(value, lang) if type(value) is int else value_text(value, lang)


def number(value: float, lang: Lang) -> str:
    """A number with the separators of the language; groups of three from 10,000 on."""
    text = f"{value:,}" if abs(value) >= _SHORTEST_GROUPED_NUMBER else f"{value}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "de" else text


def _day(day: date, lang: Lang) -> str:
    return f"{day:%d.%m.%Y}" if lang == "de" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _listed(parts: list[str], lang: Lang) -> str:
    """Parts one after the other; where one holds a comma or an "and" of its own, the reader still sees where it ends."""
    commas = any(", " in part for part in parts)
    last = _AS_WELL_AS[lang] if commas or any(_AND[lang] in part for part in parts) else _AND[lang]
    return _joined(parts, last, "; " if commas else ", ")


def _joined(parts: list[str], last: str, between: str = ", ") -> str:
    return last.join([between.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def quoted(value: object, lang: Lang) -> str:
    """Names in quotation marks, joined."""
    parts: Iterable[object] = value if isinstance(value, tuple | list) else (value,)
    return _joined([_QUOTES[lang].format(_inside(value_text(part, lang), lang)) for part in parts], _AND[lang])


MOST_LISTED = 8
"""Works that a sentence lists with their leads."""


def with_leads(works: Sequence[tuple[Subject, Sequence[Subject]]], lang: Lang) -> str:
    """Offers or projects, each with those who lead it: "„Lernclub“ (Haus) und „Lernzeit“ (Schule)"."""
    shown = works if len(works) <= MOST_LISTED + 1 else works[:MOST_LISTED]
    told = [quoted(work, lang) + (f" ({value_text(leads, lang)})" if leads else "") for work, leads in shown]
    more = len(works) - len(shown)
    return _joined([*told, *([_MORE[lang].format(in_words(more, lang))] if more else [])], _AND[lang])


def _inside(name: str, lang: Lang) -> str:
    """A name that may hold a quotation, as it stands within quotation marks."""
    return name.translate(_GERMAN_INSIDE[lang] if "„" in name else _ENGLISH_INSIDE)


_NUMBERS = {
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


def in_words(count: int, lang: Lang) -> str:
    """A count as it stands in a sentence: two to twelve in words, the others in digits."""
    words = _NUMBERS[lang]
    return words[count - 2] if 2 <= count < len(words) + 2 else number(count, lang)  # noqa: PLR2004 - one has a gender


def _none_of(kind: Code, lang: Lang) -> str:
    """That there is none of a kind of organisation: "keine Schule", "kein Wohnungsunternehmen"."""
    return str(texts("actor-kinds", lang)["none"][kind.code])


def _plural(count: int, singular: str, plural: str) -> str:
    return singular if count == 1 else plural


@cache
def _environment(lang: Lang, finalize: Callable[..., str]) -> Environment:
    environment = Environment(undefined=StrictUndefined, autoescape=False, finalize=partial(finalize, lang=lang))  # noqa: S701 - plain sentences; renderers escape
    environment.filters["quoted"] = partial(quoted, lang=lang)
    environment.filters["with_leads"] = partial(with_leads, lang=lang)
    environment.filters["digits"] = partial(number, lang=lang)
    environment.filters["in_words"] = partial(in_words, lang=lang)
    environment.filters["none_of"] = partial(_none_of, lang=lang)
    environment.globals["plural"] = _plural
    environment.globals["in_words"] = partial(in_words, lang=lang)
    return environment


@cache
def texts(name: str, lang: Lang) -> Mapping[str, Any]:
    """The tables of ``texts/<name>.<lang>.toml``; a text ``@part`` is the one of that name in its table ``[parts]``."""
    file = resources.files("app.report") / "texts" / f"{name}.{lang}.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    parts = tables.pop("parts", {})
    return {code: _with_parts(table, parts) for code, table in tables.items()}


def _with_parts(value: Any, parts: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _with_parts(inner, parts) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_parts(inner, parts) for inner in value]
    return parts[value[1:]] if value.startswith("@") else value


def label(table: str, code: str, lang: Lang) -> str:
    """A fixed text of ``common``: a title, a state, a name of a kind of record."""
    return str(texts("common", lang)[table][code])


def own_label(analysis: str, table: LabelTable, code: str, lang: Lang) -> str | None:
    """A label that only one analysis uses, from its own texts; None where it has none."""
    label = _texts_of(analysis, lang).get("labels", {}).get(table, {}).get(code)
    return None if label is None else str(label)


def label_of(analysis: str, table: LabelTable, code: str, lang: Lang) -> str:
    """The label of a code of an analysis: its own, else the one shared by several, else the code in plain letters."""
    label = own_label(analysis, table, code, lang)
    return label if label is not None else str(texts("common", lang).get(table, {}).get(code, code.replace("_", " ")))


def about(analysis: str, lang: Lang) -> About:
    """What an analysis is about, from its own texts; its id, where nobody wrote it yet."""
    table = _texts_of(analysis, lang).get("about", {})
    return About(**{name: str(table.get(name, analysis)) for name in ("title", "question", "sentence")})


def _texts_of(analysis: str, lang: Lang) -> Mapping[str, Any]:
    try:
        return texts(analysis, lang)
    except FileNotFoundError:
        return {}


def filled(template: str, lang: Lang, **arguments: object) -> str:
    """A fixed text with arguments."""
    return " ".join(_template(template, lang, value_text).render(arguments).split())


def sentence_of(template: str, lang: Lang, **arguments: object) -> str:
    """A sentence with arguments: small counts in words, areas with their article."""
    text = " ".join(_template(template, lang, in_sentence).render(arguments).split())
    begun = text[:1].upper() + text[1:] if text.startswith(tuple(f"{word} " for word in _NUMBERS[lang])) else text
    return with_articles(begun) if lang == "de" else begun


@cache
def _template(text: str, lang: Lang, finalize: Callable[..., str]) -> Template:
    return _environment(lang, finalize).from_string(text)


def sentences(analysis: str, message: Message, lang: Lang, **common: object) -> Sentences:
    """The sentences of a message; a code without sentences is told by those of ``common``, which name it.

    Args:
        analysis: id of the analysis, which is the name of the file.
        message: code (a table of the file) and arguments.
        lang: ``de`` or ``en``.
        common: arguments every text may use: ``rests_on``, ``stand``, ``audience``, ``neutral`` (if not given: no).
    """
    table = _table_of(analysis, message, lang)
    arguments = _arguments(analysis, message, lang, common)

    def fill(text: str) -> str:
        return sentence_of(text, lang, **arguments)

    return Sentences(
        title=fill(table["title"]),
        what=fill(table["what"]),
        why=fill(table["why"]),
        what_to_do=fill(table["what_to_do"]),
        additions=tuple(filter(None, (fill(addition) for addition in table.get("additions", ())))),
    )


def title_of(analysis: str, message: Message, lang: Lang, **common: object) -> str:
    """The title of a message alone; parameters as of :func:`sentences`."""
    arguments = _arguments(analysis, message, lang, common)
    return sentence_of(_table_of(analysis, message, lang)["title"], lang, **arguments)


def _table_of(analysis: str, message: Message, lang: Lang) -> Mapping[str, Any]:
    """The texts of a message."""
    table: Mapping[str, Any] = _texts_of(analysis, lang).get(message.code) or texts("common", lang)["without_text"]
    return table


def _arguments(analysis: str, message: Message, lang: Lang, common: Mapping[str, object]) -> dict[str, object]:
    """Arguments that fill the texts of a message."""
    known = {"analysis": about(analysis, lang).title, "code": message.code, "neutral": False}
    return known | dict(message.arguments) | dict(common)


def known_language(lang: str) -> Lang:
    """The language, refused when there are no texts in it."""
    known = next((language for language in LANGUAGES if language == lang), None)
    if known is None:
        raise InvalidInput(said("unknown_language", lang=lang), hint=said("choose_language"))
    return known
