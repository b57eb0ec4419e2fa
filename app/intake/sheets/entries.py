"""Rows of a sheet that are entries: sums, sources, comments, headings again and headings in between are none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from app.formats.tables import Cell, RemarkKind, Table, headings_of
from app.intake.problems import place_of
from app.intake.questions import Questions
from app.intake.sheets.headings import SheetTable, key_of
from app.intake.sheets.sheet import PERIODS, Kind
from app.intake.values.answers import read_answer
from app.records.answer_words import ENDED_WORDS, NOT_YET_WORDS
from app.records.name_words import name_words
from app.records.schema import Topic
from app.records.spelling import folded, plain
from app.records.vocabulary import vocabulary

_BLANK = frozenset({"", " "})
_AMOUNT = re.compile(r"[\d.,\s€%+-]*(?:EUR|Euro)?\s*", re.IGNORECASE)
_NO_ENTRY = re.compile(
    r"(?:(?:zwischen|gesamt|end)?summen?|gesamt(?:zahl|ergebnis)?|insgesamt|total|sum|subtotal|anzahl|(?:daten)?quellen?|source"
    r"|stand|hinweise?|anmerkung(?:en)?|bemerkung(?:en)?|erläuterung(?:en)?|legende|fußnoten?|durchschnitt|mittelwert|average"
    r"|notes?|comments?|remarks?|as of|beispiele?|example)\s*(?:[:=(]|\d|$).*"
    r"|(?:alle )?(?:angaben|daten) (?:ohne gewähr|vorbehaltlich|nach|laut|gemäß)\b.*|(?:änderungen|irrtümer)\b.*\bvorbehalten\W*"
    r"|(?:letzte aktualisierung|zuletzt (?:aktualisiert|geändert)|erstellt|bearbeitet|zusammengestellt)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL_AT_THE_END = re.compile(
    r"(?:\d+\s)?.*\b(?:insgesamt|gesamt|total|summe)\s*[:=]?\s*[\d.,]*", re.IGNORECASE | re.DOTALL
)
_FOOTNOTE = re.compile(r"(?:#|//|\*{1,3}\)?\s|\d\)\s|¹|²|³|©).*", re.DOTALL)
_COMMENT = re.compile(rf"{_FOOTNOTE.pattern}|.*[!?:]", re.DOTALL)
_FIRST_CLAUSE = re.compile(r"\s*[,;(–]|\s-\s|\n")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})[.)]\s+|[\s:–—-]+$")
_HEADINGS_OF_NAMES = frozenset({"name", "bezeichnung", "titel", "title"})
"""Cells that are the heading of a column of names, below another row of headings."""
_SAYS_MUCH = 2
"""Filled cells beyond which a row is more than a name."""
_PLURAL_ENDINGS = ("e", "n", "en", "s", "er")
_SECTIONS = frozenset(
    {
        *("sonstige", "sonstiges", "weitere", "andere", "verschiedenes", "verwaltung", "politik", "wirtschaft"),
        *("zivilgesellschaft", "soziales", "behoerden", "aemter", "freie traeger", "oeffentliche traeger", "kirchen"),
        *("others", "authorities", "associations", "administration", "civil society"),
    }
)
"""What lists are divided by and no vocabulary has."""
_STATUS_HEADINGS = frozenset(
    {
        *("status", "stand", "projektstatus", "bearbeitungsstatus", "bewilligungsstatus", "zustand", "state"),
        *("bewilligt", "bewilligung", "entscheidung", "votum", "beschluss", "approved", "decision"),
    }
)
_EXISTENCE_HEADINGS = frozenset(
    {
        *("aktiv", "nochaktiv", "aktuell", "nochaktuell", "findetstatt", "laeuftnoch", "bestehtnoch", "existiertnoch"),
        *("gibtesnoch", "active", "stillactive", "current"),
    }
)
"""Headings under which a no says that what a row tells is no more."""
_WITH_STATUS: frozenset[Topic] = frozenset({"actors", "offers", "projects", "working_groups", "places", "grants"})
_NEVER = frozenset(
    {
        *("abgelehnt", "abgesagt", "zurückgezogen", "nicht bewilligt", "nicht zustande gekommen", "ausgefallen"),
        *("zurückgestellt", "beantragt", "verworfen", "entwurf", "idee"),
        *("rejected", "cancelled", "applied for", "draft", "idea"),
    }
)
"""Words of a status that say: it never came about."""
_OVER_IN_NAME = re.compile(
    r"\(\s*(?:seit [\w. ]+ |in \d{4} )?(geschlossen|aufgelöst|eingestellt|beendet|inaktiv|closed|dissolved)\b"
    r"|^(ehem(?:als|alig(?=\w*\s)|(?=\.)))",
    re.IGNORECASE,
)
"""Notes in names that say it is over: ``Jugendheim (geschlossen 2022)``, ``ehem. Jugendheim``."""
_OF_SECTIONS: Mapping[Topic, tuple[str, ...]] = {
    "actors": ("actor_kind", "theme"),
    "offers": ("offer_form", "theme", "target_group"),
    "projects": ("theme", "target_group"),
    "working_groups": ("working_group_kind", "theme"),
    "places": ("place_kind",),
}
"""Topics whose lists people divide by headings in between: the vocabulary of kinds, then those of themes and groups."""


def entries_only(sheet_table: SheetTable, questions: Questions) -> SheetTable:
    """The sheet without rows that are no entries; of a name that stands alone it is asked whether it is a heading."""
    table, columns = sheet_table.table, _columns_about_existence(sheet_table)
    telling = _Telling(tuple(cells for _, cells in table.rows if _says_more(cells)))
    entries = []
    for number, cells in table.rows:
        quoted = next((str(cell) for cell in cells if cell != ""), "")
        if quoted and not _is_entry(sheet_table, number, cells):  # the row of an empty form is one that lacks its name
            questions.problems.notice("no_entry", place_of(table, number), value=quoted)
        elif not _is_section(sheet_table, number, cells, telling, questions) and all(
            _holds(sheet_table, (number, cells), at, questions) for at in columns
        ):
            entries.append((number, cells))
    return replace(sheet_table, table=replace(table, rows=tuple(entries)))


def _is_entry(sheet_table: SheetTable, number: int, cells: Sequence[Cell]) -> bool:
    table = sheet_table.table
    if sheet_table.columns and all(_is_blank(cells, index) for index in sheet_table.columns):
        return False
    at, first = _first(cells)
    is_heading = key_of(first) in _HEADINGS_OF_NAMES and at in sheet_table.columns
    if is_heading or (table.headings[at : at + 1] == (first,) and _is_heading_again(table, cells)):
        return False
    if table.remarks and _is_heading_between(table, number, cells):
        return False
    if _NO_ENTRY.fullmatch(first):
        return not (_lacks_required(sheet_table, cells) or _is_bare(cells[at + 1 :]))
    if not set(cells[at + 1 :]) <= _BLANK:
        return True
    is_remark = _COMMENT.fullmatch(first) or _TOTAL_AT_THE_END.fullmatch(first)
    return not (_FOOTNOTE.fullmatch(first) or (is_remark and _lacks_required(sheet_table, cells)))


def _lacks_required(sheet_table: SheetTable, cells: Sequence[Cell]) -> bool:
    asked_for = (index for index, column in sheet_table.columns.items() if column.asked_for)
    return any(_is_blank(cells, index) for index in asked_for)


def _first(cells: Sequence[Cell]) -> tuple[int, str]:
    """Position of the first filled cell, and its text."""
    return next(((at, str(cell).strip()) for at, cell in enumerate(cells) if cell not in _BLANK), (0, ""))


def _is_blank(cells: Sequence[Cell], index: int) -> bool:
    return index >= len(cells) or cells[index] in _BLANK


def _is_bare(cells: Sequence[Cell]) -> bool:
    """Whether there are no words but only numbers and amounts."""
    return not any(isinstance(cell, str) and _AMOUNT.fullmatch(cell) is None for cell in cells)


def is_sum(cells: Sequence[Cell]) -> bool:
    """Whether a row begins with what stands before sums and sources, and nothing but numbers follows."""
    at, first = _first(cells)
    return _NO_ENTRY.fullmatch(first) is not None and _is_bare(cells[at + 1 :])


def _is_heading_again(table: Table, cells: Sequence[Cell]) -> bool:
    texts = headings_of(cells)[: len(table.headings)]
    return texts == table.headings[: len(texts)] and sum(map(bool, texts)) > 1


def _is_heading_between(table: Table, number: int, cells: Sequence[Cell]) -> bool:
    """A row whose only text is merged over several columns."""
    filled = [index for index, cell in enumerate(cells) if cell not in _BLANK]
    return len(filled) > 1 and any(
        remark.kind is RemarkKind.MERGED
        and remark.first[0] == number
        and remark.first[1] <= filled[0] < filled[-1] <= remark.last[1]
        for remark in table.remarks
    )


@dataclass(frozen=True)
class _Telling:
    """The rows of a list that say more than a name, and the texts in them: looked at once, not for each bare row."""

    rows: tuple[Sequence[Cell], ...]

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text of theirs, folded."""
        return frozenset(folded(cell) for cells in self.rows for cell in cells if isinstance(cell, str))


def _is_section(
    sheet_table: SheetTable, number: int, cells: Sequence[Cell], telling: _Telling, questions: Questions
) -> bool:
    """Whether a row is only a heading above the next ones, as "Vereine" is: so it is read unless somebody says no."""
    if _says_more(cells):
        return False
    filled = [index for index, cell in enumerate(cells) if cell not in _BLANK]
    heads = {0, *(index for index, column in sheet_table.columns.items() if column.field == "name")}
    text = str(cells[filled[0]]).strip() if len(filled) == 1 and filled[0] in heads else ""
    if not text or not (_divides(text, sheet_table, telling) or _stands_apart(number, sheet_table)):
        return False
    table, index = sheet_table.table, filled[0]
    place = place_of(table, number, index)
    subject = f"{sheet_table.sheet.topic}:{plain(text).replace(' ', '-')}"
    return questions.ask("section", subject, place, ("yes", "no"), default="yes", value=text) == "yes"


def _stands_apart(number: int, sheet_table: SheetTable) -> bool:
    """Whether a row is the last one, below an empty row, of a table whose other rows say several things."""
    rows = sheet_table.table.rows
    if rows[-1][0] != number or (len(rows) > 1 and rows[-2][0] >= number - 1):
        return False
    above = [cells for row, cells in rows if row < number]
    return bool(above) and all(len(cells) - cells.count("") > _SAYS_MUCH for cells in above)


def _columns_about_existence(sheet_table: SheetTable) -> Sequence[int]:
    """Columns that could say that what a row tells is not so: of pairs each that is not read, else those of a status and of names."""
    table, topic = sheet_table.table, sheet_table.sheet.topic
    unread = [at for at, heading in enumerate(table.headings) if heading and at not in sheet_table.columns]
    if topic == "cooperations":
        return unread
    with_status = [at for at in unread if key_of(table.headings[at]) in _STATUS_HEADINGS | _EXISTENCE_HEADINGS]
    names = [at for at, column in sheet_table.columns.items() if column.field == "name"]
    return [*with_status, *names] if topic in _WITH_STATUS else []


def _holds(sheet_table: SheetTable, row: tuple[int, Sequence[Cell]], at: int, questions: Questions) -> bool:
    """Whether a row is about what exists: where a column says otherwise, only if somebody says so."""
    number, cells = row
    text = str(cells[at]) if at < len(cells) else ""
    if at in sheet_table.columns:
        text = _end_in_name(text)
    if not text:
        return True
    word = folded(_FIRST_CLAUSE.split(text.strip())[0]).strip(" .!")
    if not _denies(sheet_table, cells, word):
        return True
    table, topic = sheet_table.table, sheet_table.sheet.topic
    place, choices, heading = place_of(table, number, at), ("take", "leave_out"), table.headings[at]
    subject, variant = f"{topic}:{plain(word).replace(' ', '-') or word}", ""
    if topic == "cooperations":
        subject, variant = f"{topic}:{key_of(heading)}:{plain(word).replace(' ', '-') or word}", ".pair"
    answer = questions.ask(
        "not_running", subject, place, choices, default="leave_out", variant=variant, value=text, heading=heading
    )
    return answer == "take"


def _end_in_name(name: str) -> str:
    """The word of a name that says it is over, ``geschlossen`` or ``ehem``; empty where none does."""
    over = _OVER_IN_NAME.search(name)
    return next(filter(None, over.groups())) if over else ""


def _denies(sheet_table: SheetTable, cells: Sequence[Cell], word: str) -> bool:
    """Whether a word says that what a row tells never came about, is not yet, is over, or of a pair: is not so."""
    ends = (
        index
        for index, column in sheet_table.columns.items()
        if column.kind in PERIODS and column.kind is not Kind.START
    )
    if word in ENDED_WORDS:
        return all(_is_blank(cells, index) for index in ends)
    if sheet_table.sheet.topic == "cooperations" and word:
        return word in _NEVER or read_answer(word) in {"no", "unknown"}
    return word in NOT_YET_WORDS | _NEVER or read_answer(word) == "no"


def _divides(text: str, sheet_table: SheetTable, telling: _Telling) -> bool:
    """Whether a text divides a list that says more than names: kinds, themes, or what stands in cells of other rows."""
    topic = sheet_table.sheet.topic
    if topic not in _OF_SECTIONS or 2 * len(telling.rows) < len(sheet_table.table.rows):
        return False
    bare = _NUMBERING.sub("", text)
    return folded(bare) in telling.texts or _names_several(bare, topic)


def _says_more(cells: Sequence[Cell]) -> bool:
    return len(cells) - cells.count("") - cells.count(" ") > 1


def _names_several(text: str, topic: Topic) -> bool:
    """Whether a text is what lists are divided by: a theme, or the plural of a kind; "Jugendamt" alone is a name."""
    if plain(text) in _SECTIONS or any(vocabulary(name).find(text) for name in _OF_SECTIONS[topic][1:]):
        return True
    return not _singular_kinds(topic).isdisjoint(_singulars(plain(text)))


@cache
def _singular_kinds(topic: Topic) -> frozenset[str]:
    kinds = vocabulary(_OF_SECTIONS[topic][0])
    return frozenset(map(plain, kinds.spellings)) | name_words().generic


def _singulars(word: str) -> Iterator[str]:
    """What a plural could be the plural of: "Verbände" of "Verband"."""
    for ending in _PLURAL_ENDINGS:
        if word.endswith(ending):
            singular = word.removesuffix(ending)
            yield from (singular, singular.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
