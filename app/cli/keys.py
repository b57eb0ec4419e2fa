"""Keys of other tools: made, listed and revoked."""

from datetime import UTC, datetime
from typing import Annotated, cast

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, Lang, say
from app.clock import now
from app.records.vocabulary import Lang as Language

commands = typer.Typer(help="Keys by which other tools show who they are.", no_args_is_help=True)

_TEXTS = {
    "de": {
        "made": "Schlüssel {id} für „{label}“. Er wird nur jetzt gezeigt:\n{key}",
        "listed": "{id}  {label}  {scopes}  {where}  {state}",
        "everywhere": "alle Arbeitsbereiche",
        "revoked": "widerrufen",
        "expired": "abgelaufen",
        "used": "zuletzt genutzt {day}",
        "unused": "nie genutzt",
        "forgotten": "Änderungen, bei denen nicht mehr steht, wer sie gemacht hat: {count}",
        "none": "Es gibt keinen Schlüssel. Anlegen: netzblick key create --label WOFÜR --scope read",
    },
    "en": {
        "made": "Key {id} for “{label}”. It is shown this once:\n{key}",
        "listed": "{id}  {label}  {scopes}  {where}  {state}",
        "everywhere": "all workspaces",
        "revoked": "revoked",
        "expired": "run out",
        "used": "last used {day}",
        "unused": "never used",
        "forgotten": "Changes that do not tell any more who made them: {count}",
        "none": "There is no key. To make one: netzblick key create --label WHAT FOR --scope read",
    },
}


@commands.command("create")
def create(
    label: Annotated[str, typer.Option(help="what it is for; no person")],
    scope: Annotated[list[str], typer.Option(help="read, write, reports, answers, metrics or admin; may be repeated")],
    workspace: Annotated[
        list[str] | None, typer.Option("--workspace", "-w", help="only there; may be repeated")
    ] = None,
    expires: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="first day it opens nothing")] = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Make a key; it is shown once."""
    from app.cli.connected import with_database
    from app.store.access_keys import Scope, create_key

    until = expires.replace(tzinfo=UTC) if expires else None
    key, secret = with_database(
        lambda database: create_key(
            database, label, cast("list[Scope]", scope), workspaces=workspace or (), expires=until, at=now()
        ),
        read_settings(),
        lang,
    )
    text = _TEXTS[lang]["made"].format(id=key.id, label=key.label, key=secret)
    say({"id": key.id, "label": key.label, "scopes": sorted(key.scopes), "key": secret}, text, as_json=as_json)


@commands.command("list")
def list_(as_json: Json = False, lang: Lang = "de") -> None:
    """List keys, without their secrets."""
    from app.cli.connected import with_database
    from app.store.access_keys import AccessKey, list_keys

    texts = _TEXTS[lang]

    def described(key: AccessKey) -> str:
        state = key.state(now())
        if state != "open":
            return texts[state]
        return texts["used"].format(day=key.last_used) if key.last_used else texts["unused"]

    keys = with_database(list_keys, read_settings(), lang)
    lines = [
        texts["listed"].format(
            id=key.id,
            label=key.label,
            scopes=" ".join(sorted(key.scopes)),
            where=", ".join(sorted(key.workspaces)) if key.workspaces else texts["everywhere"],
            state=described(key),
        )
        for key in keys
    ]
    listed = [
        {
            "id": key.id,
            "label": key.label,
            "scopes": sorted(key.scopes),
            "workspaces": sorted(key.workspaces or ()),
            "state": described(key),
        }
        for key in keys
    ]
    say(listed, "\n".join(lines) or texts["none"], as_json=as_json)


@commands.command("revoke")
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="of netzblick key list")],
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Let a key open nothing any more; a running service notices within a minute."""
    from app.cli.connected import with_database
    from app.store.access_keys import revoke_key

    revoked = with_database(lambda database: revoke_key(database, key, now()), read_settings(), lang)
    say({"id": revoked.id, "revoked": True}, f"{revoked.id}: {_TEXTS[lang]['revoked']}", as_json=as_json)


@commands.command("forget")
def forget(
    author: Annotated[
        str, typer.Argument(metavar="WHO", help="as the feed of changes tells it: key:ID or person:NAME")
    ],
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Forget which changes a key or a person made; the changes and their history stay."""
    from app.cli.connected import with_database
    from app.store.erasure.authors import forget_author

    count = with_database(lambda database: forget_author(database, author), read_settings(), lang)
    say({"who": author, "forgotten": count}, forgotten_text(count, lang), as_json=as_json)


def forgotten_text(count: int, lang: Language) -> str:
    """Sentence about how many changes do not tell any more who made them."""
    return _TEXTS[lang]["forgotten"].format(count=count)
