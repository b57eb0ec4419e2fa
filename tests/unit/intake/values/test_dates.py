"""Are dates read as offices write them: with their precision, told where loose, refused where nobody can know?"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.intake.values.dates import read_date, read_end, read_start
from app.intake.values.texts import BadValueError
from app.records.dates import PartialDate, date_text
from app.records.records import Records
from tests.intake_files import AKTEURE, intake_of

EXACT = {
    "2023": "2023",
    "2023-05": "2023-05",
    "05/2023": "2023-05",
    "5.2023": "2023-05",
    "2023/05": "2023-05",
    "02/2024": "2024-02",
    "Mai 2023": "2023-05",
    "Dez 2025": "2025-12",
    "Dez. 2025": "2025-12",
    "May 2023": "2023-05",
    "2023-05-17": "2023-05-17",
    "17.05.2023": "2023-05-17",
    "7. 5. 2023": "2023-05-07",
    "17.5.23": "2023-05-17",
    "17.5.65": "1965-05-17",
    "2023/05/17": "2023-05-17",
    "17/05/2023": "2023-05-17",
    "17. Mai 2023": "2023-05-17",
    "Mi, 17.05.2023": "2023-05-17",
    "Mi 17.05.2023": "2023-05-17",
    "Mittwoch, 17. Mai 2023": "2023-05-17",
    "May 17, 2023": "2023-05-17",
    "2023-05-17 00:00:00": "2023-05-17",
    "17th May 2023": "2023-05-17",
    "1st of March 2023": "2023-03-01",
    "Wed, 17 May 2023": "2023-05-17",
}


@pytest.mark.parametrize("text", EXACT)
def test_exact_date_keeps_its_precision_in_every_column(text: str) -> None:
    for read in (read_date, read_start, read_end):
        reading = read(text)
        assert (str(reading.value), reading.notices) == (EXACT[text], ())


def test_date_typed_by_the_spreadsheet() -> None:
    assert str(read_date(2023.0).value) == "2023"
    assert read_date(date(2023, 5, 17)).value == PartialDate.of_day(date(2023, 5, 17))
    timed = read_date(datetime(2023, 5, 17, 10, 30))  # noqa: DTZ001
    assert (str(timed.value), timed.notices[0].key) == ("2023-05-17", "time_dropped")


LOOSE = {
    "ca. 2019": ("2019", "2019"),
    "etwa Mai 2019": ("2019-05", "2019-05"),
    "2019?": ("2019", "2019"),
    "voraussichtlich 2026": ("2026", "2026"),
    "2026 (geplant)": ("2026", "2026"),
    "Anfang 2026": ("2026", "2026"),
    "Mitte Mai 2026": ("2026-05", "2026-05"),
    "Q2/2023": ("2023-04", "2023-06"),
    "2. Quartal 2023": ("2023-04", "2023-06"),
    "II/2023": ("2023-04", "2023-06"),
    "2023-Q2": ("2023-04", "2023-06"),
    "1. Halbjahr 2023": ("2023-01", "2023-06"),
    "2.HJ 23": ("2023-07", "2023-12"),
    "HJ 1/23": ("2023-01", "2023-06"),
    "II. Halbjahr 2023": ("2023-07", "2023-12"),
    "Frühjahr 2023": ("2023-03", "2023-05"),
    "Winter 2023/24": ("2023-12", "2024-02"),
    "2023/24": ("2023", "2024"),
    "Schuljahr 2023/24": ("2023", "2024"),
    "2019-2023": ("2019", "2023"),
    "2019 bis 2023": ("2019", "2023"),
    "17.05.2023 bis 19.05.2023": ("2023-05-17", "2023-05-19"),
    "05/23": ("2023-05", "2023-05"),
    "Mai '23": ("2023-05", "2023-05"),
}


@pytest.mark.parametrize("text", LOOSE)
def test_loose_date_is_read_with_a_notice(text: str) -> None:
    for read, expected in zip((read_start, read_end), LOOSE[text], strict=True):
        reading = read(text)
        assert (str(reading.value), [notice.key for notice in reading.notices]) == (expected, ["date_read_as"])


@pytest.mark.parametrize(
    "text", ["17.05.2023 10:00", "17.05.2023, 17 Uhr", "2023-05-17T10:00:00", "17.05.2023 14:30-16:00 Uhr"]
)
def test_time_of_day_is_dropped_with_a_notice(text: str) -> None:
    reading = read_date(text)
    assert (str(reading.value), [notice.key for notice in reading.notices]) == ("2023-05-17", ["time_dropped"])


@pytest.mark.parametrize(
    "text", ["unbekannt", "k.A.", "k. A.", "?", "jährlich", "nach Bedarf", "01.01.1900", "00.00.0000", "ab sofort"]
)
def test_what_says_no_date_is_not_known(text: str) -> None:
    for read in (read_date, read_start, read_end):
        reading = read(text)
        assert (reading.value, reading.is_given, [notice.key for notice in reading.notices]) == (
            None,
            False,
            ["date_not_known"],
        )


def test_words_around_dates_belong_to_their_column() -> None:
    assert str(read_start("seit 2019").value) == "2019"
    assert str(read_start("ab 05/2023").value) == "2023-05"
    assert str(read_end("bis zum 17.05.2023").value) == "2023-05-17"
    assert str(read_end("Ende 2026").value) == "2026"
    for read, text in ((read_end, "seit 2019"), (read_start, "bis 2019"), (read_date, "seit 2019")):
        with pytest.raises(BadValueError):
            read(text)


@pytest.mark.parametrize("text", ["laufend", "ongoing", "bis auf weiteres", "2019 bis heute", "seit 2019, laufend"])
def test_open_end(text: str) -> None:
    reading = read_end(text)
    assert (reading.value, reading.is_given) == (None, True)


def test_end_in_the_far_future_is_open_and_such_a_beginning_unknown() -> None:
    assert [notice.key for notice in read_end("31.12.9999").notices] == ["date_is_open"]
    assert read_end(date(2099, 12, 31)).is_given
    assert not read_start("31.12.9999").is_given


@pytest.mark.parametrize(
    "text",
    [
        "2023-13",
        "32.01.2023",
        "29.02.2023",
        "45123",
        "20233",
        "13/17/2023",
        "24.12.",
        "Mai",
        "0000",
        "vor langer Zeit 3",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    for read in (read_date, read_start, read_end):
        with pytest.raises(BadValueError):
            read(text)


def test_span_is_no_day() -> None:
    with pytest.raises(BadValueError):
        read_date("2023/24")


def test_dates_are_shown_as_people_write_them() -> None:
    assert [date_text(PartialDate.parse(text)) for text in ("2023", "2023-05", "2023-05-17")] == [
        "2023",
        "05/2023",
        "17.05.2023",
    ]


def test_loose_and_unknown_dates_are_told_at_their_cell() -> None:
    offers = (
        ("Name", "Akteur", "Seit", "Bis"),
        ("A", "AWO", "ca. 2019", "jährlich"),
        ("B", "AWO", "k.A.", "31.12.9999"),
    )
    taken = intake_of({"akteure": AKTEURE, "angebote": offers})
    assert taken.rejected == ()
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [
        ("date_read_as", 2, "C"),
        ("date_not_known", 2, "D"),
        ("date_not_known", 3, "C"),
        ("date_is_open", 3, "D"),
    ]
    assert [str(offer.start) for offer in taken.records.offers] == ["2019", "None"]


def test_an_entry_whose_required_date_is_not_known_is_set_aside() -> None:
    taken = intake_of({"termine": (("Name", "Datum"), ("Fest", "k.A."), ("Markt", "2024-05-01"))})
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("date_not_known", 2, "B")]
    assert (taken.rejected, [occasion.name for occasion in taken.records.occasions]) == ((), ["Markt"])


SPANS = {
    "KW 20/2023": ("15.05.2023", "21.05.2023"),
    "1. Halbjahr 2023": ("01/2023", "06/2023"),
    "2. Halbjahr 2023": ("07/2023", "12/2023"),
    "SoSe 2023": ("04/2023", "09/2023"),
    "WiSe 2023/24": ("10/2023", "03/2024"),
    "WS 23/24": ("10/2023", "03/2024"),
    "SoSe 24": ("04/2024", "09/2024"),
    "KW 20/23": ("15.05.2023", "21.05.2023"),
    "2023-W20": ("15.05.2023", "21.05.2023"),
    "Q3/25": ("07/2025", "09/2025"),
    "März bis Mai 2023": ("03/2023", "05/2023"),
}


@pytest.mark.parametrize("text", SPANS)
def test_a_span_begins_and_ends_in_its_column(text: str) -> None:
    assert (date_text(read_start(text).value), date_text(read_end(text).value)) == SPANS[text]


def test_months_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(BadValueError):
        read_start("Mai bis März 2023")


VAGUE = (
    *("seit Anfang der 2000er", "Mitte der 90er", "2010er", "in den 80er Jahren", "seit Ende der Neunziger", "mid-90s"),
    *("vor ca. 10 Jahren", "seit über 20 Jahren", "seit vielen Jahren", "schon länger", "seit Jahrzehnten"),
    *("2015 oder 2016", "2008, als Verein 2012", "zwischen 2001 und 2004"),
)


@pytest.mark.parametrize("text", VAGUE)
def test_a_beginning_that_is_told_roughly_is_no_date_and_no_refusal(text: str) -> None:
    reading = read_start(text)
    assert (reading.value, reading.is_given, reading.notices, reading.vague) == (None, False, (), text)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("um 2010 herum", "2010"),
        ("2015 gegründet", "2015"),
        ("Q2 2025 (Option + 12 Mon.)", "2025-04"),
        ("01.11.-28.02.2025", "2024-11-01"),
    ],
)
def test_a_single_year_among_words_is_read_with_a_notice(text: str, start: str) -> None:
    reading = read_start(text)
    assert (str(reading.value), [notice.key for notice in reading.notices]) == (start, ["date_read_as"])


def test_an_end_that_could_be_either_of_two_years_is_refused() -> None:
    with pytest.raises(BadValueError):
        read_end("2015 oder 2016")


def test_what_is_told_roughly_stands_in_the_note_and_never_replaces_one() -> None:
    rows = (("Name", "Art", "Seit", "Bis"), ("Haus", "Verein", "Mitte der 90er", "Ende der 2020er"))
    taken = intake_of({"akteure": rows})
    (house,) = taken.records.actors
    assert (house.start, house.note) == (None, "Seit: Mitte der 90er; Bis: Ende der 2020er")
    assert [(n.code, n.row, n.column) for n in taken.notices] == [("date_in_note", 2, "C"), ("date_in_note", 2, "D")]
    assert (intake_of({"akteure": rows}, taken.records).changed, taken.rejected) == ((), ())
    own = Records(actors=(replace(house, note="ruft man an"),))
    assert intake_of({"akteure": rows}, own).changed == ()


def test_what_has_no_note_is_told_to_lack_the_date() -> None:
    rows = (("Akteur A", "Akteur B", "Seit"), ("AWO", "Caritas", "Anfang der 2000er"))
    taken = intake_of({"akteure": AKTEURE, "zusammenarbeit": rows})
    assert [(n.code, n.row, n.column) for n in taken.notices] == [("date_not_known", 2, "C")]
