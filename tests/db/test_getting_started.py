"""Do the commands of docs/getting-started.md that keep data work, each with a database that it starts itself?"""

import pytest

from app.settings import Settings
from tests.walkthrough import blocks, type_in

pytestmark = pytest.mark.db


def test_a_workbook_is_kept_and_reported(tmp_path):
    home = tmp_path / "home"
    [block] = blocks("docs/getting-started.md", database=True)
    done = type_in(block, tmp_path, NETZBLICK_HOME=str(home), NETZBLICK_CACHE=str(Settings().cache))
    assert done.returncode == 0, done.stderr
    assert "altendorf" in done.stdout.splitlines()[-1]
    assert "Altendorf" in (tmp_path / "bericht.html").read_text("utf-8")
    assert not (home / "run.json").exists() or "Neo4j" not in done.stderr
