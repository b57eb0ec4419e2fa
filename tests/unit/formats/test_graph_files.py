"""Are graph files read with their ids as text, and is everything left out counted?"""

import json
from pathlib import Path

import networkx as nx
import pytest

from app.errors import InvalidInput, NetzblickError, TooLarge, WrongFormat
from app.formats.graph_files import read_graph
from app.formats.limits import MAX_BYTES
from app.records.graph_records import Edge

GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="size" attr.type="int"/><key id="d1" for="edge" attr.name="strength" attr.type="double"/>
<key id="d2" for="node" attr.name="open" attr.type="boolean"/>
<graph edgedefault="{default}">
<node id="1"><data key="d0">3</data><data key="d2">true</data></node><node id="02"/><node id="c"/>
{edges}
</graph></graphml>"""
EDGE = '<edge source="1" target="02"><data key="d1">2.5</data></edge>'


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_folder_with_nodes_and_edges(tmp_path: Path) -> None:
    written(tmp_path / "nodes.csv", "id,ses_type,plz\n1,1,04109\n2,0,\n")
    written(tmp_path / "edges.csv", "source,target,strength,kind,status\n1,2,3,referral,stated\n")
    graph = read_graph(tmp_path)
    assert graph.nodes == {"1": {"ses_type": "1", "plz": "04109"}, "2": {"ses_type": "0"}}
    assert graph.edges == (Edge("1", "2", 3.0, "referral", "stated"),)
    assert (graph.directed, graph.dropped) == (None, {})


def test_edge_list_alone_makes_its_nodes_and_counts_what_it_drops(tmp_path: Path) -> None:
    path = written(tmp_path / "netz.csv", "Von;Nach;Stärke\na;b;1,5\na;b;2\na;a;1\nb;a;\n")
    graph = read_graph(path)
    assert graph.nodes == {"a": {}, "b": {}}
    assert graph.edges == (Edge("a", "b", 2.0), Edge("b", "a"))
    assert graph.dropped == {"self_loops": 1, "duplicates": 1}


def test_real_network_of_wetland_management() -> None:
    """132 nodes: 80 actors and 52 activities (tests/data/wetlands/README.md)."""
    graph = read_graph(Path(__file__).parents[2] / "data" / "wetlands")
    assert [attributes["ses_type"] for attributes in graph.nodes.values()].count("1") == 80
    assert len(graph.nodes) == 132


@pytest.mark.parametrize(("default", "directed", "edges"), [("directed", True, 2), ("undirected", False, 1)])
def test_graphml(tmp_path: Path, default: str, directed: bool, edges: int) -> None:
    way_back = '<edge source="02" target="1"/>'
    graph = read_graph(written(tmp_path / "g.graphml", GRAPHML.format(default=default, edges=EDGE + way_back)))
    assert graph.nodes == {"1": {"size": 3.0, "open": True}, "02": {}, "c": {}}
    assert graph.edges[0] == Edge("1", "02", 2.5, directed=directed)
    assert (graph.directed, len(graph.edges)) == (directed, edges)


def test_graphml_and_json_of_networkx_agree(tmp_path: Path) -> None:
    karate = nx.karate_club_graph()
    nx.write_graphml(karate, tmp_path / "k.graphml")
    written(tmp_path / "k.json", json.dumps(nx.node_link_data(karate, edges="links")))
    first, entries = read_graph(tmp_path / "k.graphml"), read_graph(tmp_path / "k.json")
    assert first.nodes.keys() == entries.nodes.keys() == {str(number) for number in range(34)}
    assert {(edge.source, edge.target) for edge in first.edges} == {
        (edge.source, edge.target) for edge in entries.edges
    }
    assert (len(first.edges), first.directed, entries.directed) == (78, False, False)


def test_json_keeps_plain_attributes_only(tmp_path: Path) -> None:
    text = (
        '{"nodes":[{"id":"a","n":1,"ok":true,"tags":[1],"none":null},{"id":"b"}],"edges":[{"source":"a","target":"b"}]}'
    )
    graph = read_graph(written(tmp_path / "g.json", text))
    assert graph.nodes == {"a": {"n": 1.0, "ok": True}, "b": {}}
    assert graph.nodes["a"]["ok"] is True


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("g.csv", "source,target\n1,2\n1,\n", "half_edge"),
        ("g.json", '{"nodes":[{"id":1},{"id":2},{"a":3}],"links":[{"source":1,"target":2}]}', "nameless_node"),
        ("g.json", '{"nodes":[{"id":1},{"id":2}],"links":[{"source":1,"target":2},{"source":1}]}', "half_edge"),
        ("g.graphml", GRAPHML.format(default="directed", edges=EDGE.replace("2.5", "viel")), "edge_strength"),
    ],
)
def test_what_nothing_else_hangs_on_is_left_out_and_told(tmp_path: Path, name: str, text: str, code: str) -> None:
    graph = read_graph(written(tmp_path / name, text))
    assert [edge.source for edge in graph.edges] == ["1"]
    assert [notice.code for notice in graph.notices][:1] == [code]


def test_a_node_list_leaves_out_rows_without_an_id(tmp_path: Path) -> None:
    written(tmp_path / "nodes.csv", "id,label\n1,AWO\n,Caritas\n2,Amt\n")
    written(tmp_path / "edges.csv", "source,target\n1,2\n")
    graph = read_graph(tmp_path)
    assert (list(graph.nodes), [notice.code for notice in graph.notices]) == (["1", "2"], ["nameless_node"])


BOMB = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml><graph><node id="&b;"/></graph></graphml>'
NESTED = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph><node id="a"><graph><node id="b"/></graph></node></graph></graphml>'


@pytest.mark.parametrize(
    ("name", "text", "error", "words"),
    [
        ("g.graphml", BOMB, WrongFormat, "DOCTYPE"),
        ("g.graphml", "<graphml><graph>", WrongFormat, "bricht ab"),
        ("g.graphml", "<svg/>", WrongFormat, r"XML \(svg\)"),
        ("g.graphml", "<graphml>" + "<a>" * 200, WrongFormat, "verschachtelt"),
        ("g.gexf", BOMB, WrongFormat, "DOCTYPE"),
        ("g.graphml", NESTED, InvalidInput, "genau ein Netz"),
        ("g.graphml", GRAPHML.format(default="directed", edges='<edge source="1" target="9"/>'), InvalidInput, "9"),
        ("g.graphml", GRAPHML.format(default="directed", edges='<edge source="1"/>'), InvalidInput, "target"),
        ("g.graphml", GRAPHML.format(default="directed", edges='<node id="1"/>'), InvalidInput, "zweimal"),
        ("g.json", "{", WrongFormat, "JSON"),
        ("g.json", "[" * 100_000, WrongFormat, "JSON"),
        ("g.json", '{"nodes":[],"links":[NaN]}', WrongFormat, "JSON"),
        ("g.json", "[]", WrongFormat, "nodes und links"),
        ("g.csv", "source,target,weight\n1,2,-1\n", InvalidInput, "kleiner als 0"),
        ("g.json", '{"nodes":[{"id":1,"a":1},{"id":1,"a":2}],"links":[]}', InvalidInput, "zweimal"),
        ("g.json", '{"nodes":[{"size":1},{"size":2}],"links":[{"source":"a","target":"b"}]}', InvalidInput, "ID"),
        ("g.json", '{"nodes":[{"id":1}],"links":[{"source":1,"target":2}]}', InvalidInput, "2"),
        ("g.csv", "a,b\n1,2\n", InvalidInput, "source"),
        ("g.dot", "digraph netz { a -> b }", WrongFormat, "DOT"),
        ("g.gml", "graph [\n node [ id 1 ]\n", InvalidInput, "GML"),
        ("g.gml", "graph [\n]\n]", InvalidInput, "Zeile 3"),
        ("g.gml", "graph [\n]\ngraph [\n]", InvalidInput, "mehrere Netze"),
        ("g.dl", "dl n=3 format=edgelist2\ndata:\n", WrongFormat, "edgelist2"),
        ("g.dl", "dl nr=3 nc=2\ndata:\n", WrongFormat, "nr=3"),
        ("g.dl", "dl n=2\ndata:\n0 1\n1\n", InvalidInput, "Zeile 4"),
        ("g.dl", "dl n=2\nlabels:\na b\ndata:\n0 x\n0 0\n", InvalidInput, "Zeile 5"),
        ("g.dl", "dl n=2 format=edgelist1\nlabels:\na,b\ndata:\n1 3\n", InvalidInput, "Zeile 5"),
        ("g.dl", "dl n=2 format=edgelist1\nlabels:\na,b\ndata:\n1 2\n0 1\n", InvalidInput, "Zeile 6"),
        ("g.dl", "dl n=2 format=nodelist1\nlabels:\na,b\ndata:\n1 -1\n", InvalidInput, "Zeile 5"),
        ("g.dl", "dl n=2 format=edgelist1\ndata:\n1\n", InvalidInput, "Zeile 3"),
        ("g.dl", "dl n=2 format=edgelist1\ndata:\n1 3\n", InvalidInput, "Zeile 3"),
        ("g.dl", "dl n=99999999999 format=edgelist1\ndata:\n1 2\n", TooLarge, "250000"),
        ("g.sif", "a coop\n", InvalidInput, "Zeile 1"),
        ("g.cx", '[{"numberVerification":[]},{"nodes":[]}]', WrongFormat, "CX"),
        ("g.xgmml", "<graph label='a'/>", WrongFormat, "Cytoscape"),
        ("g.csv", "", InvalidInput, "leer"),
        ("g.json", b" " * (MAX_BYTES + 1), TooLarge, "64 MiB"),
    ],
)
def test_refused_graph_files(
    tmp_path: Path, name: str, text: str | bytes, error: type[NetzblickError], words: str
) -> None:
    with pytest.raises(error, match=words) as raised:
        read_graph(written(tmp_path / name, text))
    assert type(raised.value) is error
    assert raised.value.hint


def test_folder_edge_to_an_unlisted_node_is_an_error(tmp_path: Path) -> None:
    written(tmp_path / "nodes.csv", "id\na\n")
    written(tmp_path / "edges.csv", "source,target\na,b\n")
    with pytest.raises(InvalidInput, match="b"):
        read_graph(tmp_path)


def test_who_only_edges_name_is_read_where_names_are_the_ids(tmp_path: Path) -> None:
    """Kumu adds such elements too; of ids nobody knows who is meant."""
    written(tmp_path / "elements.csv", "Label,Type\nAWO,Verein\n")
    written(tmp_path / "connections.csv", "From,To\nAWO,VHS\n")
    graph = read_graph(tmp_path)
    assert (list(graph.nodes), [notice.code for notice in graph.notices]) == (["AWO", "VHS"], ["unlisted_node"])
    written(tmp_path / "elements.csv", "id,label\n1,AWO\n")
    written(tmp_path / "connections.csv", "From,To\n1,2\n")
    with pytest.raises(InvalidInput, match="2"):
        read_graph(tmp_path)


def test_elements_of_kumu_are_known_by_their_labels_also_where_one_has_none(tmp_path: Path) -> None:
    text = '{"elements":[{"label":"AWO"},{"type":"x"}],"connections":[{"from":"AWO","to":"DRK"},{"from":"AWO"}]}'
    graph = read_graph(written(tmp_path / "k.json", text))
    assert (list(graph.nodes), [(edge.source, edge.target) for edge in graph.edges]) == (
        ["AWO", "DRK"],
        [("AWO", "DRK")],
    )
    assert [notice.code for notice in graph.notices] == ["unlisted_node", "nameless_node", "half_edge"]


def test_a_partition_of_pajek_is_told_and_no_second_network(tmp_path: Path) -> None:
    text = '*Vertices 2\n1 "AWO"\n2 "VHS"\n*Edges\n1 2 1\n*Partition Typ\n*Vertices 2\n1\n2\n'
    graph = read_graph(written(tmp_path / "n.net", text))
    assert (len(graph.nodes), [notice.message for notice in graph.notices]) == (
        2,
        ["„n.net“: Nicht gelesen: *partition."],
    )
