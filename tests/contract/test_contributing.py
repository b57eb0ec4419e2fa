"""CONTRIBUTING's steps, done as they are written: a new analysis is five files, and every contract holds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEW = "offers-without-end"
CONTRACTS = ("test_catalogue.py", "test_docs.py", "test_report_texts.py", "test_sensitivity.py")
OWN_TEST = f"tests/unit/analysis/gaps/test_{NEW.replace('-', '_')}.py"
FILE = re.compile(r"^(`{3,})\w+ (\S+/\S+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of the repository with the files of CONTRIBUTING written where it says."""
    copy = tmp_path_factory.mktemp("house")
    for name in ("app", "tests", "docs", "cypher", "graph_schema", "examples"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    for file in (*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile", ROOT / "LICENSE"):
        shutil.copy(file, copy / file.name)
    for name, content in files().items():
        (copy / name).write_text(content, "utf-8")
    run(copy, "-m", "tests.analysis_list")
    return copy


def files() -> dict[str, str]:
    """Contents by path, from the blocks of CONTRIBUTING that name one."""
    return {path: text for _, path, text in FILE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))}


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return done.stdout


def test_a_new_analysis_is_five_files_and_none_of_them_is_there_already():
    assert len(files()) == 5
    assert [name for name in files() if (ROOT / name).exists()] == []


@pytest.mark.slow
def test_every_contract_holds_for_it(house):
    """Those of the whole catalogue and those of the new analysis; the others are proved where this test stands."""
    contracts = [f"tests/contract/{name}" for name in CONTRACTS]
    wanted = " or ".join((NEW, NEW.replace("-", "_"), "glossary", "section", "share", "module", "page"))
    passed = run(house, "-m", "pytest", "-q", "-p", "no:randomly", *contracts, OWN_TEST, "-k", wanted)
    assert int(re.findall(r"(\d+) passed", passed)[-1]) > 20


@pytest.mark.slow
def test_it_stands_in_the_report(house):
    report = run(house, "-m", "app", "report", "--from", "examples/essener-konsens", "--format", "md", "--lang", "de")
    assert "Angebote ohne Ende: Gesucht werden Angebote mit eingetragenem Anfang" in report
