"""Does the page about what the import understands tell what it does?"""

import pytest

from app.intake.values import dates, numbers
from app.intake.values.texts import BadValueError
from app.records.dates import date_text
from scripts.headings import PAGE as PAGE_FILE
from scripts.headings import renewed

PAGE = PAGE_FILE.read_text("utf-8")


def rows(title: str) -> list[list[str]]:
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def told_date(reading: dates.DateReading) -> str:
    if reading.value is not None:
        return date_text(reading.value)
    return "offen" if reading.is_given else "nicht bekannt"


@pytest.mark.parametrize("row", rows("Daten"), ids=lambda row: row[0])
def test_date_is_read_as_the_page_says(row: list[str]) -> None:
    text, start, end, notice = row
    notices: list[bool] = []
    for read, expected in ((dates.read_start, start), (dates.read_end, end)):
        try:
            reading = read(text)
        except BadValueError:
            assert expected == "zurückgewiesen"
        else:
            assert told_date(reading) == expected
            notices.append(bool(reading.notices or reading.vague))
    assert any(notices) is (notice == "ja")


@pytest.mark.parametrize("row", rows("Zahlen und Werte der Statistik"), ids=lambda row: row[0])
def test_number_is_read_as_the_page_says(row: list[str]) -> None:
    text, expected, notice = row
    try:
        reading = numbers.read_number(text)
    except BadValueError:
        assert expected == "zurückgewiesen"
        return
    result = (
        "verdeckt"
        if reading.suppressed
        else "nicht bekannt"
        if reading.value is None
        else numbers.number_text(reading.value)
    )
    assert (result, bool(reading.notices)) == (expected, notice == "ja")


def test_headings_on_the_page_are_those_that_are_understood() -> None:
    assert renewed(PAGE) == PAGE, "run make docs"
