"""Outlook of an import on the command line: what computes it, and its lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.records.vocabulary import Lang

if TYPE_CHECKING:
    from app.store.bolt import Database
    from app.usecases.imports.outlook import HintList, LookAhead, Outlook
    from app.workers.pool import Workers

_TEXTS = {
    "de": {
        "count": "  {topic}: jetzt {now}, danach {then}",
        "closed": "  Hinweise, die sich schließen würden: {number}",
        "new": "  Hinweise, die dazukämen: {number}",
        "stay": "  offene Hinweise, die blieben: {number}",
        "cut": "  Von manchen Hinweisen werden nur die stärksten aufgeführt: Einer kann auch durch andere dazukommen oder wegfallen.",
        "more": "    … und {count} weitere",
    },
    "en": {
        "count": "  {topic}: now {now}, afterwards {then}",
        "closed": "  hints that would close: {number}",
        "new": "  hints that would be new: {number}",
        "stay": "  open hints that would stay: {number}",
        "cut": "  Of some kinds of hints only the strongest are listed: one can also come or go because of others.",
        "more": "    … and {count} more",
    },
}


def looking_ahead(database: "Database", workers: "Workers", lang: Lang) -> "LookAhead":
    """What gives the outlook of a dry run; a command waits for it, however long it takes."""
    from app.clock import today
    from app.usecases.computing import Computing
    from app.usecases.imports.outlook import look_ahead
    from app.usecases.run_analysis import Runs
    from app.usecases.snapshots import Snapshots

    snapshots = Snapshots(database)
    return look_ahead(database, snapshots, Runs(snapshots, Computing(workers)), today=today(), lang=lang)


def outlook_lines(outlook: "Outlook", lang: Lang) -> Iterator[str]:
    """Numbers of records now and then, and the hints that would close or come."""
    from app.intake.sheets.sheets import title_of

    texts = _TEXTS[lang]
    for count in outlook.counts:
        yield texts["count"].format(topic=title_of(count.topic, lang), now=count.now, then=count.then)
    if outlook.hints is not None:
        yield from _hint_lines("closed", outlook.hints.closed, lang)
        yield from _hint_lines("new", outlook.hints.new, lang)
        yield texts["stay"].format(number=outlook.hints.stay)
        if outlook.hints.cut:
            yield texts["cut"]


def _hint_lines(code: str, hints: "HintList", lang: Lang) -> Iterator[str]:
    yield _TEXTS[lang][code].format(number=hints.number)
    yield from (f"    {title}" for title in hints.first)
    if hints.number > len(hints.first):
        yield _TEXTS[lang]["more"].format(count=hints.number - len(hints.first))
