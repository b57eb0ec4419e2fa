"""What does somebody read who waits for a command that computes for long?"""

import io
from threading import Event

import pytest
from rich.console import Console

from app.cli import computing_progress as shown
from app.cli.computing_progress import computing_progress
from app.usecases.imports.read_file import reading_seconds
from app.usecases.runs.background import Pace


@pytest.mark.parametrize(
    ("lang", "soon", "late"),
    [
        ("de", "Wird berechnet: Dichte, noch etwa 60 s", "Wird berechnet: Dichte, dauert länger als geschätzt"),
        ("en", "Computing: Dichte, about 60 s left", "Computing: Dichte, takes longer than estimated"),
    ],
)
def test_it_says_what_is_left_of_the_estimate_and_when_that_is_over(lang, soon, late):
    times = [0.0]
    pace = Pace(lambda: times[-1], lambda: 1.0)
    pace.report("computing", 0, 1, 100.0)
    times.append(40.0)
    assert shown._text("Dichte", pace, lang) == soon
    times.append(101.0)
    assert shown._text("Dichte", pace, lang) == late


def test_of_a_file_it_says_how_long_reading_takes_by_its_size(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    for name, megabytes in (("one.csv", 10), ("other.json", 20)):
        (folder / name).write_bytes(b"x" * megabytes * 10**6)
    pace = Pace(lambda: 0.0, lambda: 1.0)
    pace.report("reading", 0, 1, reading_seconds(folder))
    assert shown._text("city", pace, "de") == "Wird gelesen: city, noch etwa 18 s"  # 10 of 1.6 s, 20 of 0.11 s
    assert shown._text("city", pace, "en") == "Reading: city, about 18 s left"
    assert reading_seconds(tmp_path / "none.csv") == 0


def test_of_several_parts_the_estimate_keeps_to_how_long_the_first_took():
    times = [0.0]
    pace = Pace(lambda: times[-1], lambda: 1.0)
    pace.report("computing", 0, 2, 20.0)
    times.append(30.0)  # the first half took three times its estimate, which counts as a fifth of the whole does
    pace.report("computing", 1, 2, 10.0)
    assert shown._text("Bericht", pace, "en") == "Computing: Bericht, about 24 s left"


@pytest.mark.parametrize(("terminal", "kind"), [(False, "xterm"), (True, "xterm"), (True, "dumb")])
def test_it_is_shown_while_it_goes_on_and_nothing_is_shown_of_what_is_soon_over(monkeypatch, terminal, kind):
    """A terminal that cannot move its cursor reads lines, too."""
    is_shown = Event()
    monkeypatch.setenv("TERM", kind)

    class Screen(io.StringIO):
        def write(self, text: str) -> int:
            if "Computing" in text:
                is_shown.set()
            return super().write(text)

    screen = Screen()
    monkeypatch.setattr(shown, "stderr", Console(file=screen, force_terminal=terminal, width=200))
    with computing_progress("Density", "en"):
        pass
    assert screen.getvalue() == ""
    monkeypatch.setattr(shown, "_QUIET_SECONDS", 0.001)
    with computing_progress("Density", "en") as pace:
        pace.report("computing", 0, 1, 1000.0)
        assert is_shown.wait(60)
    assert "Computing: Density" in screen.getvalue()
