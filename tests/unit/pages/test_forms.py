"""What do fields of a form say?"""

from datetime import date

import pytest

from app.errors import InvalidInput
from app.pages.forms import day_of
from app.report.texts import LANGUAGES, value_text


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("3.4.2026", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("02/2028", date(2028, 2, 29)),
        ("Ende 2026", date(2026, 12, 31)),
        *((value_text(date(2026, 5, 31), lang), date(2026, 5, 31)) for lang in LANGUAGES),
    ],
)
def test_a_day_is_typed_as_people_write_it(typed, day):
    assert day_of(typed, "de") == day


@pytest.mark.parametrize("typed", ["übermorgen", "31.02.2026", "laufend", "1.5." + "9" * 5_000])
def test_what_is_no_day_is_refused_with_how_to_write_one(typed):
    with pytest.raises(InvalidInput, match=r"ist kein Datum\. Schreiben Sie zum Beispiel 31\.03\.2026"):
        day_of(typed, "de")
