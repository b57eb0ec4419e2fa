"""Strengths, statuses, kinds and directions are read under the names other programs give, or it is told."""

import pytest

from app.errors import InvalidInput
from app.formats.decimals import read_decimal
from app.formats.edge_columns import STRENGTH
from app.formats.graph_meaning import graph_records
from app.formats.raw_graph import RawEdge, RawGraph
from app.records.graph_records import GraphRecords


def graph_with(*attributes: dict, **raw: object) -> GraphRecords:
    """Edges a–b, b–c … with these attributes."""
    ends = [(chr(97 + at), chr(98 + at)) for at in range(len(attributes))]
    edges = tuple(RawEdge(*pair, given) for pair, given in zip(ends, attributes, strict=True))
    return graph_records(RawGraph("netz.csv", None, edges, **raw), "de")


def codes(graph: GraphRecords) -> list[str]:
    return [notice.code for notice in graph.notices]


@pytest.mark.parametrize("name", [*STRENGTH, "Weight", "GEWICHT", "edge_weight", "Tie Strength"])
def test_a_strength_is_known_by_the_names_programs_give_it(name: str) -> None:
    graph = graph_with({name: "2,5"})
    assert (graph.edges[0].strength, graph.notices) == (2.5, ())


def test_of_two_strengths_the_surer_name_counts_and_the_other_is_told() -> None:
    graph = graph_with({"value": 7.0, "Weight": 2.0})
    assert graph.edges[0].strength == 2
    assert "value" in graph.notices[0].message


@pytest.mark.parametrize("name", ["Kontakte pro Jahr", "distance", "Ähnlichkeit", "note"])
def test_a_column_nobody_knows_is_named(name: str) -> None:
    graph = graph_with({name: 3.0})
    assert graph.edges[0].strength is None
    assert name in graph.notices[0].message


def test_appearance_is_left_out_without_a_word() -> None:
    assert graph_with({"color": "#fff", "id": "e1", "Curved": True}).notices == ()


def test_strength_zero_is_no_tie_and_told() -> None:
    graph = graph_with({"weight": 0.0}, {"weight": "0"}, {"weight": 1.0})
    assert [edge.status for edge in graph.edges] == ["denied", "denied", None]
    assert codes(graph) == ["graph_zero"]
    assert "in weight: 2." in graph.notices[0].message


@pytest.mark.parametrize("value", ["viel", "1_0", "nan", "1e999"])
def test_a_strength_that_is_no_number_is_told_and_its_edge_stays(value: str) -> None:
    graph = graph_with({"weight": value}, {"weight": 2.0})
    assert [edge.strength for edge in graph.edges] == [None, 2]
    assert codes(graph) == ["edge_strength", "graph_no_strength"]
    assert f"in weight sind keine Zahl und wurden nicht als Stärke gelesen: „{value}“ (1)" in graph.notices[0].message


@pytest.mark.parametrize(("row", "place"), [(4, "Zeile 3, 7"), (None, "Nummer 3, 7")])
def test_nodes_without_an_id_and_edges_without_an_end_are_told(row: int | None, place: str) -> None:
    raw = RawGraph("netz.csv", None, (RawEdge("a", "b", row=row),), nameless=(3, 7), half=(3, 7))
    graph = graph_records(raw, "de")
    assert codes(graph) == ["nameless_node", "half_edge"]
    assert all(f": 2 ({place})." in notice.message for notice in graph.notices)


@pytest.mark.parametrize("value", [-1.0, "-0,5"])
def test_a_strength_below_0_is_refused_with_its_row(value: str | float) -> None:
    raw = RawGraph("netz.csv", None, (RawEdge("a", "b", {"weight": value}, row=7),))
    with pytest.raises(InvalidInput, match="Zeile 7") as raised:
        graph_records(raw, "de")
    assert "a – b" in raised.value.detail
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "number"),
    [("2,5", 2.5), ("2.5", 2.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), (" 3 ", 3), ("1e3", 1000), (",5", 0.5)],
)
def test_numbers_are_read_with_point_and_comma(text: str, number: float) -> None:
    assert read_decimal(text) == number


@pytest.mark.parametrize("word", ["nein", "No", "0", 0.0, "false", False, "falsch", "keine Zusammenarbeit", "denied"])
def test_a_status_that_says_no_is_no_tie(word: str | float) -> None:
    graph = graph_with({"status": word})
    assert (graph.edges[0].status, graph.notices) == ("denied", ())


@pytest.mark.parametrize("word", ["ja", "Yes", 1.0, True, "x", "laufend", "confirmed", "bestätigt"])
def test_a_status_that_says_yes_is_a_tie(word: str | float) -> None:
    graph = graph_with({"Status": word})
    assert graph.edges[0].status in {None, "confirmed"}
    assert graph.notices == ()


@pytest.mark.parametrize("word", ["geplant", "planned", "vielleicht", "beendet", "?"])
@pytest.mark.parametrize("column", ["status", "Stand", "arbeiten zusammen", "aktiv"])
def test_other_words_never_become_a_tie_and_are_told(column: str, word: str) -> None:
    graph = graph_with({column: word})
    assert graph.edges[0].status == "unknown"
    assert word in graph.notices[0].message


@pytest.mark.parametrize("word", ["Förderung", "finanziert", "funding", "Finanzierung"])
def test_funding_is_known_in_german_and_english(word: str) -> None:
    assert graph_with({"Beziehungsart": word}).edges[0].kind == "funding"


def test_kinds_nobody_knows_are_told_because_all_count() -> None:
    graph = graph_with({"label": "COOPERATES"}, {"label": "PART_OF"})
    assert codes(graph) == ["graph_kinds"]
    assert "PART_OF" in graph.notices[0].message


def test_a_column_type_of_directions_is_no_kind() -> None:
    graph = graph_with({"Type": "Undirected"}, {"Type": "Directed"})
    assert [(edge.directed, edge.kind) for edge in graph.edges] == [(False, None), (True, None)]


def test_a_lone_edge_without_strength_is_told() -> None:
    assert codes(graph_with({"weight": 2.0}, {})) == ["graph_no_strength"]


def test_of_repeated_edges_the_strongest_stays() -> None:
    edges = (RawEdge("a", "b", {"weight": 1.0}), RawEdge("b", "a", {"weight": 4.0}), RawEdge("a", "a"))
    graph = graph_records(RawGraph("n.gexf", None, edges, directed=False), "de")
    assert [edge.strength for edge in graph.edges] == [4]
    assert graph.dropped == {"self_loops": 1, "duplicates": 1}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("keine Zusammenarbeit", "denied"),
        ("No contact", "denied"),
        ("keine", "denied"),
        ("geplant", "unknown"),
        ("früher", "unknown"),
        ("weiß nicht", "unknown"),
        ("nicht formalisiert", "unknown"),
        ("Non-Profit-Verbund", None),
        ("No. 5", None),
    ],
)
def test_a_kind_that_says_no_is_no_cooperation(kind: str, status: str | None) -> None:
    graph = graph_with({"type": kind}, {"type": "Kooperation"})
    assert [(edge.status, edge.kind) for edge in graph.edges] == [
        (status, None if status else kind),
        (None, "Kooperation"),
    ]
    assert codes(graph) == (["graph_status"] if status else ["graph_kinds"])


@pytest.mark.parametrize("sign", [-1.0, "-", "negative"])
def test_a_negative_sign_is_no_cooperation(sign: float | str) -> None:
    graph = graph_with({"sign": sign}, {"sign": 1.0})
    assert [edge.status for edge in graph.edges] == ["unknown", None]
    assert codes(graph) == ["graph_conflicts"]


@pytest.mark.parametrize("word", ["Konflikt", "competition", "konkurriert mit", "in Streit"])
def test_a_conflict_is_no_cooperation_and_no_spoken_no(word: str) -> None:
    graph = graph_with({"type": word, "weight": 3.0}, {"type": "Kooperation"})
    assert [(edge.status, edge.strength) for edge in graph.edges] == [("unknown", None), (None, None)]
    assert codes(graph)[:1] == ["graph_conflicts"]
