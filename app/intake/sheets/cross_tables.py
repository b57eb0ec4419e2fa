"""Crosses between organisations and the bodies, areas or themes in the headings, as rows of sheets of ours."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from app.formats.tables import Cell, Row, Table
from app.intake.problems import place_of
from app.intake.questions import Questions
from app.intake.sheets.actors_sheet import ACTORS
from app.intake.sheets.basic_sheets import OFFERS, WORKING_GROUPS
from app.intake.sheets.crosses import NO, YES, KnownNames, cell_text, crossed_columns, listed_by_crosses
from app.intake.sheets.entries import is_sum
from app.intake.sheets.fitting import sheet_loosely_named, sheet_named
from app.intake.sheets.headings import LAST_HEADING_ROW, key_of, meaning
from app.intake.sheets.sheet import Sheet
from app.intake.values.terms import find_term
from app.records.spelling import folded, plain

Meaning = Literal["members", "areas", "offers", "leave_out"]
"""What crosses of organisations can say: who sits in which body, who is active where, who offers something on what."""

_ROLES = {
    **dict.fromkeys(("mitglied", "member", "teilnahme", "vertreten"), "members"),
    **dict.fromkeys(("leitung", "vorsitz", "federführung", "chair"), "chairs"),
    **dict.fromkeys(("moderation", "moderator", "moderatorin"), "moderators"),
}
_FIELDS = ("name", "members", "chairs", "moderators")
_SPEAKS_OF_BODY = re.compile(
    r"\b(?:u?ag|ak|arbeits(?:kreis|gruppe|gemeinschaft)|fach(?:gruppe|kreis)|plenum|jour fixe|verbund|kommission"
    r"|\w*(?:konferenz|runde|netzwerk|beirat|ausschuss|gremium|forum|buendnis|zirkel)|runder tisch"
    r"|(?:lenkungs|steuerungs)\w+|\w*(?<!refe)(?<!for)rat|jha|kgk|sozialraumteam|ordnungspartnerschaft"
    r"|council|committee|board|working group|network|round table|task force)\b"
)
_BODY = re.compile(
    r"(?:u?ag|ak|arbeits(?:kreis|gruppe|gemeinschaft)|fach(?:gruppe|kreis)|verbund|kommission|konferenz|runde|netzwerk|gremium"
    r"|forum|buendnis|zirkel|rat (?:der|des|fuer)|network|board)\b.*[a-z]{2}.*|ag\W.*\b78\b.*"
    r"|(?:\w[\w-]*(?:konferenz|runde|netzwerk|gremium|forum|buendnis|zirkel)|[\w-]*(?:beirat|ausschuss)|plenum|jour fixe"
    r"|runder tisch|(?:lenkungs|steuerungs)\w+|\w+(?<!refe)(?<!for)(?<!vor)rat|jha|kgk|sozialraumteam|ordnungspartnerschaft"
    r"|(?:[a-z']+ ){0,3}(?:council|committee|advisory board|working group|round table|task force))\b.*"
)
"""A heading that is the name of a body: its kind and a name after it, or a kind that is enough of a name."""
_NOT_ITS_NAME = re.compile(
    r"\?|\d\.\s*\d|\b(?:19|20)\d\d\b|\b(?:januar|februar|maerz|april|mai|juni|juli|august|september|oktober|november|dezember)\b"
    r"|einlad|eingelad|interess|verteiler|protokoll|newsletter|mail|anfrag|gefragt|geplant|kuenftig|frueher|ehemalig|wunsch|moecht"
    r"|\b(?:gast|gaeste|info)\b|termin|kontakt|zusage|absage|anmeld|angemeldet|teilnahme|mitglied|(?:video|telefon|presse|online)-?konf"
    r"|ja ?/ ?nein|bekannt|genutzt|\baktiv\b|member|invit|interest|minutes|contact|\blist"
)
"""What headings say about a body that crosses below them are no membership of: an invitation, a session, a list of addresses."""
_SUMS = frozenset({"summe", "gesamt", "anzahl", "total", "sum"})
_NAMES_OF_ACTORS = frozenset({"", "traeger", "partner", "kooperationspartner", "netzwerkpartner", "mitglieder"})
_NUMBERS = frozenset({"nr", "lfdnr", "no", "id", "nummer"})
_FEWEST_COLUMNS = 2
_MOST_QUOTED = 6


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A table of organisations under its headings: the column of their names, and the ``columns`` of crosses that are meant.

    ``alone``: it says nothing else.
    """

    table: Table
    organisations: int
    columns: tuple[int, ...]
    alone: bool

    @property
    def headings(self) -> tuple[str, ...]:
        """What the crosses are under, without the word for its kind before it."""
        return tuple(_LABEL.sub("", self.table.headings[at]) for at in self.columns)

    def rest(self) -> Table:
        """The table without its crosses."""
        headings = ["" if at in self.columns else text for at, text in enumerate(self.table.headings)]
        rows = tuple(
            (number, tuple("" if at in self.columns else cell for at, cell in enumerate(cells)))
            for number, cells in self.table.rows
        )
        return replace(self.table, headings=tuple(headings), rows=rows, spots=self.table.all_spots())


_LABEL = re.compile(r"^(?:gremi(?:um|en)|mitglied(?:schaft)? in|bodies|working groups?)\s*[:\-–]\s*", re.IGNORECASE)


def cross_table(table: Table, bodies: Collection[str], *, listed: bool) -> CrossTable | None:
    """The crosses of organisations that a table holds beside their names; of one that says more, those under words for bodies.

    Args:
        table: of a file.
        bodies: names of bodies that are known, folded.
        listed: its name says that it lists organisations, whatever else it says.
    """
    for number, headings in table.possible_headings(LAST_HEADING_ROW):
        organisations = _organisations(headings)
        if organisations is None:
            continue
        headed = table.headed_by(number)
        rows = [row for row in headed.rows if not is_sum(row[1])]
        crossed = [at for at in sorted(crossed_columns(rows, len(headings), _ROLES)) if headings[at]]
        beside = {at for at, text in enumerate(headings) if text and key_of(text) not in _SUMS | _NUMBERS}
        alone = not listed and beside - {organisations} == set(crossed)
        if alone and _means_something_else([headings[at] for at in crossed], rows, organisations):
            return None
        meant = crossed if alone else [at for at in crossed if _speaks_of_body(headings[at], bodies)]
        if len(meant) >= (_FEWEST_COLUMNS if alone else 1) and (alone or headings[organisations]):
            return CrossTable(replace(headed, rows=tuple(rows)), organisations, tuple(meant), alone)
    return None


def _means_something_else(headings: Sequence[str], rows: Sequence[Row], at: int) -> bool:
    """Whether crosses stand under kinds of organisations, or between organisations themselves."""
    names = {folded(_name(cells, at)) for _, cells in rows}
    return all(find_term(text, "actor_kind") for text in headings) or any(folded(text) in names for text in headings)


def is_body(heading: str, bodies: Collection[str]) -> bool:
    """Whether a heading is a body: one that is known or labelled so, or by nothing but its kind and name; no kind of organisations."""
    bare, text = _LABEL.sub("", heading), plain(heading)
    named = _BODY.fullmatch(text) is not None and _NOT_ITS_NAME.search(text) is None
    return folded(bare) in bodies or bare != heading or (named and find_term(heading, "actor_kind") is None)


def _speaks_of_body(heading: str, bodies: Collection[str]) -> bool:
    """Whether a heading is a body, or has a word for one and is no value of another list, as ``Gebiete: Am Forum``."""
    of_lists = listed_by_crosses(ACTORS, (heading,)) - {"kinds"}
    return is_body(heading, bodies) or (_SPEAKS_OF_BODY.search(plain(heading)) is not None and not of_lists)


def meaning_of_crosses(
    crosses: CrossTable, areas: Collection[str], bodies: Collection[str], questions: Questions
) -> Meaning:
    """What crosses say that are a table of their own, where all headings are bodies or known areas; else somebody has to say.

    What sheet or file are called says nothing of each heading.

    Args:
        crosses: of organisations.
        areas: names of areas that are known, folded.
        bodies: names of bodies that are known, folded.
        questions: of the import.
    """
    if all(is_body(crosses.table.headings[at], bodies) for at in crosses.columns):
        return "members"
    if all(folded(text) in areas for text in crosses.headings):
        return "areas"
    choices: tuple[Meaning, ...] = ("leave_out", "members", "areas", "offers")
    return _asked(crosses, key_of(crosses.table.name), crosses.headings, choices, questions)


def _memberships(crosses: CrossTable, bodies: Collection[str], questions: Questions) -> CrossTable:
    """Of crosses beside other things those under bodies, and under what somebody says to be one."""
    headings = crosses.table.headings
    choices: tuple[Meaning, ...] = ("leave_out", "members")
    columns = tuple(
        at
        for at in crosses.columns
        if is_body(headings[at], bodies)
        or _asked(crosses, f"{key_of(crosses.table.name)}:{key_of(headings[at])}", (headings[at],), choices, questions)
        == "members"
    )
    return replace(crosses, columns=columns)


def _asked(
    crosses: CrossTable, subject: str, headings: Sequence[str], choices: Sequence[Meaning], questions: Questions
) -> Meaning:
    names, name = ", ".join(f"„{text}“" for text in headings[:_MOST_QUOTED]), crosses.table.name
    place = place_of(crosses.table)
    answer = questions.ask("crosses_of", subject, place, choices, default="leave_out", value=name, names=names)
    return cast("Meaning", answer)


def active_in(crosses: CrossTable) -> Table:
    """The table with the word for areas before each of its headings."""
    word = ACTORS.column("active_in").de
    headings = tuple(
        f"{word}: {text}"
        if at in crosses.columns
        else ACTORS.column("name").de
        if at == crosses.organisations
        else text
        for at, text in enumerate(crosses.table.headings)
    )
    return replace(crosses.table, headings=headings, spots=crosses.table.all_spots(), target=ACTORS.de)


def body_tables(crosses: CrossTable, questions: Questions) -> Iterator[Table]:
    """A table for each body with its one row; a word that is no role and no cross is told."""
    table = crosses.table
    names = ", ".join(crosses.headings)
    questions.problems.notice("memberships_read", place_of(table), names=names)
    headings = tuple(WORKING_GROUPS.column(field).de for field in _FIELDS)
    for at, name in zip(crosses.columns, crosses.headings, strict=True):
        by_role: dict[str, list[str]] = {field: [] for field in _FIELDS}
        for _number, organisation, text in _marked(crosses, at, questions):
            by_role[_ROLES.get(text, "members")].append(organisation)
        row = (table.heading_row, (name, *("\n".join(by_role[field]) for field in _FIELDS[1:])))
        yield replace(table, headings=headings, rows=(row,), spots=(table.spot(at),) * len(_FIELDS), remarks=())


def offer_tables(crosses: CrossTable, questions: Questions) -> Iterator[Table]:
    """A table for each heading: an offer of its name by every organisation with a cross."""
    table = crosses.table
    fields = ("name", "leads", "themes", "target_groups")
    headings = tuple(OFFERS.column(field).de for field in fields)
    for at, name in zip(crosses.columns, crosses.headings, strict=True):
        lists = [name if field in _themes(name) else "" for field in fields[2:]]
        rows = tuple(
            (number, (name, organisation, *lists)) for number, organisation, _ in _marked(crosses, at, questions)
        )
        spots = (table.spot(at), table.spot(crosses.organisations), table.spot(at), table.spot(at))
        yield replace(table, headings=headings, rows=rows, spots=spots, remarks=())


def _themes(text: str) -> Mapping[str, object]:
    """The lists of offers that have a word: themes or target groups."""
    lists: Mapping[str, str] = {"themes": "theme", "target_groups": "target_group"}
    return {field: term for field, name in lists.items() if (term := find_term(text, name))}


def _marked(crosses: CrossTable, at: int, questions: Questions) -> Iterator[tuple[int, str, str]]:
    """Row, organisation and mark of each cell that says yes; what says neither yes nor no is told."""
    for number, cells in crosses.table.rows:
        text, name = cell_text(cells, at), _name(cells, crosses.organisations)
        if name and (text in YES or text in _ROLES):
            yield number, name, text
        elif text and text not in NO:
            place = place_of(crosses.table, number, at)
            questions.problems.notice("crosses_unread", place, value=cells[at])


def _name(cells: Sequence[Cell], at: int) -> str:
    return str(cells[at]).strip() if at < len(cells) else ""


def _organisations(headings: Sequence[str]) -> int | None:
    """The first column but for numbers, where it names organisations."""
    at = next((at for at, text in enumerate(headings) if key_of(text) not in _NUMBERS), None)
    if at is None:
        return None
    own_heading = meaning(ACTORS, headings[at])
    named = own_heading is not None and own_heading.columns[0].field == "name"
    return at if named or key_of(headings[at]) in _NAMES_OF_ACTORS else None


def without_crosses(
    tables: Sequence[Table], others: Collection[int], known_names: KnownNames, questions: Questions
) -> tuple[list[Table], list[tuple[CrossTable, Meaning]]]:
    """The tables without the crosses of organisations, and these with what they say; areas stay in their table."""
    rest: list[Table] = []
    crossed: list[tuple[CrossTable, Meaning]] = []
    for table in tables:
        sheet = sheet_named(table.name) or sheet_loosely_named(table.name)
        of_actors = sheet in {None, ACTORS} and not table.hidden and id(table) not in others
        crosses = cross_table(table, known_names["working_groups"], listed=sheet is ACTORS) if of_actors else None
        if crosses is None:
            rest.append(table)
            continue
        bodies = known_names["working_groups"]
        if not crosses.alone:
            rest.append(crosses.rest())
            if (memberships := _memberships(crosses, bodies, questions)).columns:
                crossed.append((memberships, "members"))
            continue
        meant = meaning_of_crosses(crosses, known_names["areas"], bodies, questions)
        if meant == "areas":
            rest.append(active_in(crosses))
        elif meant != "leave_out":
            crossed.append((crosses, meant))
    return rest, crossed


READERS: Mapping[Meaning, tuple[Sheet, Callable[[CrossTable, Questions], Iterator[Table]]]] = {
    "members": (WORKING_GROUPS, body_tables),
    "offers": (OFFERS, offer_tables),
}
"""The sheet of ours and what makes its tables of crosses, by what these say."""
