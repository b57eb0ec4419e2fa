"""The contract of analyses: discovery, parameters that are read and refused, completed results."""

import json
from dataclasses import asdict, dataclass

import pytest

from app.analysis.interface import Analysis, Answer, analysis, catalogue, parameter
from app.errors import InvalidInput, UnknownName
from tests.factories import AS_OF, actor, area, checked, network


@dataclass(frozen=True, slots=True)
class Parameters:
    share: float = parameter(0.5, "a share", low=0, high=1)
    count: int = parameter(3, "a count", low=1)
    deep: bool = parameter(False, "a switch")
    mode: str = parameter("any", "a choice", choices=("any", "both"))
    weights: tuple[float, ...] = parameter((0.5, 0.5), "some numbers")
    goals: tuple[str, ...] = parameter((), "some words")
    parts: tuple[float, ...] = parameter((0.5,), "some shares", low=0, high=1)
    modes: tuple[str, ...] = parameter((), "some choices", choices=("any", "both"))


def echo(network, parameters):
    return Answer(summary={"share": parameters.share}, exact=False)


TOY = Analysis(id="toy", version=7, parameters=Parameters, run=echo)


def test_a_result_says_what_it_was_computed_from():
    result = TOY(network(), {"share": 0.25})
    assert (result.analysis, result.version, result.workspace, result.as_of) == ("toy", 7, "test", AS_OF)
    assert result.parameters["share"] == 0.25
    assert result.parameters["count"] == 3
    assert (result.summary, result.exact) == ({"share": 0.25}, False)


@pytest.mark.parametrize(
    ("checked_on", "band", "unknowns"),
    [("2024-06-30", "clear", ()), ("2023-03-01", "clear", ()), ("2023-02-28", "possible", ("list_outdated",))],
)
def test_a_gap_on_a_list_confirmed_more_than_18_months_ago_is_possible_at_most(checked_on, band, unknowns):
    """On 2024-09-01 what was confirmed before 2023-03-01 may have changed since."""
    present = [actor(name, home_area="N") for name in "abc"]
    check = checked("working_groups", "N", checked_on=checked_on)
    (finding,) = analysis("participation")(network(area("N"), *present, check)).findings
    assert (finding.band, finding.unknowns) == (band, unknowns)


def test_findings_on_old_lists_stand_behind_the_clear_ones():
    present = [actor(f"{place}{name}", home_area=place) for place in "NS" for name in "abc"]
    old = checked("working_groups", "N", checked_on="2020-01-01")
    result = analysis("participation")(network(area("N"), area("S"), *present, old, checked("working_groups", "S")))
    assert [(finding.subjects[0].id, finding.band) for finding in result.findings] == [
        ("S", "clear"),
        ("N", "possible"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("share", "0.25", 0.25),
        ("share", 1, 1.0),
        ("count", "4", 4),
        ("count", 4.0, 4),
        ("deep", "true", True),
        ("deep", "No", False),
        ("deep", True, True),
        ("mode", "both", "both"),
        ("weights", "0.25,0.75", (0.25, 0.75)),
        ("weights", [1, 0], (1.0, 0.0)),
        ("goals", "sport,housing", ("sport", "housing")),
        ("goals", "", ()),
        ("modes", "both,any", ("both", "any")),
        ("mode", "any", "any"),
    ],
)
def test_values_are_read_as_the_type_of_the_default(name, text, value):
    read = getattr(TOY.checked({name: text}), name)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share", 1.01),
        ("share", -0.01),
        ("share", "half"),
        ("share", float("nan")),
        ("share", True),
        ("share", None),
        ("count", 0),
        ("count", 2.5),
        ("count", float("inf")),
        ("deep", "perhaps"),
        ("mode", "neither"),
        ("weights", "a,b"),
        ("weights", 3),
        ("goals", None),
        ("parts", "0.5,1.5"),
        ("modes", "any,neither"),
    ],
)
def test_values_that_do_not_fit_are_refused_with_their_place(name, value):
    with pytest.raises(InvalidInput) as refused:
        TOY.checked({name: value})
    assert [problem.pointer for problem in refused.value.problems] == [f"/{name}"]


def test_bounds_belong_to_what_is_allowed():
    assert TOY.checked({"share": 0}).share == 0
    assert TOY.checked({"share": 1}).share == 1


def test_an_unknown_parameter_is_refused_with_the_nearest_name():
    with pytest.raises(InvalidInput) as refused:
        TOY.checked({"shares": 1, "deep": "perhaps"})
    assert "did you mean share?" in refused.value.problems[0].message
    assert {problem.pointer: problem.suggestion for problem in refused.value.problems} == {
        "/shares": "share",
        "/deep": None,
    }


def test_ids_are_the_names_of_files():
    assert {"parallel-offers", "strengths"} <= catalogue().keys()
    assert list(catalogue()) == sorted(catalogue())
    for name, entry in catalogue().items():
        assert entry.run.__module__.rpartition(".")[2] == name.replace("-", "_")


def test_an_unknown_analysis_is_named_with_the_nearest():
    with pytest.raises(UnknownName) as unknown:
        analysis("paralel-offers")
    assert "parallel-offers" in (unknown.value.hint or "")


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_analysis_has_parameters_that_explain_themselves(name):
    entry = catalogue()[name]
    for field in entry.parameters.__dataclass_fields__.values():
        assert field.metadata["doc"], field.name
    assert json.dumps(asdict(entry.parameters()))
