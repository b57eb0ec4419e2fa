"""What does an analysis say when there is nothing to say, or when it is asked nonsense? Never NaN, never a traceback."""

import json
import math
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from app.analysis.interface import analysis, catalogue
from app.cli.program import run
from app.errors import InvalidInput, NetzblickError, UnknownName
from app.findings import Result
from app.formats.graph_files import read_graph
from app.network.graph.from_graph_file import build_graph_network, graph_settings
from app.report.forms.json import plain
from app.usecases.make_report import AUDIENCES, TEXT_FORMATS, rendered, report_of, results_for_report
from tests.factories import (
    actor,
    area,
    checked,
    funding_area,
    grant,
    group,
    indicator,
    network,
    observation,
    occasion,
    offer,
    place,
    programme,
    project,
    report,
    tie,
    wave,
)
from tests.graphs import DAY

every_analysis = pytest.mark.parametrize("entry", catalogue().values(), ids=list(catalogue()))

WHAT = {"areas": "D1", "target_groups": "unemployed", "themes": "sport", "start": "2023", "end": "2026"}
CITY = (
    area("E", kind="city"),
    *(area(area_id, part_of="E", kind="quarter") for area_id in ("D1", "D2", "D3")),
    *(actor(member, kinds="school jobcenter", sphere="public", active_in="D1 D2") for member in "ABCD"),
    offer("o1", "A", **WHAT),
    offer("o2", "B", **WHAT),
    project("p1", "A B", role_model="stated", **WHAT),
    group("g1", "A B C", areas="D1", themes="sport"),
    place("house", area="D1", operators="A"),
    programme("esf"),
    grant("grant", "esf", "A", start="2023", end="2025", projects="p1"),
    grant("for ever", "esf", "B", start="0001", end="9999", projects="p1"),
    funding_area("F", "D1", start="2020", end="2025"),
    funding_area("for long", "D2", start="2020", end="9999"),
    checked("offers", "D1"),
    occasion("festival", "2024-10-05", participants="A C"),
    offer("o3", "C", **WHAT | {"themes": "health"}),
)
NEED = indicator("u", direction="more_need", target_group="unemployed")
SHARES = tuple(observation("u", where, 20, base=1000) for where in ("D1", "D2", "D3"))
TIES = (tie("A", "B", status="confirmed", strength=4), tie("C", "D", status="one_sided"))

NETWORKS = {
    "nothing": network(),
    "nothing, closed": network(closed_world=True),
    "one actor": network(actor("A")),
    "one actor who is one person": network(actor("A", one_person=True)),
    "two actors": network(actor("A"), actor("B")),
    "two actors and their tie": network(tie("A", "B")),
    "only people": network(*(actor(actor_id, one_person=True) for actor_id in "AB"), tie("A", "B")),
    "no ties": network(*CITY, NEED, *SHARES),
    "in two parts": network(*CITY, NEED, *SHARES, *TIES),
    "in two parts, closed": network(*CITY, NEED, *SHARES, *TIES, closed_world=True),
    "only unknown ties": network(*CITY, NEED, *SHARES, *(tie(*pair, status="unknown") for pair in ("AB", "CD"))),
    "only denied ties": network(*CITY, *(tie(*pair, status="denied") for pair in ("AB", "AC", "AD", "BC", "BD", "CD"))),
    "everybody tied": network(*CITY, *(tie(*pair, strength=4) for pair in ("AB", "AC", "AD", "BC", "BD", "CD"))),
    "no indicator": network(*CITY, *TIES),
    "an indicator without a number": network(*CITY, NEED),
    "all suppressed": network(
        *CITY, NEED, *(observation("u", item, None, suppressed=True) for item in ("D1", "D2", "D3"))
    ),
    "all below the threshold": network(
        *CITY, NEED, *(observation("u", label, 0.1, base=1000) for label in ("D1", "D2", "D3"))
    ),
    "nobody in need": network(*CITY, NEED, *(observation("u", name, 0, base=0) for name in ("D1", "D2", "D3"))),
    "long before": network(*CITY, NEED, *SHARES, *TIES, as_of="1900-01-01"),
    "long after": network(*CITY, NEED, *SHARES, *TIES, as_of="2199-12-31"),
    "the first day": network(*CITY, NEED, *SHARES, *TIES, as_of="0001-01-01"),
    "the last day": network(*CITY, NEED, *SHARES, *TIES, as_of="9999-12-31"),
    "areas in a circle": network(area("X", part_of="Y"), area("Y", part_of="X"), offer("o", "A", areas="X")),
    "names of nothing": network(
        offer("o", "A", areas="nowhere", target_groups="nobody", themes="nothing"),
        actor("A", kinds="made_up", unit_of="B", home_area="nowhere", active_in="nowhere"),
        grant("g", "no programme", "A"),
        group("w", "A", areas="nowhere"),
    ),
    "a wave without answers": network(wave("w", "A B")),
    "one answer": network(wave("w", "A B", answered_by="A"), report("w", "A", "B", 0)),
}
on_every_network = pytest.mark.parametrize("name", NETWORKS)


def numbers(value: Any) -> Iterator[float]:
    """Every number in a value, however deep."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for one in value:
            yield from numbers(one)
    elif isinstance(value, float):
        yield value


def is_told_well(result: Result) -> bool:
    """Numbers are numbers, and who gets none is told why."""
    assert all(map(math.isfinite, numbers(plain(result)))), "a number is none"
    for measure in result.measures:
        assert (measure.value is None) == (measure.reason is not None), (
            f"{measure.subject} has a value and a reason, or neither"
        )
        assert measure.value is None or measure.low is None or measure.low <= measure.value + 1e-9
        assert measure.value is None or measure.high is None or measure.value <= measure.high + 1e-9
    return all(finding.subjects and finding.message.code for finding in result.findings)


@every_analysis
@on_every_network
def test_it_gives_a_value_or_a_reason(entry, name):
    assert is_told_well(entry(NETWORKS[name]))


@on_every_network
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_report_is_written(name, lang):
    net = NETWORKS[name]
    results = results_for_report(net)
    for audience in AUDIENCES:
        made = report_of(results, net, title="Stadt", lang=lang, audience=audience)
        for form in TEXT_FORMATS:
            text = rendered(made, form).decode()
            wrong = {"nan", "inf", "None"} - ({"None"} if lang == "en" else set())
            assert not wrong & {word.strip(".,;:()*-<>") for word in text.split()}


# --- parameters ---------------------------------------------------------------------------------------------------

PARAMETERS = [
    pytest.param(entry, field, id=f"{entry.id}:{field.name}")
    for entry in catalogue().values()
    for field in fields(entry.parameters)
]
NONSENSE = (
    math.nan,
    math.inf,
    -math.inf,
    "nan",
    "inf",
    "",
    "abc",
    None,
    [],
    {},
    {"a": 1},
    [None],
    [[]],
    2**70,
    -1,
    "1e999",
)


@pytest.mark.parametrize(("entry", "field"), PARAMETERS)
def test_nonsense_is_refused_or_means_something(entry, field):
    """What is not refused is a value of the right type with which the analysis gives numbers."""
    for value in NONSENSE:
        try:
            read = getattr(entry.checked({field.name: value}), field.name)
        except InvalidInput:
            continue
        assert isinstance(read, type(field.default)), f"{value!r} was read as {read!r}"
        assert all(map(math.isfinite, numbers([read] if not isinstance(read, tuple) else [*read]))), f"{value!r}"


@pytest.mark.parametrize("weights", ["nan,0,0,0,0,1", "inf,0,0,0,0,1", "1", "1,0,0,0,0,0,0", "2,-1,0,0,0,0"])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(InvalidInput):
        analysis("missing-links")(network(), {"weights": weights})


@pytest.mark.parametrize(("entry", "field"), PARAMETERS)
def test_a_misspelt_parameter_is_answered_with_its_name(entry, field):
    with pytest.raises(InvalidInput) as refused:
        entry(network(), {f"{field.name}x": 1})

    (problem,) = refused.value.problems
    assert (problem.code, problem.pointer, problem.suggestion) == ("unknown_parameter", f"/{field.name}x", field.name)


@pytest.mark.parametrize("analysis_id", catalogue())
def test_a_misspelt_analysis_is_answered_with_its_name(analysis_id):
    with pytest.raises(UnknownName) as refused:
        analysis(f"{analysis_id}x")
    assert analysis_id in f"{refused.value.hint}"


@every_analysis
def test_the_ends_of_every_bound_give_numbers(entry):
    """Each parameter at its least and at its greatest value, as far as that is quick."""
    for field in fields(entry.parameters):
        if field.name not in {"permutations", "rewirings", "starts", "runs", "repetitions"}:
            for bound in (field.metadata["low"], field.metadata["high"]):
                if bound is not None and not isinstance(field.default, tuple):
                    assert is_told_well(entry(NETWORKS["in two parts"], {field.name: type(field.default)(bound)}))


# --- files --------------------------------------------------------------------------------------------------------

FILES = {
    "empty": {"edges.csv": "source,target\n"},
    "no bytes": {"edges.csv": ""},
    "one node": {"nodes.csv": "id\na\n", "edges.csv": "source,target\n"},
    "in two parts": {"edges.csv": "source,target,strength\na,b,3\nc,d,\n"},
    "only itself": {"edges.csv": "source,target\na,a\n"},
    "only unknown ties": {"edges.csv": "source,target,status\na,b,unknown\nc,d,unknown\n"},
    "no such status": {"edges.csv": "source,target,status\na,b,maybe\n"},
    "a strength of none": {"edges.csv": "source,target,strength\na,b,NaN\n"},
    "an edge to nowhere": {"nodes.csv": "id\na\n", "edges.csv": "source,target\na,b\n"},
    "workbook without rows": {"akteure.csv": "ID;Name;Art\n"},
    "workbook of one": {"akteure.csv": "ID;Name;Art\na;AWO;\n"},
}


@pytest.fixture(scope="module", params=FILES)
def folder(request, tmp_path_factory):
    """A folder with the files of a case."""
    made = tmp_path_factory.mktemp("case")
    for name, text in FILES[request.param].items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@every_analysis
def test_a_poor_file_is_answered_or_refused(entry, folder, capsys):
    code = run(["analyse", entry.id, "--from", str(folder), "--as-of", "2024-09-01", "--json"])

    captured = capsys.readouterr()
    content = json.loads(captured.out, parse_constant=lambda number: pytest.fail(f"{number} is no number"))
    assert "Traceback" not in captured.err
    if code:
        assert (
            code,
            content["error"]["detail"] != "",
            content["error"]["hint"] is not None or content["error"]["errors"] != [],
        ) == (
            1,
            True,
            True,
        )
    else:
        assert content["analysis"] == entry.id


@pytest.fixture
def edges(tmp_path):
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n", encoding="utf-8")
    (tmp_path / "nodes.csv").write_text("id,sector\na,x\nb,y\nc,x\n", encoding="utf-8")
    return tmp_path


@every_analysis
@pytest.mark.parametrize(
    "asked", ["group_by=sectr", "item_attribute=sectr", "no_such_thing=1", "unknown=perhaps", "directed=2"]
)
def test_a_misspelt_question_to_a_file_is_refused(entry, asked, edges, capsys):
    assert run(["analyse", entry.id, "--from", str(edges), "--set", asked, "--json"]) == 1

    error = json.loads(capsys.readouterr().out)["error"]
    assert error["hint"] or error["errors"]
    assert asked.partition("=")[0] in json.dumps(error) or asked.partition("=")[2] in json.dumps(error)


def test_a_graph_without_the_attribute_is_told_which_there_are(edges):
    with pytest.raises(NetzblickError) as refused:
        build_graph_network(read_graph(edges), DAY, graph_settings({"group_by": "sectr"}))
    assert "sector" in f"{refused.value.hint}"
