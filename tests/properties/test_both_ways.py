"""Files and API agree: what either accepts, the other accepts under the same id."""

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.api.v1.record_models import models_of, record_json
from app.intake.sheets.groups import ONE_ROW_EACH
from app.intake.sheets.sheet import Column, Kind
from app.intake.sheets.sheets import SHEETS
from app.records.dates import PartialDate
from app.records.editing import changed, new_record, replaced
from app.records.fields import holds, required_fields, writable
from app.records.records import TOPICS, Record, Records
from app.records.rules import faults
from app.records.vocabulary import vocabulary
from app.store.checks import check_records
from tests.factories import actor, area, group, indicator, offer, place, programme, project, wave
from tests.intake_files import Grid, intake_of
from tests.trials import trials

DISTRICT = Records(
    areas=(area("essen", kind="city"), area("nord", kind="district"), area("sued", kind="district")),
    actors=tuple(actor(name, kinds="school") for name in ("awo", "caritas", "drk")),
    places=(place("halle"), place("treff")),
    programmes=(programme("biwaq"),),
    indicators=(indicator("u"),),
    offers=(offer("o1", "awo"),),
    projects=(project("p1", "drk"),),
    working_groups=(group("runde", "awo"),),
    waves=(wave("netz", "awo caritas drk", answered_by="awo caritas drk"),),
)
NAMES = st.from_regex(r"[A-Za-zäöüß](?:[A-Za-zäöüß ]|-(?=[a-z])){0,12}[A-Za-zäöüß]", fullmatch=True)
DATES = st.sampled_from(["2019", "2023-05", "2023-05-17", "2031-12-31"])
AMOUNTS = st.sampled_from([0.0, 12.5, 1200.0, 1_250_000.0])
SUBJECTS = {"area": "nord", "working_group": "runde", "place": "treff"}
ROWS = tuple(sheet.topic for sheet in SHEETS if sheet.topic != "observations")  # these tell of two records at once
every_sheet = pytest.mark.parametrize("topic", ROWS)
few = settings(max_examples=trials(40), deadline=None)


def values_of(topic: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values of a new record of a topic, all of them allowed one by one."""
    fields = {name: value_of(topic, name, kind) for name, kind in writable(topic).items()}
    needed = {name: field for name, field in fields.items() if name in required_fields(topic)}
    return st.fixed_dictionaries(needed, optional={name: fields[name] for name in fields.keys() - needed.keys()})


def value_of(topic: str, name: str, hint: Any) -> st.SearchStrategy[Any]:
    held = holds(topic, name)
    if name == "subject_kind":
        return st.just("area")
    if name == "subject":
        return st.just(SUBJECTS["area"])
    kinds = {hint, *get_args(hint)}
    if held.vocabulary:
        single: st.SearchStrategy[Any] = st.sampled_from(list(vocabulary(held.vocabulary).terms))
    elif held.refers_to:
        single = st.sampled_from([record.id for record in getattr(DISTRICT, held.refers_to)])
    elif PartialDate in kinds:
        single = DATES.map(PartialDate.parse)
    elif bool in kinds:
        single = st.booleans()
    elif int in kinds:
        single = st.integers(int(held.low or 0), int(held.high or 100))
    elif float in kinds:
        single = AMOUNTS
    else:
        single = NAMES
    if hint == tuple[str, ...]:
        return st.lists(single, unique=True, max_size=3).map(tuple)
    return single


def sheet_of(topic: str, record: Record) -> tuple[str, Grid]:
    """The sheet with the one row of a record, as a person would fill it in."""
    sheet = next(sheet for sheet in SHEETS if sheet.topic == topic)
    cells = {column.de: cell_of(column, record) for column in sheet.columns if column.kind is not Kind.ID}
    return sheet.de, (tuple(cells), tuple(cells.values()))


def cell_of(column: Column, record: Record) -> str:
    special = SPECIAL.get((type(record).__name__, column.field))
    value = special(record) if special else getattr(record, column.field)
    if column.kind is Kind.CODE and column.of is not None:
        terms = vocabulary(column.of).terms
        codes = value if isinstance(value, tuple) else () if value is None else (str(value),)
        return "; ".join(terms[code].de if ";" not in terms[code].de else code for code in codes)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)


def together(report: Any) -> str:
    return "unknown" if report.unsure else "no" if report.strength == 0 else "yes"


SPECIAL: Mapping[tuple[str, str], Any] = {
    ("Offer", "citywide"): lambda work: work.area_mode == "citywide",
    ("Project", "partners"): lambda work: work.actors,
    ("Grant", "funded"): lambda award: (*award.projects, *award.offers),
    ("TieReport", "together"): together,
    ("TieReport", "strength"): lambda report: report.strength or None,
}
"""What a sheet asks for in another way than the record keeps it."""


@every_sheet
@few
@given(data=st.data())
def test_what_the_api_accepts_a_file_accepts_under_the_same_id(topic: str, data: st.DataObject):
    record = valid_record(topic, data.draw(values_of(topic)))

    intake = intake_of(dict([sheet_of(topic, record)]), DISTRICT)

    assert intake.rejected == ()
    assert record.id in {taken.id for taken in getattr(intake.records, topic)}


@pytest.mark.parametrize("topic", ONE_ROW_EACH)
@few
@given(data=st.data())
def test_a_file_that_says_what_is_stored_finds_it(topic: str, data: st.DataObject):
    record = valid_record(topic, data.draw(values_of(topic)), id="given")
    stored = Records(**{name: (*kept, *([record] if name == topic else [])) for name, kept in DISTRICT})

    intake = intake_of(dict([sheet_of(topic, record)]), stored)

    assert (intake.rejected, intake.new) == ((), {})


@every_sheet
@few
@given(data=st.data())
def test_what_a_file_gives_can_be_edited(topic: str, data: st.DataObject):
    """Every record a file gives may be sent back as it is, by PATCH and PUT, and be stored."""
    record = valid_record(topic, data.draw(values_of(topic)), sound=False)

    intake = intake_of(dict([sheet_of(topic, record)]), DISTRICT)

    assume(not intake.rejected)
    check_records(intake.records)
    for of_topic, taken in intake.records:
        for given_record in taken:
            body = {name: value for name, value in record_json(given_record).items() if name in writable(of_topic)}
            assert list(faults(given_record)) == []
            assert changed(given_record, models_of(of_topic).patch.model_validate(body).sent_fields()) is given_record
            assert replaced(given_record, models_of(of_topic).whole.model_validate(body).sent_fields()) == given_record


def valid_record(topic: str, values: Mapping[str, Any], *, id: str | None = None, sound: bool = True) -> Record:  # noqa: A002
    """The record of some values; without faults where ``sound``."""
    record = TOPICS[topic](id=id or "made", **values)
    if not sound:
        return record
    assume(not list(faults(record)))
    return new_record(topic, {**values, **({"id": id} if id else {})})


@few
@given(value=st.one_of(AMOUNTS, st.just("*")), day=DATES, note=NAMES, count=st.booleans())
def test_statistics_of_files_can_be_edited_and_have_the_ids_of_the_api(value: Any, day: str, note: str, count: bool):
    heading = ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit", "Quelle")
    row = (note, "nord", day, str(value).replace(".", ","), "Anzahl" if count else "", note)

    intake = intake_of({"kennzahlen": (heading, row)}, DISTRICT)

    assert intake.rejected == ()
    (statistic,), (value_in_area,) = intake.records.indicators, intake.records.observations
    assert statistic.id == new_record("indicators", {"name": note, "measure": "share"}).id
    values = {"indicator": statistic.id, "area": "nord", "ref_date": PartialDate.parse(day)}
    assert value_in_area.id == new_record("observations", values).id
    check_records(intake.records)
