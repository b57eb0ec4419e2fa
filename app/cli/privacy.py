"""Privacy: what is held of somebody, its erasure, and what is over its time."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.environment import read_settings
from app.cli.keys import forgotten_text
from app.cli.output import Json, Lang, Workspace, named_topic, say, stderr, write_text
from app.clock import now
from app.records.vocabulary import Lang as Language
from app.report.forms.json import dumps

if TYPE_CHECKING:
    from app.records.references import Key
    from app.store.bolt import Database
    from app.usecases.erase import Erased, Held
    from app.usecases.retention import Retention

commands = typer.Typer(help="What is held of somebody, its erasure, and what is over its time.", no_args_is_help=True)

_PERSON = ("person:", "key:")

_TEXTS = {
    "de": {
        "erased": "Gelöscht: {removed}; geändert: {changed}; frühere Stände im Verlauf: {images}; daneben: {mentions}.",
        "would": "Zu löschen: {removed}; zu ändern: {changed}; frühere Stände im Verlauf: {images}; daneben: {mentions}. Noch wurde nichts geändert.",
        "words": "Gesucht nach: {texts}",
        "remaining": "Der Name steht auch in Kennungen, die bleiben; löschen Sie diese Einträge einzeln: {ids}",
        "would_forget": "Änderungen, bei denen steht, dass sie von dort kamen: {count}. Noch wurde nichts geändert.",
        "due": "{workspace}: „{name}“ – {answers} einzelne Antworten, seit {since}",
        "none_due": "Nichts ist über seine Zeit.",
        "kept": "Zusammengefasste Befragungen: {count}. Was aus den Antworten folgt, steht unter Zusammenarbeit.",
        "would_keep": "Zusammenzufassende Befragungen: {count}. Noch wurde nichts geändert.",
    },
    "en": {
        "erased": "Deleted: {removed}; changed: {changed}; former states in the history: {images}; beside them: {mentions}.",
        "would": "To delete: {removed}; to change: {changed}; former states in the history: {images}; beside them: {mentions}. Nothing was changed yet.",
        "words": "Looked for: {texts}",
        "remaining": "The name also stands in ids, which stay; erase these records by themselves: {ids}",
        "would_forget": "Changes that tell that they came from there: {count}. Nothing was changed yet.",
        "due": "{workspace}: “{name}” – {answers} single answers, since {since}",
        "none_due": "Nothing is over its time.",
        "kept": "Waves aggregated: {count}. What follows from the answers stands among the cooperations.",
        "would_keep": "Waves to aggregate: {count}. Nothing was changed yet.",
    },
}

Subject = Annotated[
    str,
    typer.Argument(metavar="SUBJECT", help="actors/ID or another topic/ID, person:NAME or key:ID of who made changes"),
]


@commands.command("export")
def export(
    subject: Subject,
    workspace: Workspace = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="file to write; else stdout")] = None,
    lang: Lang = "de",
) -> None:
    """Write all that is held of somebody as JSON: records, former states, decisions, answers, changes made."""
    from app.cli.connected import in_workspace, with_database
    from app.usecases.erase import changes_made_by, held_of

    if subject.startswith(_PERSON):
        changes = with_database(lambda database: changes_made_by(database, subject), read_settings(), lang)
        write_text(dumps({"subject": subject, "changes": changes}), out)
        return
    key = _key(subject, lang)
    held = in_workspace(lambda database, workspace_id: held_of(database, workspace_id, key), workspace, lang)
    write_text(dumps({"subject": subject, **_plain(held)}), out)


def _plain(held: "Held") -> dict[str, Any]:
    return {
        "looked_for": held.texts,
        "records": held.records,
        "history": held.history,
        "mentions": held.mentions,
    }


@commands.command("erase")
def erase(
    subject: Subject,
    text: Annotated[
        list[str] | None, typer.Option("--text", help="further words to take out of every text; may be repeated")
    ] = None,
    workspace: Workspace = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would be erased")] = False,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Erase somebody for good, from the history too; the chain of hashes still holds. This cannot be undone."""
    from app.cli.connected import in_workspace, with_database
    from app.usecases.erase import erase as erase_subject

    texts = _TEXTS[lang]
    if subject.startswith(_PERSON):
        count = with_database(lambda database: _forgotten(database, subject, dry_run=dry_run), read_settings(), lang)
        line = texts["would_forget"].format(count=count) if dry_run else forgotten_text(count, lang)
        say({"dry_run": dry_run, "who": subject, "forgotten": count}, line, as_json=as_json)
        return
    key = _key(subject, lang)

    async def work(database: "Database", workspace_id: str) -> "Erased":
        return await erase_subject(database, workspace_id, key, texts=text or (), at=now(), dry_run=dry_run)

    erasure = in_workspace(work, workspace, lang)
    counts = {name: len(value) if isinstance(value, tuple) else value for name, value in asdict(erasure).items()}
    lines = [texts["would" if dry_run else "erased"].format(**counts)]
    lines += [texts["words"].format(texts=", ".join(erasure.texts))] if erasure.texts else []
    lines += [f"  {entry}" for entry in (*erasure.removed, *erasure.changed)]
    lines += [texts["remaining"].format(ids=", ".join(erasure.remaining))] if erasure.remaining else []
    say({"dry_run": dry_run, **asdict(erasure)}, "\n".join(lines), as_json=as_json)


async def _forgotten(database: "Database", author: str, *, dry_run: bool) -> int:
    from app.store.erasure.authors import forget_author
    from app.usecases.erase import changes_made_by

    return len(await changes_made_by(database, author)) if dry_run else await forget_author(database, author)


@commands.command("retention")
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what is over its time")] = False,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Delete what is over its time in all workspaces, as a running service does every hour."""
    from app.cli.connected import with_database
    from app.usecases.retention import retain

    async def work(database: "Database") -> "Retention":
        return await retain(database, now(), dry_run=dry_run)

    texts = _TEXTS[lang]
    retained = with_database(work, read_settings(), lang)
    due = retained.waves
    lines = [texts["due"].format(**{**asdict(wave), "since": wave.since.date()}) for wave in due]
    lines.append(texts["would_keep" if dry_run else "kept"].format(count=len(due)) if due else texts["none_due"])
    say({"dry_run": dry_run, "waves": due}, "\n".join(lines), as_json=as_json)
    for failure in retained.failures:
        stderr.print(f"netzblick: {failure.workspace or failure.step}: {failure.error}", markup=False)
    if retained.failures:
        raise typer.Exit(1)


def _key(subject: str, lang: Language) -> "Key":
    topic, _, record_id = subject.partition("/")
    return named_topic(topic, lang), record_id
