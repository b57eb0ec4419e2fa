"""Decisions about findings: what can be decided, listed, made and taken back."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import Json, Lang, Workspace, say
from app.clock import now, today
from app.records.decisions import Decision, DecisionKind

if TYPE_CHECKING:
    from app.store.bolt import Database
    from app.usecases.snapshots import Snapshot

commands = typer.Typer(help="Decisions about findings: findings, list, take, undo.", no_args_is_help=True)

_TEXTS = {
    "de": {
        "none": "Keine.",
        "finding": "{key}  {title}",
        "decision": "{id}  {kind}  {title}",
        "taken": "{title}: {kind}",
        "undo": "zurücknehmen: netzblick decisions undo {id}",
        "undone": "{id}: zurückgenommen, die Entscheidung davor gilt wieder",
    },
    "en": {
        "none": "None.",
        "finding": "{key}  {title}",
        "decision": "{id}  {kind}  {title}",
        "taken": "{title}: {kind}",
        "undo": "to take it back: netzblick decisions undo {id}",
        "undone": "{id}: taken back, the decision before it counts again",
    },
}


@commands.command("findings")
def findings(workspace: Workspace = None, as_json: Json = False, lang: Lang = "de") -> None:
    """List today's findings with the keys by which they are decided."""
    from app.cli.connected import in_workspace
    from app.report.cards import CardWriter

    snapshot = in_workspace(analysed, workspace, lang)
    writer = CardWriter(snapshot.network, lang, "internal")
    listed = [
        {"key": finding.key, "analysis": finding.analysis, "title": writer.card(finding).title}
        for result in snapshot.in_reading_order
        for finding in result.findings
    ]
    lines = [_TEXTS[lang]["finding"].format(**entry) for entry in listed]
    say(listed, "\n".join(lines) or _TEXTS[lang]["none"], as_json=as_json)


@commands.command("list")
def list_(workspace: Workspace = None, as_json: Json = False, lang: Lang = "de") -> None:
    """List what was decided, the oldest first; of each finding the newest counts."""
    from app.cli.connected import in_workspace
    from app.store.decisions import list_decisions

    decisions = in_workspace(list_decisions, workspace, lang)
    lines = [
        _TEXTS[lang]["decision"].format(id=decision.id, kind=decision.kind, title=decision.title)
        for decision in decisions
    ]
    say(decisions, "\n".join(lines) or _TEXTS[lang]["none"], as_json=as_json)


@commands.command("take")
def take(
    key: Annotated[str, typer.Argument(metavar="KEY", help="of the finding, as »decisions findings« lists it")],
    kind: Annotated[DecisionKind, typer.Argument(help="accepted (in hand), done, wanted, wrong (not true) or later")],
    reason: Annotated[str | None, typer.Option(help="code of a reason, needed with wanted and wrong")] = None,
    text: Annotated[str | None, typer.Option(help="an explanation")] = None,
    by_role: Annotated[str | None, typer.Option(help="role or organisation, never a person")] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="until when; with later: when it comes back")
    ] = None,
    alone: Annotated[bool, typer.Option("--alone", help="about this finding only, not the others on its card")] = False,
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Keep what is decided about a finding of today's data."""
    from app.cli.connected import in_workspace
    from app.usecases.decide import Choice, decide

    day: date | None = until.date() if until else None
    choice = Choice(finding=key, kind=kind, reason=reason, text=text, by_role=by_role, until=day, alone=alone)

    async def work(database: "Database", workspace_id: str) -> "Decision":
        return await decide(database, await analysed(database, workspace_id), choice, at=now(), lang=lang)

    decision = in_workspace(work, workspace, lang)
    texts = _TEXTS[lang]
    lines = [texts["taken"].format(title=decision.title, kind=decision.kind), texts["undo"].format(id=decision.id)]
    say(decision, "\n".join(lines), as_json=as_json)


@commands.command("undo")
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="as »decisions list« lists it")],
    workspace: Workspace = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Take a decision back: the one before it counts again."""
    from app.cli.connected import in_workspace
    from app.store.decisions import delete_decision

    in_workspace(lambda database, workspace_id: delete_decision(database, workspace_id, decision), workspace, lang)
    say({"undone": decision}, _TEXTS[lang]["undone"].format(id=decision), as_json=as_json)


async def analysed(database: "Database", workspace: str) -> "Snapshot":
    """The network of a workspace today, with every result of the report."""
    import asyncio

    from app.usecases.make_report import results_for_report
    from app.usecases.snapshots import Snapshots

    snapshot = await Snapshots(database).snapshot(workspace, None, today())
    results = await asyncio.to_thread(results_for_report, snapshot.network)
    snapshot.results.update({result.analysis: result for result in results})
    return snapshot
