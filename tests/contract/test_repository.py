"""Is everything in the repository fit to be published: no foreign hosts, no traces of a machine, a whole wheel?"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IGNORED = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split() if line.endswith("/")}
FOREIGN = ("vendor", "data")
"""Folders with what others wrote: their files name whom they like."""

REGISTRIES = "pypi.org files.pythonhosted.org registry.npmjs.org repo1.maven.org repo.maven.apache.org crates.io proxy.golang.org deb.debian.org"
TRACES = {
    "a registry": "|".join(map(re.escape, REGISTRIES.split())),
    "a folder of one machine": r"(?<![\w.*-])/(?:work|root|home)/",
    "something left to do": r"\b(?:TODO|FIXME|XXX)\b",
}
CYPHER = re.compile(r"\b(?:MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+[$\w]|\bDETACH DELETE\b|\bRETURN \w+\.")
PACKAGES = ("app", "cypher", "graph_schema", "examples")
NOT_SHIPPED = Path("examples/nrw-esf-essen")


def files() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in {*IGNORED, ".git"} and not name.endswith(".egg-info")]
        own = (name for name in names if name != ".git")  # a file in a second work tree
        yield from (Path(folder, name).relative_to(ROOT) for name in own)


def texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        content = (ROOT / path).read_bytes()
        if path != Path(__file__).relative_to(ROOT) and not set(FOREIGN) & set(path.parts) and b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("trace", TRACES)
def test_no_file_holds(trace):
    pattern = re.compile(TRACES[trace])
    entries = {f"{path}: {match.group()}" for path, text in texts() for match in pattern.finditer(text)}
    assert entries == set()


def test_the_quick_check_makes_fewer_random_trials_of_every_law():
    """Who names a number of trials asks ``trials``, which knows the profile."""
    numbers = re.compile(r"max_examples=\d")
    assert [str(path) for path, text in texts() if path.parts[0] == "tests" and numbers.search(text)] == []


def test_queries_are_files():
    entries = {
        f"{path}: {match.group()}"
        for path, text in texts()
        if path.parts[0] == "app" and path.suffix == ".py"
        for match in CYPHER.finditer(text)
    }
    assert entries == set()


def test_the_licence_is_the_one_that_is_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"]
    assert declared == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_every_locked_package_has_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in lock.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) > 50
    assert [
        line for line in lines if not re.match(r"[\w.-]+==[^\s;]+( ;[^-]+)?( +--hash=sha256:[0-9a-f]{64})+ *$", line)
    ] == []


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.match(r"[\w.-]+", entry).group().lower() for entry in wanted}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert names - {name.lower() for name in locked} == set()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=source, check=True, capture_output=True
    )
    [made] = (source / "dist").glob("*.whl")
    return zipfile.ZipFile(made)


def test_the_wheel_holds_every_file_the_program_reads(wheel):
    shipped = {path for path in files() if path.parts[0] in PACKAGES and NOT_SHIPPED not in path.parents}
    assert {path.as_posix() for path in shipped} - set(wheel.namelist()) == set()


def test_the_wheel_holds_nothing_else(wheel):
    folders = {name.split("/")[0] for name in wheel.namelist()}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == set(PACKAGES)
    assert [name for name in wheel.namelist() if name.startswith(NOT_SHIPPED.as_posix())] == []
