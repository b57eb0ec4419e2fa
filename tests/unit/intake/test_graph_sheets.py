"""Networks of other programs become organisations and cooperations of a workspace."""

import json

import pytest

from app.errors import InvalidInput
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
    with pytest.raises(InvalidInput, match="Matrix"):
        taken("m.csv", ";A;B\nA;0;1\nB;1;0\n")


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
