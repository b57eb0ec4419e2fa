"""Do the commands that keep data work as the documentation says, each with a database that it starts itself?"""

import pytest

from app.embedded.server import stop
from app.settings import Settings
from tests.walkthrough import blocks, type_in


@pytest.fixture
def typed(tmp_path):
    """Type a block in a folder of its own; gives what it printed. No database of it outlives the test."""
    variables = {"NETZBLICK_HOME": str(tmp_path / "home"), "NETZBLICK_CACHE": str(Settings().cache)}

    def type_(block: str) -> str:
        done = type_in(block, tmp_path, **variables)
        assert done.returncode == 0, done.stderr
        return done.stdout

    yield type_
    stop(tmp_path / "home")


def test_a_workbook_is_kept_and_reported(typed, tmp_path):
    [block] = blocks("docs/getting-started.md", database=True)
    assert "\naltendorf  Altendorf  " in typed(block)
    assert "Altendorf" in (tmp_path / "bericht.html").read_text("utf-8")


def test_a_backup_is_a_copy_of_the_folder(typed):
    backup, restore = blocks("docs/operating.md", database=True)
    typed(".venv/bin/netzblick workspace create altendorf --name Altendorf")
    typed(backup + restore)
    assert typed(".venv/bin/netzblick workspace list").startswith("altendorf  Altendorf  ")
