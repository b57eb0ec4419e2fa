"""How does a test store records? The real store in an event loop of its own, and records with every field set."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from app.records.records import Records
from app.records.sources import SourceRef
from app.store.bolt import Database, Deadlines
from app.store.feedback import StoredAnswer, keep_answers
from app.store.import_runs import ImportedFile, ImportRun, keep_run
from app.store.requests import Committed, Progress, WriteSet, no_progress
from app.store.write import undo, write
from tests.database import DatabaseUnderTest
from tests.factories import (
    actor,
    area,
    checked,
    funding_area,
    grant,
    group,
    indicator,
    observation,
    occasion,
    offer,
    outline,
    place,
    programme,
    project,
    records,
    report,
    tie,
    wave,
)

T = TypeVar("T")

AT = datetime(2024, 9, 1, 12, 30, tzinfo=UTC)
DEADLINE = 120.0


class Store:
    """Calls functions of ``app.store`` on one database and waits for them."""

    def __init__(self, portal: BlockingPortal, database: Database) -> None:
        self.portal = portal
        self.database = database

    def __call__(self, function: Callable[..., Awaitable[T]], *values: Any, **named: Any) -> T:
        async def settled() -> T:
            result = await function(self.database, *values, **named)
            await self.database.background_done()
            return result

        return self.portal.call(settled)

    def write(
        self, workspace: str, key: str, *, kind: str = "test", progress: Progress = no_progress, **change: Any
    ) -> Committed:
        return self(write, workspace, key, WriteSet(**change), by="coordinator", at=AT, kind=kind, progress=progress)

    def keep_run(self, workspace: str, run: ImportRun) -> None:
        self.portal.call(self.database.write, partial(keep_run, workspace=workspace, run=run))

    def keep_answers(self, workspace: str, *answers: StoredAnswer) -> None:
        self.portal.call(self.database.write, partial(keep_answers, workspace=workspace, answers=answers))

    def undo(self, workspace: str, operation: str, key: str) -> Committed:
        return self(undo, workspace, operation, key=key, by="coordinator", at=AT)


@contextmanager
def storing(server: DatabaseUnderTest, deadline: float = DEADLINE, url: str | None = None) -> Iterator[Store]:
    """A store on the tests' database, or on another way to it."""
    opened = Database.open(url or server.url, *server.auth, "neo4j", Deadlines.of(deadline))
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(opened) as database:
        yield Store(portal, database)


@contextmanager
def in_batches(database: Database, rows: int = 7) -> Iterator[None]:
    """Changes of more than so many records are made in batches meanwhile."""
    usual, database.transaction_rows = database.transaction_rows, rows
    try:
        yield
    finally:
        database.transaction_rows = usual


def everything() -> Records:
    """Records of every topic: one with every field set, and one or more with as little as possible."""
    from_file = {"source": SourceRef("Altendorf.xlsx", "Blatt 1", 7)}
    lasting = {"start": "2019", "end": "2031-05"}
    return records(
        area("city", kind="city"),
        area(
            "north",
            kind="district",
            code="4",
            part_of="city",
            neighbours="west city",
            mediated_by="qm awo",
            geometry=outline(7.0, 51.0),
            aliases=("früher", "noch früher"),
            **from_file,
        ),
        area("west"),
        actor("awo", name="AWO Kreisverband"),
        actor(
            "qm",
            name="Quartiermanagement Ältestes „Büro“",
            short_name="QM",
            kinds="quarter_office association",
            sphere="public",
            unit_of="awo",
            affiliated_to="umbrella awo",
            one_person=True,
            mediator=True,
            active_in="west north",
            home_area="north",
            **lasting,
            aliases=("früher", "noch früher"),
            note="zieht um;\nneuer Mietvertrag",
            **from_file,
        ),
        place("bare"),
        place(
            "hall",
            kind="centre",
            functions="meeting advice",
            area="north",
            operators="qm awo",
            open_to_others="yes",
            established=False,
            aliases=("früher", "noch früher"),
            **from_file,
        ),
        funding_area(
            "f1",
            areas="west north",
            basis="bau",
            concept="ISEK 2023",
            **lasting,
            aliases=("früher", "noch früher"),
            **from_file,
        ),
        funding_area("f2"),
        programme("biwaq", level="eu", aliases=("früher", "noch früher"), **from_file),
        indicator(
            "sgb2",
            "share",
            direction="more_need",
            target_group="unemployed",
            source_note="BA",
            may_be_passed_on=True,
            smallest_count=20,
            aliases=("früher", "noch früher"),
            **from_file,
        ),
        indicator("children", "count"),
        offer(
            "o1",
            "qm awo",
            partners="third",
            form="counselling",
            area_mode="citywide",
            areas="west north",
            target_groups="young old",
            themes="work health",
            place="hall",
            legal_plurality=True,
            **lasting,
            aliases=("früher", "noch früher"),
            note="zieht um;\nneuer Mietvertrag",
            **from_file,
        ),
        offer("o2"),
        project(
            "p1",
            "awo qm",
            partners="third fourth",
            areas="north west",
            target_groups="old",
            themes="health work",
            place="hall",
            participation="decide",
            role_model="award",
            role_model_why="trägt sich",
            role_model_source="Bericht",
            **lasting,
            aliases=("früher", "noch früher"),
            note="zieht um;\nneuer Mietvertrag",
            **from_file,
        ),
        project("p2"),
        group(
            "g1",
            "qm awo third",
            kind="conference",
            areas="west north",
            themes="work",
            chairs="awo",
            moderators="third qm",
            residents="some",
            decides="yes",
            **lasting,
            aliases=("früher", "noch früher"),
            note="zieht um;\nneuer Mietvertrag",
            **from_file,
        ),
        group("g2"),
        grant(
            "m1",
            "biwaq",
            "qm awo",
            projects=("p2", "p1"),
            offers=("o1",),
            kind="eu",
            use="staff",
            amount_eur=1234.5,
            **lasting,
            **from_file,
        ),
        grant("m2", "biwaq"),
        observation("sgb2", "north", 23.4, base=1200.0, **from_file),
        observation("sgb2", "west", None, suppressed=True, ref_date="2022-06"),
        occasion(
            "fest",
            "2024-09-14",
            kind="festival",
            place="hall",
            working_group="g1",
            participants="third awo",
            **from_file,
        ),
        occasion("later", "2025"),
        checked("offers", "north", theme="work", by_role="Koordination", **from_file),
        checked("members", "g1", "working_group", complete=False),
        checked("place_use", "hall", "place"),
        tie(
            "qm",
            "awo",
            kind="joint_offer",
            status="confirmed",
            basis="survey",
            strength=3,
            reference="Befragung 2023",
            **lasting,
            **from_file,
        ),
        tie("awo", "third"),
        wave("w1", "qm awo third", mode="recall", answered_by="third qm", asked_about="awo fourth", **from_file),
        wave("w2"),
        report(
            "w1",
            "qm",
            "awo",
            3,
            kind="joint_offer",
            trust_reliability=4,
            trust_mission=3,
            trust_openness=2,
            value_influence=1,
            value_involvement=4,
            value_resources=2,
            **from_file,
        ),
        report("w1", "third", "qm", 0),
        report("w1", "third", "awo", unsure=True),
    )


def import_run(number: int, operation: str) -> ImportRun:
    """The record of an import of two files, made at that hour."""
    files = (ImportedFile(name="Liste.xlsx", sha256="ab"), ImportedFile(name="Zahlen.csv", sha256="cd"))
    at = AT.replace(hour=number)
    return ImportRun(id=f"run-{number}", files=files, at=at, counts={"actors": number}, operation=operation)


def unversioned(stored: Records) -> Records:
    """Records as they were before they were stored."""
    return Records(**{topic: tuple(replace(entry, version=0) for entry in item) for topic, item in stored})


def only(topic: str, all_records: Records) -> Records:
    """The records of one topic."""
    assert topic in {field.name for field in fields(Records)}
    return Records(**{topic: getattr(all_records, topic)})
