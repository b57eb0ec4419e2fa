"""Is somebody who was erased nowhere any more, and does everything else hold?"""

import json
import unicodedata
from copy import copy
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from neo4j import Driver

from app.cli.program import run
from app.errors import Conflict, InvalidInput, UnknownName
from app.records.decisions import Decision
from app.store import staging
from app.store.backup import workspace_copy
from app.store.backup_file import backup_of, read_backup
from app.store.bolt import Database, Deadlines
from app.store.chain import Break, verify_chain
from app.store.decisions import keep_decision
from app.store.feedback import StoredAnswer
from app.store.integrity import check_workspace
from app.store.kept_mappings import KeptMapping, keep_mapping
from app.store.kept_states import KeptState, keep_state
from app.store.records import load
from app.store.requests import AUTHOR, WriteSet
from app.store.workspaces import delete_workspace
from app.store.write import write
from app.usecases import retention
from app.usecases.back_up import back_up, restored
from app.usecases.erase import changes_made_by, erase
from app.usecases.follow_changes import changes_since
from app.usecases.retention import Retention, due_waves, retain
from tests.factories import actor, offer, project, records, report, tie, wave
from tests.storing import AT, Store, in_batches, only

PERSON = ("actors", "praxis-muster")
CANARY = "muster"
NEXT_YEAR = AT + timedelta(days=366)


def database_text(driver: Driver) -> str:
    """Everything the database holds, in small letters."""
    nodes = driver.execute_query("MATCH (n) RETURN collect(properties(n)) AS all").records[0]["all"]
    links = driver.execute_query("MATCH ()-[r]->() RETURN collect(properties(r)) AS all").records[0]["all"]
    return repr([nodes, links]).casefold()


@pytest.fixture
def filled(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A person's practice in small and large changes, in records that name it, and beside them."""
    monkeypatch.setattr(staging, "GRACE_SECONDS", 0.0)
    practice = actor("praxis-muster", name="Praxis Muster", one_person=True)
    store.write("here", "made", upserts=records(practice, actor("awo"), tie("awo", "praxis-muster", strength=3)))
    with in_batches(store.database, 2):
        store.write(
            "here",
            "large",
            upserts=records(
                offer("sprechstunde", "praxis-muster", name="Sprechstunde"),
                offer("beratung", "awo", partners="praxis-muster", name="Beratung"),
                project("p", "awo", role_model_why="Idee der Praxis Muster"),
                actor("drk"),
            ),
        )
    store.write(
        "here", "renamed", upserts=records(actor("praxis-muster", name="Studio Muster", aliases=("Praxis Muster",)))
    )
    store(
        keep_decision,
        "here",
        Decision(id="1", finding="f", title="AWO und Praxis Muster", kind="done", at=AT, digest="d"),
    )
    store(keep_state, "here", KeptState(id="1", name="n", at=AT, keys=("f", "g"), titles=("Studio Muster", "AWO")))
    answer = StoredAnswer(
        id="1", operation="made", wave="w", kind="organisation", subject="praxis-muster", at=AT, content="{}"
    )
    store.keep_answers("here", answer)
    return store


def test_nothing_tells_of_somebody_who_was_erased(filled: Store, neo4j_driver: Driver):
    done = filled(erase, "here", PERSON, texts=(), at=AT, dry_run=False)

    assert done.removed == ("actors/praxis-muster", "cooperations/awo--praxis-muster--other", "offers/sprechstunde")
    assert done.changed == ("offers/beratung", "projects/p")
    assert CANARY not in database_text(neo4j_driver)
    assert filled(check_workspace, "here").faults == ()
    assert filled(load, "here").projects[0].role_model_why == "Idee der …"
    assert [state["titles"] for state in _nodes(neo4j_driver, "KeptState")] == [["AWO"]]


def test_a_follower_of_changes_and_a_backup_go_on_after_an_erasure(filled: Store, neo4j_driver: Driver):
    position = filled(changes_since, "here", "0", 2, answers=True).position
    filled(erase, "here", PERSON, texts=(), at=AT, dry_run=False)

    following = filled(changes_since, "here", position, 50, answers=True)
    assert [change.kind for change in following.changes] == ["test", "delete", "erasure"]

    before = filled(workspace_copy, "here").hash
    content = filled(back_up, ["here"])[0]
    filled(delete_workspace, "here")
    filled(restored, content)
    assert (filled(workspace_copy, "here").hash, filled(check_workspace, "here").faults) == (before, ())
    assert CANARY not in database_text(neo4j_driver)


def test_a_dry_run_tells_the_same_and_changes_nothing(filled: Store, neo4j_driver: Driver):
    before = database_text(neo4j_driver)

    would = filled(erase, "here", PERSON, texts=("Idee",), at=AT, dry_run=True)

    assert (would.mentions, would.texts) == (3, ("Praxis Muster", "Studio Muster", "Idee"))
    assert database_text(neo4j_driver) == before
    done = filled(erase, "here", PERSON, texts=("Idee",), at=AT, dry_run=False)
    assert replace(done, images=would.images) == would


def test_words_are_found_in_every_spelling_and_at_the_begin_of_a_line(store: Store, neo4j_driver: Driver):
    decomposed = unicodedata.normalize("NFD", "Frau Müller")
    noted = actor("awo", note="Vertretung:\nFrau  Müller; Ablage N:\\nord\\Frau Müller")
    store.write("here", "made", upserts=records(noted))
    store.write("here", "later", upserts=records(actor("awo", note="niemand")))
    content = json.dumps({"words": f"Vertretung:\n{decomposed}"}, ensure_ascii=False)
    store.keep_answers(
        "here", StoredAnswer(id="1", operation="made", wave="w", kind="group", subject="g", at=AT, content=content)
    )
    store(keep_mapping, "here", KeptMapping(name="Liste", text='"frau müller" = "name"', at=AT))

    done = store(erase, "here", ("actors", "awo"), texts=(f" {decomposed} ",), at=AT, dry_run=True)
    assert (done.texts, done.mentions) == (("Frau Müller",), 2)
    store.write("here", "x", upserts=records(actor("other")))
    store(erase, "here", ("actors", "other"), texts=(f" {decomposed} ",), at=AT, dry_run=False)

    assert "ller" not in database_text(neo4j_driver)
    assert store(check_workspace, "here").faults == ()
    with pytest.raises(InvalidInput):
        store(erase, "here", ("actors", "awo"), texts=(" x",), at=AT, dry_run=False)


def test_an_erasure_is_as_patient_as_an_import(filled: Store):
    """It goes through the whole history in one transaction."""
    hasty = copy(filled.database)
    hasty._deadlines = Deadlines(read=0.001, write=0.001)

    assert filled.portal.call(partial(erase, hasty, "here", PERSON, texts=(), at=AT, dry_run=False)).removed


def test_what_was_erased_cannot_be_altered_or_undone_afterwards(filled: Store, neo4j_driver: Driver):
    filled(erase, "here", PERSON, texts=(), at=AT, dry_run=False)

    filled.undo("here", "renamed", "undo")
    assert CANARY not in database_text(neo4j_driver)
    assert filled(verify_chain, "here") is None

    neo4j_driver.execute_query("MATCH (c:Change {workspace: 'here', sequence: 1}) SET c.after = '{}'")
    assert filled(verify_chain, "here") == Break(6, "does not tell what was erased")


@pytest.mark.parametrize(
    "tampering",
    [
        "MATCH (c:Change {workspace: 'here', sequence: 3}) SET c.erased = true, c.after = '{}' REMOVE c.salt",
        "MATCH (c:ChangePart {workspace: 'here', number: 0}) SET c.erased = true, c.after = '{}' REMOVE c.salt",
    ],
)
def test_an_erasure_that_nobody_made_is_found(filled: Store, neo4j_driver: Driver, tampering: str):
    neo4j_driver.execute_query(tampering)

    assert [fault.code for fault in filled(check_workspace, "here").faults] == ["broken_history"]
    with pytest.raises(Conflict):
        filled(back_up, ["here"])


def test_a_history_without_salt_is_left_alone(filled: Store, neo4j_driver: Driver):
    neo4j_driver.execute_query("MATCH (c:Change {workspace: 'here', sequence: 1}) REMOVE c.salt")

    with pytest.raises(Conflict, match="Change 1 was made by an older version"):
        filled(erase, "here", PERSON, texts=(), at=AT, dry_run=False)
    with pytest.raises(UnknownName, match="There never was"):
        filled(erase, "here", ("actors", "nobody"), texts=(), at=AT, dry_run=False)


def test_all_that_is_held_of_somebody_is_told(
    filled: Store, monkeypatch, empty_neo4j, capsys: pytest.CaptureFixture[str]
):
    for name, value in (
        ("URL", empty_neo4j.url),
        ("USER", empty_neo4j.user),
        ("PASSWORD_FILE", empty_neo4j.password_file),
    ):
        monkeypatch.setenv(f"NETZBLICK_NEO4J_{name}", str(value))

    assert run(["privacy", "export", "actors/praxis-muster", "-w", "here"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert {record["id"] for record in held["records"]} == {
        "praxis-muster", "awo--praxis-muster--other", "sprechstunde", "beratung",
    }  # fmt: skip
    states = {(state["sequence"], state["side"]) for state in held["history"] if state["record"]["id"] == PERSON[1]}
    assert states == {(1, "after"), (2, "before"), (2, "after"), (3, "before"), (3, "after")}
    assert [mention["label"] for mention in held["mentions"]] == ["Decision", "FeedbackAnswer", "KeptState"]

    assert run(["privacy", "erase", "actors/praxis-muster", "-w", "here", "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["removed"] == [
        "actors/praxis-muster", "cooperations/awo--praxis-muster--other", "offers/sprechstunde",
    ]  # fmt: skip
    assert run(["privacy", "erase", "people/anna", "-w", "here"]) == 1
    assert run(["privacy", "retention", "--dry-run"]) == 0
    assert "here: „w“ – 1 einzelne Antworten, seit 2024-09-01" in capsys.readouterr().out


def test_who_made_changes_is_told_of_a_person_signed_on(store: Store):
    async def signed_on(database: Database) -> None:
        AUTHOR.set("person:anna")
        change = WriteSet(upserts=records(actor("a")))
        await write(database, "here", "k", change, by="editor", at=AT, kind="edit")

    store(signed_on)

    [made] = store(changes_made_by, "person:anna")
    assert (made.workspace, made.sequence, made.kind, made.by) == ("here", 1, "edit", "editor")


def test_answers_lose_who_gave_them_a_year_after_they_came_in(store: Store, neo4j_driver: Driver):
    asked = wave("w", "a b c", answered_by="a b", date="2023-05")
    store.write(
        "here", "asked", upserts=records(asked, report("w", "a", "b", 3), report("w", "b", "a", 4, trust_mission=1))
    )
    answer = StoredAnswer(id="1", operation="asked", wave="w", kind="organisation", subject="a", at=AT, content="{}")
    store.keep_answers("here", answer)

    assert store(retain, AT + timedelta(days=364)) == Retention(waves=())
    [due] = store(retain, NEXT_YEAR, dry_run=True).waves
    assert (due.wave, due.answers, due.since) == ("w", 2, AT)
    assert len(store(load, "here").tie_reports) == 2

    assert store(retain, NEXT_YEAR) == Retention(waves=(due,))

    left = store(load, "here")
    [cooperation] = left.cooperations
    assert (left.tie_reports, cooperation.status, cooperation.strength) == ((), "confirmed", 3)
    assert (left.waves[0].mode, left.waves[0].answered_by) == ("recall", ("a", "b"))
    assert "trust_mission" not in database_text(neo4j_driver)
    assert _nodes(neo4j_driver, "FeedbackAnswer") == []
    assert store(check_workspace, "here").faults == ()
    assert store(due_waves, "here", NEXT_YEAR) == ()
    [copy] = read_backup(backup_of([store(workspace_copy, "here")]))
    assert copy.records["tie_reports"] == {}


def test_a_retention_that_was_broken_off_is_finished_by_the_next(
    store: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    asked = wave("w", "a b", answered_by="a b", date="2023-05")
    for workspace in ("here", "there"):
        store.write(workspace, "asked", upserts=records(asked, report("w", "a", "b", 3, trust_mission=1)))
    erase_from_history = retention.erase_from_history

    async def broken_off(database: Database, workspace: str, *values, **named) -> int:
        if workspace == "here":
            raise RuntimeError("power is gone")
        return await erase_from_history(database, workspace, *values, **named)

    with monkeypatch.context() as patched:
        patched.setattr(retention, "erase_from_history", broken_off)
        [failure] = store(retain, NEXT_YEAR).failures
    assert (failure.workspace, store(due_waves, "there", NEXT_YEAR)) == ("here", ())
    assert "trust_mission" in database_text(neo4j_driver)

    retained = store(retain, NEXT_YEAR + timedelta(hours=1))
    assert ([due.workspace for due in retained.waves], retained.failures) == (["here"], ())
    assert "trust_mission" not in database_text(neo4j_driver)
    assert store(check_workspace, "here").faults == ()
    assert store(retain, NEXT_YEAR + timedelta(hours=2)) == Retention(waves=())


def test_answers_are_forgotten_also_where_import_or_wave_is_gone_or_there_were_only_words(
    store: Store, neo4j_driver: Driver
):
    members = {"answered_by": "a b", "date": "2023-05"}
    store.write(
        "here", "waves", upserts=records(*(wave(each, "a b c", **members) for each in ("undone", "gone", "words")))
    )
    with in_batches(store.database, 2):
        store.write(
            "here",
            "answered",
            upserts=only(
                "tie_reports",
                records(
                    *(report("undone", *pair, 3, trust_mission=1) for pair in (("a", "b"), ("b", "a"), ("a", "c")))
                ),
            ),
        )
    store.undo("here", "answered", "undo")
    store.write("here", "more", upserts=only("tie_reports", records(report("gone", "a", "b", 3, trust_mission=1))))
    of_gone = [entry.id for entry in store(load, "here").tie_reports]
    store.write("here", "less", deletes={"tie_reports": of_gone, "waves": ["gone"]})
    words = StoredAnswer(id="1", operation="x", wave="words", kind="organisation", subject="a", at=AT, content="{}")
    store.keep_answers("here", words)

    due = store(retain, NEXT_YEAR).waves
    assert [(each.wave, each.answers) for each in due] == [("gone", 1), ("undone", 3), ("words", 1)]
    assert "trust_mission" not in database_text(neo4j_driver)
    assert _nodes(neo4j_driver, "FeedbackAnswer") == []
    assert store(check_workspace, "here").faults == ()
    assert store(due_waves, "here", NEXT_YEAR) == ()


def _nodes(driver: Driver, label: str) -> list[dict]:
    rows = driver.execute_query(f"MATCH (n:{label}) RETURN properties(n) AS node").records
    return [row["node"] for row in rows]
