"""How many rows of a workbook are read in a second?"""

from io import BytesIO

import xlsxwriter
from python_calamine import CalamineWorkbook

from app.formats.files import InputFile, read_tables
from app.intake.intake import take_in
from app.records.vocabulary import vocabulary
from tests.benchmarks.city import City
from tests.benchmarks.measure import Outcome, Section, interleaved, peak_mib

ACTORS_PER_ROW = 1 / 7.63
"""A city has about 7.6 rows an actor: itself, 1.5 offers, 5 ties and its share of areas and groups."""


def measure(rows: int) -> Outcome:
    """A city of about so many rows as a workbook."""
    content, written = workbook(City(round(rows * ACTORS_PER_ROW)))
    files = (InputFile("arbeitsmappe.xlsx", content),)
    before = peak_mib()
    tables = read_tables(files)
    candidates = {
        "bare": lambda: _cells(content),
        "reading": lambda: read_tables(files),
        "taking in": lambda: take_in(tables),
    }
    timings = interleaved(candidates, 3)
    bare, reading, taking = (timings[name] for name in candidates)
    assert taking.result.rejected == (), taking.result.rejected[:3]
    assert sum(taking.result.new.values()) == written
    speed = round(written / (reading.seconds + taking.seconds))
    times = taking.seconds / bare.seconds
    row = (
        written,
        len(content) / 2**20,
        bare.seconds,
        reading.seconds,
        taking.seconds,
        times,
        speed,
        peak_mib() - before,
    )
    return Outcome((_section(row),), figures={f"intake/{rows}/times": times})


def _cells(content: bytes) -> list[list[list[object]]]:
    """The cells as calamine gives them."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _section(row: tuple[float | int, ...]) -> Section:
    return Section(
        title="Reading a workbook",
        text="A generated XLSX workbook with the sheets Gebiete, Akteure, Angebote, Gremien and Zusammenarbeit; seconds of CPU. "
        "*Bare* is calamine alone, *reading* unpacks cells with what a person sees of them, *taking in* checks every cell, looks up names and makes records. "
        "Memory is what both need on top of interpreter and file.",
        columns=(
            "rows",
            "MB",
            "bare s",
            "reading s",
            "taking in s",
            "taking in, times bare",
            "rows a second",
            "MiB on top",
        ),
        rows=(row,),
    )


def workbook(city: City) -> tuple[bytes, int]:
    """The workbook of a city, and how many rows it has."""
    buffer = BytesIO()
    sheets = _sheets(city)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue(), sum(len(rows) - 1 for rows in sheets.values())


def _sheets(city: City) -> dict[str, list[tuple[str | int, ...]]]:
    records = city.records
    name_of = {item.id: item.name for item in (*records.areas, *records.actors)}
    return {
        "Gebiete": [
            ("Name", "Art", "Teil von"),
            *((entry.name, _label("area_kind", entry.kind), name_of.get(entry.part_of, "")) for entry in records.areas),
        ],
        "Akteure": [
            ("Name", "Art", "Aktiv in"),
            *((actor.name, _label("actor_kind", actor.kinds[0]), name_of[actor.home_area]) for actor in records.actors),
        ],
        "Angebote": [
            ("Name", "Akteur", "Gebiete", "Zielgruppen", "Themen", "Seit", "Bis"),
            *(
                (
                    offer.name,
                    name_of[offer.leads[0]],
                    "; ".join(name_of[area] for area in offer.areas),
                    "; ".join(_label("target_group", code) for code in offer.target_groups),
                    "; ".join(_label("theme", code) for code in offer.themes),
                    str(offer.start),
                    str(offer.end or ""),
                )
                for offer in records.offers
            ),
        ],
        "Gremien": [
            ("Name", "Art", "Gebiete", "Mitglieder"),
            *(
                (
                    working_group.name,
                    _label("working_group_kind", working_group.kind),
                    name_of[working_group.areas[0]],
                    "; ".join(map(name_of.get, working_group.actors)),
                )
                for working_group in records.working_groups
            ),
        ],
        "Zusammenarbeit": [
            ("Akteur A", "Akteur B", "Arbeiten zusammen", "Stärke"),
            *(
                (name_of[cooperation.actor_a], name_of[cooperation.actor_b], "ja", cooperation.strength or "")
                for cooperation in records.cooperations
            ),
        ],
    }


def _label(name: str, code: str | None) -> str:
    return vocabulary(name).terms[code].de if code else ""
