"""Does the documentation say what is so: links lead somewhere, commands exist, settings and analyses are all told?"""

import dataclasses
import doctest
import re
import tomllib
from pathlib import Path

import pytest
import typer

from app.analysis.interface import catalogue
from app.cli.program import program
from app.records.cooperations import STATUSES
from app.records.records import TOPICS
from app.settings import Settings
from tests.analysis_list import GLOSSARY, renewed

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("examples/*/*.md"),
        *ROOT.glob("tests/**/*.md"),
    )
)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
ANALYSIS_PARTS = (
    "Was Sie sehen",
    "Worauf es beruht",
    "Was es nicht weiß",
    "So wird gerechnet",
    "Einstellungen",
    "Beispiel",
)
every_page = pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
every_analysis = pytest.mark.parametrize("entry", catalogue().values(), ids=list(catalogue()))


def text(path: Path) -> str:
    return path.read_text("utf-8")


def code_blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def section(page: str, title: str) -> str:
    return re.split(r"^## ", page.split(f"\n## {title}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def table_rows(part: str) -> list[list[str]]:
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


@every_page
def test_links_lead_to_files(page):
    assert [link for link in LINK.findall(text(page)) if not (page.parent / link).exists()] == []


@every_page
def test_make_targets_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", text(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text(page), re.MULTILINE)) - targets == set()


@every_page
def test_commands_exist(page):
    known = commands()
    named = re.findall(
        r"(?:^|`|/|\$ )netzblick ((?:[a-z]+ ?)+)", "\n".join(code_blocks(text(page), "sh")), re.MULTILINE
    )
    for words in map(str.split, named):
        assert " ".join(words[:1]) in known or " ".join(words[:2]) in known, words


def commands() -> set[str]:
    """Names of all commands, those of groups as two words."""
    group = typer.main.get_command(program)
    return {
        name if not hasattr(command, "commands") else f"{name} {inner}"
        for name, command in group.commands.items()
        for inner in getattr(command, "commands", [""])
    }


@every_page
def test_options_exist(page):
    program_itself = typer.main.get_command(program)
    known = {
        option
        for command in [program_itself, *leaves()]
        for child in command.params
        for option in (*child.opts, *child.secondary_opts)
    }
    lines = re.findall(r"netzblick [^#\n]*", "\n".join(code_blocks(text(page), "sh")))
    assert {option for line in lines for option in re.findall(r" (--?[a-z][a-z-]*)", line)} - known == set()


def leaves() -> list:
    group = typer.main.get_command(program)
    return [inner for child in group.commands.values() for inner in getattr(child, "commands", {"": child}).values()]


def test_every_setting_is_told():
    rows = table_rows(section(text(ROOT / "docs/operating.md"), "Settings"))
    listed = {row[0].strip("`"): row[1].strip("`") for row in rows}
    assert listed == {f"NETZBLICK_{name.upper()}": default(name) for name in Settings.model_fields}, (
        "its row in docs/operating.md, Settings, with the default"
    )


def default(name: str) -> str:
    value = Settings.model_construct().model_dump()[name]
    if isinstance(value, bool):
        return str(value).lower()
    return "–" if value is None else str(value).replace(str(Path.home()), "~")


@every_page
def test_variables_exist(page):
    known = {f"NETZBLICK_{name.upper()}" for name in Settings.model_fields}
    of_tests = {"NETZBLICK_TEST_NEO4J_URL", "NETZBLICK_TEST_NEO4J_USER", "NETZBLICK_TEST_NEO4J_PASSWORD_FILE"}
    assert set(re.findall(r"\bNETZBLICK_[A-Z0-9_]*[A-Z0-9]", text(page))) - known - of_tests == set()


def test_every_decision_is_listed():
    pages = {path.name for path in (ROOT / "docs/decisions").glob("*.md")} - {"README.md"}
    assert set(LINK.findall(text(ROOT / "docs/decisions/README.md"))) == pages


def test_every_dependency_is_justified():
    page = text(ROOT / "docs/decisions/dependencies.md")
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    for part, wanted in (
        ("The product", project["project"]["dependencies"]),
        ("Tests and building", project["dependency-groups"]["dev"]),
    ):
        rows = table_rows(section(page, part))
        assert [row[0].strip("`") for row in rows] == [re.match(r"[\w.-]+", child).group() for child in wanted]
        assert all(row[1] and row[3] for row in rows)


def test_the_glossary_knows_every_record():
    words = set(re.findall(r"`(\w+)`", text(ROOT / "docs/glossary.md")))
    assert {kind.__name__ for kind in TOPICS.values()} | set(TOPICS) | set(STATUSES) <= words


def test_the_glossary_lists_every_analysis():
    page = text(GLOSSARY)
    assert page == renewed(page), "run make docs"
    assert catalogue().keys() <= {row[1].split("`")[1] for row in table_rows(section(page, "Analyses"))}


def test_every_analysis_has_a_page():
    pages = {path.stem for path in (ROOT / "docs/analyses").glob("*.md")} - {"README"}
    assert pages == set(catalogue()), "a page in docs/analyses for each, as CONTRIBUTING shows"


@every_analysis
def test_an_analysis_is_told_in_its_parts(entry):
    page = text(ROOT / f"docs/analyses/{entry.id}.md")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == list(ANALYSIS_PARTS)
    assert all(section(page, part).strip() for part in ANALYSIS_PARTS)


@every_analysis
def test_the_parameters_of_an_analysis_are_told(entry):
    rows = table_rows(section(text(ROOT / f"docs/analyses/{entry.id}.md"), "Einstellungen"))
    fields = dataclasses.fields(entry.parameters)
    listed = [(row[0].strip("`"), row[1].strip("`"), row[2].replace("`", "")) for row in rows]
    assert listed == [(field.name, default_text(field.default), bounds(field)) for field in fields]


def default_text(value: object) -> str:
    """A default as the pages write it: as ``--set`` takes it, ``–`` where it is empty."""
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "–"
    return str(value).lower() if isinstance(value, bool) else str(value) or "–"


def bounds(field: dataclasses.Field) -> str:
    """Bounds or choices as the pages write them: numbers in German, nothing where there are none."""
    low, high, choices = (field.metadata[name] for name in ("low", "high", "choices"))
    if choices:
        return ", ".join(choices)
    return "" if low is None else f"{german(low)} bis {german(high)}"


def german(number: float) -> str:
    return f"{number:g}".replace(".", ",") if number < 1e5 else str(int(number))


@every_analysis
def test_the_example_of_an_analysis_runs(entry):
    blocks = code_blocks(section(text(ROOT / f"docs/analyses/{entry.id}.md"), "Beispiel"), "python")
    assert blocks
    for block in blocks:
        session = doctest.DocTestParser().get_doctest(block, {}, entry.id, None, 0)
        assert session.examples
        assert doctest.DocTestRunner().run(session).failed == 0
