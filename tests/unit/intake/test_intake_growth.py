"""What reading costs grows as the files do: taken in again, under other names, with names that nobody knows."""

from collections.abc import Callable
from time import process_time

import pytest

from app.formats.files import InputFile, read_tables
from app.intake.intake import Intake, take_in
from app.intake.word_index import WordIndex
from app.records.records import Records
from tests.intake_files import csv_file

SMALL, LARGE = 1_000, 4_000
MOST = 2.5
"""A square would take four times as long for each row; the machine is not alone."""

Trial = Callable[[int], tuple[list[InputFile], Records]]


def city(organisations: int, *, name: str = "Verein", provider: str = "Verein") -> list[InputFile]:
    """Organisations with an offer each."""
    actors = [(f"{name} {number}", "Bürgerverein", f"Stadtteil {number % 30}") for number in range(organisations)]
    offers = [
        (f"Kurs {number} {name}", f"{provider} {number}", "Stadtteil 1", "Familien", "Sprachförderung")
        for number in range(organisations)
    ]
    return [
        csv_file("Akteure", [("Name", "Art", "Aktiv in"), *actors]),
        csv_file("Angebote", [("Name", "Akteur", "Gebiete", "Zielgruppen", "Themen"), *offers]),
    ]


def stored(organisations: int) -> Records:
    return take_in(read_tables(city(organisations))).records


def again(organisations: int) -> tuple[list[InputFile], Records]:
    return city(organisations), stored(organisations)


def under_other_names(organisations: int) -> tuple[list[InputFile], Records]:
    return city(organisations, name="Club", provider="Club"), stored(organisations)


def with_unknown_providers(organisations: int) -> tuple[list[InputFile], Records]:
    return city(organisations, provider="Werkstatt"), Records()


def left_out(organisations: int) -> tuple[list[InputFile], Records]:
    return city(1), stored(organisations)


def cost(trial: Trial, organisations: int) -> tuple[float, Intake]:
    """Seconds of the processor for a row, the least of three."""
    files, existing = trial(organisations)
    tables = read_tables(files)
    seconds = []
    for _ in range(3):
        begun = process_time()
        intake = take_in(tables, existing)
        seconds.append(process_time() - begun)
    return min(seconds) / organisations, intake


@pytest.mark.slow
@pytest.mark.timed
@pytest.mark.parametrize("trial", [again, under_other_names, with_unknown_providers, left_out])
def test_a_row_of_a_long_file_costs_what_one_of_a_short_file_costs(trial: Trial):
    small, _ = cost(trial, SMALL)
    large, intake = cost(trial, LARGE)

    assert not intake.rejected
    assert large < MOST * small


def lookup(names: int) -> float:
    """Seconds of the processor for a text that shares its words with every name and is none of them, the least of three."""
    index = WordIndex({f"n{number}": f"Treff Nord Jugend {number}" for number in range(names)})
    seconds = []
    for _ in range(3):
        begun = process_time()
        for number in range(200):
            index.sharing(f"Treff Nord Kinder {number}")
        seconds.append(process_time() - begun)
    return min(seconds)


@pytest.mark.slow
@pytest.mark.timed
def test_a_name_of_common_words_is_looked_for_as_quickly_among_many_as_among_few():
    assert lookup(LARGE) < MOST * lookup(SMALL)
