"""Networks of other programs become organisations and cooperations of a workspace."""

import json

import pytest

from app.formats.files import InputFile
from app.intake.intake import Intake
from app.records.records import Records
from app.usecases.imports.read_file import read_records


def taken(name: str, text: str, existing: Records | None = None) -> Intake:
    return read_records((InputFile(name, text.encode()),), existing or Records(), mapping=None, lang="de")


def ties(intake: Intake) -> list[tuple[str, str, str, str, int | None]]:
    return [(tie.actor_a, tie.actor_b, tie.kind, tie.status, tie.strength) for tie in intake.records.cooperations]


KUMU = {
    "elements": [
        {"label": "Haus", "type": "Schule"},
        {"label": "Amt", "type": "Unbekanntes"},
        {"label": "Lindental", "type": "Stadtteil"},
    ],
    "connections": [
        {"from": "Haus", "to": "Amt", "type": "Kooperation", "strength": 3},
        {"from": "Haus", "to": "Lindental"},
    ],
}


def test_kumu_becomes_organisations_and_what_is_no_organisation_is_told() -> None:
    intake = taken("kumu.json", json.dumps(KUMU))
    assert intake.rejected == ()
    assert {actor.name: actor.kinds for actor in intake.records.actors} == {"Haus": ("school",), "Amt": ()}
    assert ties(intake) == [("amt", "haus", "other", "stated", 3)]
    assert any("Lindental" in notice.message or "Stadtteil" in notice.message for notice in intake.notices)


def test_twice_is_no_change() -> None:
    first = taken("kumu.json", json.dumps(KUMU))
    again = taken("kumu.json", json.dumps(KUMU), first.records)
    assert (again.new, again.changed) == ({}, ())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("a;b;3;ja\n", [("a", "b", "other", "stated", 3)]),
        ("a;b;;nein\n", [("a", "b", "other", "denied", None)]),
        ("a;b;;geplant\n", [("a", "b", "other", "unknown", None)]),
        ("a;b;0;\n", [("a", "b", "other", "denied", None)]),
        ("a;b;2;ja\nb;a;4;ja\n", [("a", "b", "other", "stated", 4)]),
        ("a;b;;ja\nb;a;;nein\n", [("a", "b", "other", "contradicted", None)]),
        ("a;b;17;ja\n", [("a", "b", "other", "stated", None)]),
        ("a;a;1;ja\na;b;;\n", [("a", "b", "other", "stated", None)]),
    ],
)
def test_edges_become_statements(rows: str, expected: list[tuple]) -> None:
    intake = taken("kanten.csv", "Von;Nach;Stärke;Status\n" + rows)
    assert intake.rejected == ()
    assert ties(intake) == expected


def test_strengths_of_another_scale_are_told() -> None:
    assert "graph_scale" in {notice.code for notice in taken("kanten.csv", "Von;Nach;Gewicht\na;b;2,5\n").notices}


def test_a_matrix_is_asked_about() -> None:
    intake = taken("m.csv", ";A;B\nA;0;1\nB;1;0\n")
    assert [(question.kind, question.default) for question in intake.questions] == [("matrix_numbers", "leave_out")]
    assert intake.records == Records()


def test_two_nodes_of_one_name_stay_two_by_their_ids() -> None:
    """Two branches are called the same; only the file's own ids tell them apart."""
    nodes = [{"id": "n1", "name": "Amt"}, {"id": "n2", "name": "Verein"}, {"id": "n3", "name": "Verein"}]
    links = [{"source": "n1", "target": "n2"}, {"source": "n1", "target": "n3"}]
    intake = taken("netz.json", json.dumps({"nodes": nodes, "links": links}))
    assert intake.rejected == ()
    assert [(actor.id, actor.name, actor.kinds) for actor in intake.records.actors] == [
        ("amt", "Amt", ()),
        ("verein--n2", "Verein", ()),
        ("verein--n3", "Verein", ()),
    ]
    assert [(tie.actor_a, tie.actor_b) for tie in intake.records.cooperations] == [
        ("amt", "verein--n2"),
        ("amt", "verein--n3"),
    ]


LOST = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="n" for="node" attr.name="name"/>'
    '<key id="s" for="node" attr.name="Stadtteil"/><key id="x" for="node" attr.name="x" attr.type="double"/>'
    '<key id="k" for="edge" attr.name="Art"/><graph edgedefault="undirected">'
    '<node id="1"><data key="n">VHS</data><data key="s">Nord</data><data key="x">3</data></node>'
    '<node id="2"><data key="n">AWO</data></node>'
    '<edge source="1" target="2"><data key="k">Patenschaft</data></edge><edge source="1" target="1"/></graph></graphml>'
)


def test_loops_and_kinds_and_attributes_that_nothing_takes_are_told_once() -> None:
    intake = taken("netz.graphml", LOST)
    assert ties(intake) == [("awo", "vhs", "other", "stated", None)]
    of_file = [(notice.code, notice.message) for notice in intake.notices if notice.row is None]
    assert [code for code, _ in of_file] == ["graph_loops", "graph_kinds_lost", "graph_attributes"]
    assert "„Patenschaft“" in of_file[1][1]
    assert of_file[2][1].endswith("nicht übernommen: Stadtteil.")


def test_a_notice_about_a_network_is_given_once() -> None:
    intake = taken("kanten.csv", "Von;Nach;Status\nVHS;AWO;sporadisch\n")
    assert [notice.code for notice in intake.notices if notice.row is None] == ["graph_status"]


YED = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
    '<key for="edge" id="d"/><graph edgedefault="undirected"><node id="VHS"/><node id="AWO"/>'
    '<edge source="VHS" target="AWO"><data key="d"><y:PolyLineEdge><y:EdgeLabel>{}</y:EdgeLabel></y:PolyLineEdge></data></edge>'
    "</graph></graphml>"
)


@pytest.mark.parametrize(("label", "kind", "strength"), [("3", "other", 3), ("Beratung", "other", None)])
def test_a_number_drawn_at_an_edge_is_its_strength(label: str, kind: str, strength: int | None) -> None:
    assert ties(taken("netz.graphml", YED.format(label))) == [("awo", "vhs", kind, "stated", strength)]


def test_nodes_whose_labels_are_a_list_are_known_for_what_they_are() -> None:
    nodes = [{"id": "a", "name": "VHS", "labels": ["Actor"]}, {"id": "b", "name": "Nord", "labels": ["Node", "Area"]}]
    intake = taken("netz.json", json.dumps({"nodes": nodes, "links": [{"source": "a", "target": "b"}]}))
    assert [actor.name for actor in intake.records.actors] == ["VHS"]
    assert [notice.code for notice in intake.notices if notice.row is None] == ["graph_aside"]


def test_what_kumu_calls_a_connection_type_is_its_kind() -> None:
    """Money is no cooperation, however strong."""
    elements = [{"_id": node, "attributes": {"label": node}} for node in ("AWO", "Amt")]
    types = (("Förderung", 4), ("gemeinsames Angebot", 2))
    connections = [
        {
            "from": "Amt",
            "to": "AWO",
            "direction": "directed",
            "attributes": {"connection type": kind, "strength": strength},
        }
        for kind, strength in types
    ]
    intake = taken("kumu.json", json.dumps({"elements": elements, "connections": connections}))
    assert [(tie.kind, tie.strength) for tie in intake.records.cooperations] == [("funding", 4), ("joint_offer", 2)]


def test_nodes_without_a_name_beside_others_and_advice_that_can_be_followed_are_told() -> None:
    nodes = [{"id": "n1", "name": "Amt", "type": "blau"}, {"id": "n2", "type": "rot"}]
    intake = taken("netz.json", json.dumps({"nodes": nodes, "links": [{"source": "n1", "target": "n2"}]}))
    told = {notice.code: notice for notice in intake.notices}
    assert "n2" in told["graph_unnamed"].message
    assert (told["graph_node_kinds"].file, "--set" in told["graph_node_kinds"].message) == ("netz.json", False)


def test_strengths_that_are_all_one_are_none() -> None:
    """Gephi and Pajek write 1 where no strength is known; our own files of a network say what they mean."""
    intake = taken("kanten.csv", "Von;Nach;Gewicht\na;b;1\nb;c;1.0\n")
    assert {tie.strength for tie in intake.records.cooperations} == {None}
    assert "graph_ones" in {notice.code for notice in intake.notices}
