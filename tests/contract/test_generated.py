"""What is made from schema.toml is as the scripts make it, and a new plain field costs what the documents say."""

import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from app.records.records import TOPICS
from app.store.queries import queries
from scripts.queries import BY_HAND, generated, path_of
from scripts.schema_page import schema_page

ROOT = Path(__file__).parents[2]
MADE_OF = ("app", "cypher", "graph_schema", "scripts", "examples")


@pytest.mark.parametrize("name", generated())
def test_a_generated_query_is_as_the_schema_makes_it(name: str):
    assert path_of(name).read_text("utf-8") == generated()[name], "run make docs"


def test_of_each_topic_that_is_a_node_all_but_a_few_queries_are_generated():
    shapes = {f"{topic}/{shape}" for topic in TOPICS for shape in ("read", "list", "write", "link", "delete")}
    of_relationships = {name for name in shapes if name.startswith("cooperations/")}

    assert shapes - generated().keys() == of_relationships | BY_HAND
    assert queries().keys() >= BY_HAND


def test_the_page_is_up_to_date():
    assert (files("graph_schema") / "README.md").read_text("utf-8") == schema_page(), "run make docs"


NEW_FIELDS = (
    (
        "app/records/areas.py",
        '    open_to_others: OpenToOthers = "unknown"\n',
        "    opening_hours: str | None = None\n",
    ),
    (
        "graph_schema/schema.toml",
        "[labels.Place.properties]\n",
        'opening_hours = { type = "STRING", longest = 2000, de = "Öffnungszeiten", en = "when it is open", example = "Mo-Fr 9-17" }\n',
    ),
    (
        "app/intake/sheets/further_sheets.py",
        '        yes_no_column("established", "Etabliert", "Established"),\n',
        '        text_column("opening_hours", "Öffnungszeiten", "Opening hours"),\n',
    ),
    ("app/records/offers.py", "    legal_plurality: bool = False\n", '    accessible: str = "unknown"\n'),
    (
        "graph_schema/schema.toml",
        "[labels.Offer.properties]\n",
        'accessible = { type = "STRING", required = true, default = "unknown", vocabulary = "accessible", de = "barrierefrei", en = "whether it can be reached with a wheelchair", example = "yes" }\n',
    ),
    (
        "app/intake/sheets/basic_sheets.py",
        '        yes_no_column("legal_plurality", "Gesetzlich plural", "Legal plurality"),\n',
        '        code_column("accessible", "Barrierefrei", "Accessible", "accessible"),\n',
    ),
)
"""Where a line is added behind another: dataclass, schema, heading; of a text, and of a code."""

NEW_VOCABULARY = ("open_to_others", "accessible")
"""The file that is there, and a new one with the same terms."""

USED = """
from app.api.v1.record_models import models_of, record_json
from app.intake.intake import take_in
from app.formats.files import InputFile, read_tables
from app.store.queries import queries
from app.store.rows import record_of, row_of

file = InputFile("orte.csv", "Name;Öffnungszeiten\\nTreff;Mo 9 bis 17 Uhr".encode())
[place] = take_in(read_tables([file])).records.places
assert place.opening_hours == "Mo 9 bis 17 Uhr"
assert record_of("places", row_of(place)) == place
assert models_of("places").stored.model_validate(record_json(place)).opening_hours == place.opening_hours
assert models_of("places").patch.model_fields["opening_hours"].description == "when it is open"
assert queries()["places/read"].returns["opening_hours"] == "STRING"
assert "place.opening_hours = row.opening_hours" in queries()["places/write"].text

from app.intake.sheets.template import template

rows = "Name;Barrierefrei\\nA;x\\nB;nein\\nC;-\\nD;k. A."
taken_in = take_in(read_tables([InputFile("angebote.csv", rows.encode())]))
told = {offer.name: offer.accessible for offer in taken_in.records.offers}
assert told == {"A": "yes", "B": "no", "C": "unknown", "D": "unknown"}, told
assert not [notice for notice in taken_in.notices if notice.code == "read_as"]
assert template("de", True)
assert "coalesce(offer.accessible, 'unknown') AS accessible" in queries()["offers/read"].text
"""


def test_a_new_field_costs_a_line_in_three_files_and_a_vocabulary_where_it_has_codes(tmp_path: Path):
    for folder in MADE_OF:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.xlsx"))
    known, new = (tmp_path / f"graph_schema/vocabularies/{name}.toml" for name in NEW_VOCABULARY)
    shutil.copy(known, new)
    for name, before, line in NEW_FIELDS:
        text = (tmp_path / name).read_text("utf-8")
        assert text.count(before) == 1
        (tmp_path / name).write_text(text.replace(before, before + line), "utf-8")

    for arguments in (["-m", "scripts.queries"], ["-c", USED]):
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        made = subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stderr
