"""Scopes: what an analysis sees of a part is what it would see had nothing else been recorded."""

import networkx as nx
import pytest

from app.analysis.interface import analysis, catalogue
from app.errors import InvalidInput, UnknownName
from app.network.district.need import Needs
from app.network.graph.joint_work import joint_work
from app.network.graph.scope import Scope, is_large_enough, read_scope, scoped, title_of
from app.report.forms.json import plain
from app.usecases.make_report import AUDIENCES, report_of, results_for_report
from tests.factories import (
    actor,
    area,
    checked,
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
from tests.graphs import directed_network_of_graph, network_of_graph

FOR_YOUTH = {"target_groups": "young_people", "themes": "health"}
AREAS = (area("city", kind="city"), *(area(name, part_of="city") for name in ("north", "south")))
NORTH = (
    *AREAS[:1],
    area("north", part_of="city"),
    area("n1", part_of="north"),
    *(actor(name, kinds="school", home_area="n1") for name in "ABC"),
    tie("A", "B", status="confirmed", strength=3),
    offer("oa", "A", areas="n1", start="2023", **FOR_YOUTH),
    offer("ob", "B", areas="north", start="2023", **FOR_YOUTH),
    project("pn", "A", partners="B", areas="n1", **FOR_YOUTH),
    group("gn", "A B C", areas="north", themes="health"),
    place("house", area="n1", operators="C", functions="contact_point"),
    programme("esf"),
    grant("g1", "esf", "A", start="2024", end="2024-12"),
    occasion("fest", "2024-10-05", participants=("A", "B")),
    indicator("poverty", "share", direction="more_need", target_group="young_people"),
    observation("poverty", "n1", 30.0, base=5000),
    checked("offers", "n1"),
)
SOUTH = (
    area("south", part_of="city"),
    *(actor(name, kinds="bank", home_area="south") for name in "XYZ"),
    tie("X", "Y", status="confirmed", strength=3),
    offer("ox", "X", areas="south", start="2023", **FOR_YOUTH),
    project("ps", "X", partners="Y", areas="south", target_groups="elderly", themes="sport"),
    group("gs", "X Y", areas="south", themes="sport"),
    place("hall", area="south", operators="X"),
    grant("g2", "esf", "X", start="2024", end="2024-12"),
    observation("poverty", "south", 10.0, base=5000),
    checked("offers", "south"),
)
ACROSS = (tie("A", "X", status="confirmed", strength=4), tie("C", "Y", status="denied"))


@pytest.mark.parametrize("entry", catalogue().values(), ids=list(catalogue()))
def test_every_analysis_of_an_area_says_what_it_says_of_data_cut_by_hand(entry):
    part = scoped(network(*NORTH, *SOUTH, *ACROSS), Scope("area", ("north",)))
    assert plain(entry(part)) == plain(entry(network(*NORTH)))


def test_areas_taken_together_hold_what_each_of_them_holds_and_what_is_between():
    """Six organisations, the two ties inside and the tie across; the denied one is none of them."""
    whole = network(*NORTH, *SOUTH, *ACROSS, area("east", part_of="city"), actor("E", home_area="east"))
    part = scoped(whole, read_scope("area=north,south"))
    assert is_large_enough(whole, read_scope("area=north,south"))
    assert {known.id for known in part.actors} == set("ABCXYZ")
    assert {known.id for known in part.records.areas} == {"city", "north", "n1", "south"}
    assert set(part.nx().edges) == {("A", "B"), ("X", "Y"), ("A", "X")}
    assert title_of(whole, read_scope("area=north,south"), "de") == "north, south"
    with pytest.raises(UnknownName):
        scoped(whole, read_scope("area=north,nowhere"))


ALL_AREAS = (*AREAS, area("n1", part_of="north"))
NUMBERS = (
    indicator("poverty", "share", direction="more_need", target_group="young_people"),
    observation("poverty", "n1", 30.0, base=5000),
    observation("poverty", "south", 10.0, base=5000),
)
BANKS = (
    *(actor(name, kinds="bank", home_area="south") for name in "XYZ"),
    tie("X", "Y", status="confirmed", strength=3),
    offer("ox", "X", areas="south", start="2023", **FOR_YOUTH),
    project("ps", "X", partners="Y", areas="south", target_groups="elderly", themes="sport"),
    group("gs", "X Y", areas="south", themes="sport"),
    place("hall", area="south", operators="X"),
    programme("esf"),
    grant("g2", "esf", "X", start="2024", end="2024-12"),
    occasion("fest", "2024-10-05"),
)
WORK_OF_A_AND_B = (
    offer("oa", "A", areas="n1", start="2023", **FOR_YOUTH),
    offer("ob", "B", areas="north", start="2023", **FOR_YOUTH),
    project("pn", "A", partners="B", areas="n1", **FOR_YOUTH),
)
CUT_BY_HAND = {
    "kind=bank": BANKS,
    "actors=X,Y,Z": BANKS,
    "working_group=gn": (
        *(actor(name, kinds="school", home_area="n1") for name in "ABC"),
        tie("A", "B", status="confirmed", strength=3),
        *WORK_OF_A_AND_B,
        group("gn", "A B C", areas="north", themes="health"),
        place("house", area="n1", operators="C", functions="contact_point"),
        programme("esf"),
        grant("g1", "esf", "A", start="2024", end="2024-12"),
        occasion("fest", "2024-10-05", participants=("A", "B")),
    ),
    "theme=health": (
        *(actor(name, kinds="school", home_area="n1") for name in "ABC"),
        actor("X", kinds="bank", home_area="south"),
        tie("A", "B", status="confirmed", strength=3),
        tie("A", "X", status="confirmed", strength=4),
        *WORK_OF_A_AND_B,
        offer("ox", "X", areas="south", start="2023", **FOR_YOUTH),
        group("gn", "A B C", areas="north", themes="health"),
        place("house", area="n1", operators="C", functions="contact_point"),
        place("hall", area="south", operators="X"),
        programme("esf"),
        grant("g1", "esf", "A", start="2024", end="2024-12"),
        grant("g2", "esf", "X", start="2024", end="2024-12"),
        occasion("fest", "2024-10-05", participants=("A", "B")),
    ),
    "target_group=young_people": (
        *(actor(name, kinds="school", home_area="n1") for name in "AB"),
        actor("X", kinds="bank", home_area="south"),
        tie("A", "B", status="confirmed", strength=3),
        tie("A", "X", status="confirmed", strength=4),
        *WORK_OF_A_AND_B,
        offer("ox", "X", areas="south", start="2023", **FOR_YOUTH),
        place("hall", area="south", operators="X"),
        programme("esf"),
        grant("g1", "esf", "A", start="2024", end="2024-12"),
        grant("g2", "esf", "X", start="2024", end="2024-12"),
        occasion("fest", "2024-10-05", participants=("A", "B")),
    ),
}
"""What is left of the two halves of the city, and what leads across, by scope; of no part a list is complete."""


@pytest.mark.parametrize("scope", CUT_BY_HAND)
def test_analyses_and_reports_of_every_kind_of_part_are_those_of_data_cut_by_hand(scope):
    part = scoped(network(*NORTH, *SOUTH, *ACROSS), read_scope(scope))
    by_hand = network(*ALL_AREAS, *NUMBERS, *CUT_BY_HAND[scope])
    for entry in catalogue().values():
        assert plain(entry(part)) == plain(entry(by_hand)), entry.id
    for audience in AUDIENCES:
        reports = (
            report_of(results_for_report(seen), seen, title="T", lang="de", audience=audience, edition=edition)
            for edition in ("kurz", "bericht")
            for seen in (part, by_hand)
        )
        assert all(plain(of_part) == plain(cut) for of_part, cut in zip(reports, reports, strict=True))


@pytest.mark.parametrize("name", ["degree", "betweenness", "density", "components", "communities", "core-periphery"])
def test_measures_of_named_actors_are_those_of_the_subgraph(name):
    graph = nx.karate_club_graph()
    members = [node for node in graph if graph.nodes[node]["club"] == "Officer"]
    part = scoped(network_of_graph(graph), Scope("actors", tuple(map(str, members))))
    assert plain(analysis(name)(part)) == plain(analysis(name)(network_of_graph(graph.subgraph(members))))


def test_directions_and_columns_of_a_graph_file_are_cut():
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)])
    nx.set_node_attributes(graph, {node: f"p{node}" for node in graph}, "part")
    part = scoped(directed_network_of_graph(graph), Scope("actors", ("0", "2", "3")))
    assert {(int(a), int(b)) for a, b in zip(part.arcs.source, part.arcs.target, strict=True)} == {
        (1, 0),
        (1, 2),
        (2, 0),
    }
    assert part.attributes["part"] == ("p0", "p2", "p3")


CITY = network(
    *AREAS,
    actor("S", kinds="school", home_area="north"),
    *(actor(name, kinds="sports_club", active_in="south") for name in "CDE"),
    *(offer(f"o{name}", name, areas="south", target_groups="young_people", themes="sport") for name in "CD"),
    offer("oS", "S", areas="city", target_groups="residents", themes="health"),
    offer("old", "F", areas="north", themes="sport", end="2020"),
    project("p", "E", areas="south", target_groups="children", themes="sport"),
    group("board", "S C", chairs="F", themes="health"),
)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("area=south", "CDES"),
        ("area=city", "CDES"),
        ("theme=sport", "CDE"),
        ("kind=sports_club", "CDE"),
        ("working_group=board", "CFS"),
        ("actors=C,D,S", "CDS"),
        ("actors= C , D ,S,", "CDS"),
    ],
)
def test_who_is_inside(text, actors):
    assert "".join(entry.id for entry in scoped(CITY, read_scope(text)).actors) == actors


@pytest.mark.parametrize(
    ("text", "title"),
    [("area=n1", "n1"), ("kind=school", "Schule"), ("theme=health", "Gesundheit"), ("actors=A,B,C", "A, B, C")],
)
def test_a_part_has_the_name_people_give_it(text, title):
    assert title_of(network(*NORTH), read_scope(text), "de").startswith(title)


def test_a_work_of_more_than_eight_still_says_nothing_about_the_few_inside():
    partners = tuple(f"P{at}" for at in range(9))
    part = scoped(network(project("large", "A", partners=partners)), Scope("actors", ("A", "P1", "P2")))
    assert len(part.records.projects) == 1
    assert joint_work(part) == {}


def test_of_a_part_no_list_is_known_to_be_complete_but_of_an_area():
    whole = network(*NORTH, *SOUTH)
    assert scoped(whole, read_scope("actors=A,B,C")).records.inventory_checks == ()
    assert [
        inventory_check.subject for inventory_check in scoped(whole, read_scope("area=north")).records.inventory_checks
    ] == ["n1"]


def test_numbers_that_the_whole_keeps_back_stay_hidden():
    """South is small; north is kept back because the city's total would give south away."""
    records = (
        *AREAS,
        *(actor(name, home_area="north") for name in "ABC"),
        indicator("poor", "count", direction="more_need", target_group="young_people"),
        *(observation("poor", name, value) for name, value in (("city", 40.0), ("north", 37.0), ("south", 3.0))),
    )
    whole = network(*records)
    part = scoped(whole, read_scope("area=north"))
    (number,) = part.records.indicators
    assert whole.view(Needs).of_indicator(number, "north").withheld == "suppressed"
    assert part.view(Needs).of_indicator(number, "north").withheld == "suppressed"
    assert {entry.value for entry in part.records.observations if entry.area == "north"} == {None}


def test_what_somebody_said_about_trust_is_in_no_part():
    names = "ABCDEFGH"
    answers = (report("w", by, about, 2, trust_mission=3) for by in names for about in names if by != about)
    part = scoped(network(wave("w", " ".join(names), answered_by=names), *answers), read_scope("actors=A,B,C,D"))
    assert {(tie_report.by, tie_report.trust_mission) for tie_report in part.records.tie_reports} == {
        (name, None) for name in "ABCD"
    }
    assert len(part.cooperation) == 6


def test_a_list_that_named_nobody_inside_was_shown_to_nobody_inside():
    survey = wave("w", "A B C", asked_about="X", answered_by="A B C")
    part = scoped(network(survey, actor("X")), read_scope("actors=A,B,C"))
    assert part.answers.absent.tolist() == []


@pytest.mark.parametrize("text", ["actors=C,D", "kind=school", "actors=C"])
def test_fewer_than_three_are_refused(text):
    with pytest.raises(InvalidInput, match="fewer than 3") as refused:
        scoped(CITY, read_scope(text))
    assert refused.value.hint == "choose a larger part"
    assert not is_large_enough(CITY, read_scope(text))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("area=sout", "did you mean south?"),
        ("theme=sprt", "did you mean sport?"),
        ("kind=schol", "did you mean school"),
        ("working_group=bord", "did you mean board?"),
        ("actors=C,D,nobody-of-this-name", "look up the id of the organisation"),
        ("target_group=x9", "look up the id of the target group"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(text, hint):
    with pytest.raises(UnknownName) as refused:
        scoped(CITY, read_scope(text))
    assert hint in refused.value.hint


@pytest.mark.parametrize("text", ["", "south", "area", "area=", "region=south", "theme=health,sport", "kind=,"])
def test_what_is_written_otherwise_is_refused_with_the_way_to_write_it(text):
    with pytest.raises(InvalidInput) as refused:
        read_scope(text)
    assert "area, theme" in refused.value.hint


def test_the_whole_is_not_changed():
    before = plain(analysis("density")(CITY))
    scoped(CITY, read_scope("area=south"))
    assert plain(analysis("density")(CITY)) == before
