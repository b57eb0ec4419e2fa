"""Is every analysis what the catalogue says: named like its file, a question, parameters that explain themselves?"""

import dataclasses
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import app.analysis.gaps
import app.analysis.measures
from app.analysis.interface import catalogue, sections
from app.errors import InvalidInput
from app.report.texts import LANGUAGES, texts
from tests.factories import wave
from tests.graphs import network_of_graph

EXAMPLE = Path(__file__).parents[2] / "examples" / "essener-konsens"
KINDS = ("findings", "measures")
every_analysis = pytest.mark.parametrize("entry", catalogue().values(), ids=list(catalogue()))
every_parameter = pytest.mark.parametrize(
    ("entry", "field"),
    [
        pytest.param(entry, field, id=f"{entry.id}:{field.name}")
        for entry in catalogue().values()
        for field in dataclasses.fields(entry.parameters)
    ],
)


def test_every_module_is_in_the_catalogue():
    rooms = (app.analysis.measures, app.analysis.gaps)
    modules = {info.name for room in rooms for info in pkgutil.iter_modules(room.__path__)}
    assert {module.replace("_", "-") for module in modules - {"actor_measures"}} == set(catalogue())


@every_analysis
def test_its_id_is_the_name_of_its_file(entry):
    assert entry.run.__module__.rpartition(".")[2] == entry.id.replace("-", "_")
    assert entry.version >= 1
    assert entry.kind in KINDS


@every_analysis
def test_its_first_line_says_what_is_in_it(entry):
    first = (sys.modules[entry.run.__module__].__doc__ or "").splitlines()[0]
    assert first.endswith((".", "?"))
    assert len(first) <= 120


@every_analysis
def test_what_others_read_instead_of_a_no_has_sentences(entry):
    for code, restatement in entry.restated.items():
        for lang in LANGUAGES:
            assert {code, restatement.message} <= texts(entry.id, lang).keys()


def test_every_section_is_filled():
    assert [code for code, ids in sections().items() if not ids] == []


@every_analysis
def test_its_parameters_are_frozen(entry):
    assert entry.parameters.__dataclass_params__.frozen
    assert entry.checked({}) == entry.parameters()


@every_parameter
def test_a_parameter_says_what_it_means(entry, field):
    doc = field.metadata["doc"]
    assert doc.strip() == doc
    assert doc
    assert "\n" not in doc


@every_parameter
def test_a_number_has_bounds_and_a_word_has_choices(entry, field):
    bounds = field.metadata["low"], field.metadata["high"]
    if isinstance(field.default, bool):
        assert bounds == (None, None)
    elif isinstance(field.default, int | float):
        assert bounds[0] <= field.default <= bounds[1]
    elif field.metadata["choices"]:
        assert field.default in field.metadata["choices"]


@every_parameter
def test_a_value_out_of_bounds_is_refused(entry, field):
    if field.metadata["high"] is not None:
        with pytest.raises(InvalidInput) as refused:
            entry.checked({field.name: field.metadata["high"] + 1})
        assert [problem.pointer for problem in refused.value.problems] == [f"/{field.name}"]


@pytest.mark.slow
def test_an_analysis_of_a_file_needs_neither_database_nor_service():
    program = (
        "import json, sys\n"
        "from app.cli.program import run\n"
        f"code = run(['analyse', 'parallel-offers', '--from', {str(EXAMPLE)!r}, '--json'])\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(json.dumps([code, sorted(loaded & {'neo4j', 'fastapi', 'starlette', 'uvicorn', 'jgo'})]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stderr.splitlines()[-1]) == [0, []]
    assert json.loads(done.stdout)["analysis"] == "parallel-offers"


@every_analysis
def test_what_may_cost_more_than_the_records_says_how_it_costs_less(entry):
    graph = network_of_graph(nx.gnm_random_graph(1000, 5000, seed=1))
    survey = (wave("w", "0 1", answered_by="0 1"),)
    network = dataclasses.replace(graph, records=dataclasses.replace(graph.records, waves=survey))
    usual, less = entry.checked({}), entry.checked(entry.cheaper)
    assert entry.cost(network, usual) > 0
    assert entry.cost(network, less) < entry.cost(network, usual) or not entry.cheaper
