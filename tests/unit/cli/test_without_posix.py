"""Do files become reports and results where Python lacks what only POSIX has, as on Windows?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.posix_free import MISSING, without_posix

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    environment = os.environ | without_posix(folder / "hook")
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def network(tmp_path) -> Path:
    ties = "".join(f"a{number},a{(number * 7 + 1) % 60}\n" for number in range(60))
    file = tmp_path / "netz.csv"
    file.write_text(f"source,target\n{ties}", "utf-8")
    return file


@pytest.mark.parametrize("module", MISSING)
def test_the_modules_are_taken_away(tmp_path, module):
    assert run(tmp_path, "-c", f"import {module}").returncode == 1


def test_a_report_is_written(tmp_path, network):
    done = run(tmp_path, "-m", "app", "report", "--from", str(network), "--format", "md", "-o", "bericht.md")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "bericht.md").stat().st_size > 1000


@pytest.mark.parametrize("limit", ["", "0"])
def test_an_analysis_runs_here_and_in_a_worker(tmp_path, network, limit):
    """With ``limit`` nothing is cheap, so that a process of its own computes it."""
    code = (
        f"import app.usecases.computing as computing\ncomputing.CHEAP_SECONDS = {limit or 'computing.CHEAP_SECONDS'}\n"
        f"from app.cli.program import run\nraise SystemExit(run(['analyse', 'betweenness', '--from', {str(network)!r}, '--json']))"
    )
    done = run(tmp_path, "-c", code)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_the_embedded_database_says_where_it_runs(tmp_path):
    done = run(tmp_path, "-m", "app", "workspace", "list", "--lang", "en")

    assert done.returncode == 1
    assert "Linux and macOS" in done.stderr
    assert "NETZBLICK_NEO4J_URL" in done.stderr
