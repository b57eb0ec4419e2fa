"""Do the first commands that a newcomer types work as docs/getting-started.md says?"""

import pytest

from tests.walkthrough import blocks, type_in

PAGE = "docs/getting-started.md"


@pytest.mark.slow
def test_what_needs_no_database_works(tmp_path):
    marked = blocks(PAGE, database=False)
    assert len(marked) == 2
    for block in marked:
        done = type_in(block, tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "report.html").read_text("utf-8").lower().startswith("<!doctype html>")
    assert (tmp_path / "report.md").read_text("utf-8").startswith("# ")
    assert (tmp_path / "arbeitsmappe-alle-blaetter.xlsx").stat().st_size > (
        tmp_path / "arbeitsmappe.xlsx"
    ).stat().st_size
