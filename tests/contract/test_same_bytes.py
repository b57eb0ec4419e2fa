"""Do the same data give the same bytes? In other processes, with other hash seeds, with the rows in another order."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.network.graph.build_network import build_network
from app.records.records import Records
from app.report.forms import html, json, markdown
from app.usecases.examples import read_example
from app.usecases.imports.read_file import read_records
from app.usecases.make_report import make_report

EXAMPLE = Path("examples/essener-konsens")
FORMATS = {"html": html.render, "md": markdown.render, "json": json.dumps}


def in_a_process(hash_seed: str, form: str, folder: Path) -> bytes:
    out = folder / f"{hash_seed}.{form}"
    command = [sys.executable, "-m", "app", "report", "--from", str(EXAMPLE), "--format", form, "-o", str(out)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
    return out.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "json"])
def test_two_processes_with_other_hash_seeds_write_the_same(form, tmp_path):
    assert in_a_process("1", form, tmp_path) == in_a_process("2", form, tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_records_does_not_matter(seed):
    example = read_example(EXAMPLE)
    records = read_records(example.files, Records(), mapping=None, lang="de").records
    shuffled = Records(**{topic: shuffle(record, seed) for topic, record in records})
    assert all_formats(records) == all_formats(shuffled)


def shuffle(records: tuple, seed: int) -> tuple:
    """Records, and the lists inside cooperations and groups, in another order."""
    entries = [
        replace(record, members=in_disorder(record.members, seed)) if hasattr(record, "members") else record
        for record in records
    ]
    return in_disorder(tuple(entries), seed)


def in_disorder(values: tuple, seed: int) -> tuple:
    return tuple(random.Random(seed).sample(values, len(values)))


def all_formats(records: Records) -> dict[str, str]:
    network = build_network(records, date(2024, 9, 1))
    report = make_report(network, title="Essen", lang="de", audience="internal")
    return {form: render(report) for form, render in FORMATS.items()}
