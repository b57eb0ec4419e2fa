"""Networks as other programs write them: labels, strengths and directions are read as those programs mean them."""

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from app.errors import InvalidInput, TooLarge
from app.formats.graph_files import read_graph
from app.network.graph.from_graph_file import build_graph_network
from app.records.graph_records import GraphRecords
from tests.graphs import DAY

NAMES = {"Haus der Begegnung", "Amt", "Schule"}


def read(folder: Path, name: str, text: str | bytes) -> GraphRecords:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_graph(folder / name)


def ties(graph: GraphRecords) -> dict[frozenset[str], float]:
    """Strength by the names of a pair."""
    network = build_graph_network(graph, DAY)
    names = [actor.name for actor in network.actors]
    columns = (network.cooperation.a.tolist(), network.cooperation.b.tolist(), network.cooperation.strength.tolist())
    return {frozenset({names[a], names[b]}): strength for a, b, strength in zip(*columns, strict=True)}


EXPECTED = {frozenset({"Haus der Begegnung", "Amt"}): 5, frozenset({"Amt", "Schule"}): 1}
GEXF = """<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="{space}" version="{version}"><graph defaultedgetype="undirected">
<nodes><node id="0" label="Haus der Begegnung"/><node id="1" label="Amt"/><node id="2" label="Schule"/></nodes>
<edges><edge id="0" source="0" target="1" weight="5"/><edge id="1" source="1" target="2" weight="1.0"/></edges></graph></gexf>"""
PAJEK = '*Network netz\r\n% von Hand\r\n*Vertices 3\r\n 1 "Haus der Begegnung" 0.1 0.2\r\n2 "Amt"\r\n3 Schule\r\n*Edges\r\n1 2 5\r\n2 3 1\r\n'
NODE_LINK = {
    "nodes": [{"id": 0, "name": "Haus der Begegnung"}, {"id": 1, "name": "Amt"}, {"id": 2, "name": "Schule"}],
    "links": [{"source": 0, "target": 1, "weight": 5}, {"source": 1, "target": 2, "weight": 1}],
}
D3 = {
    "nodes": [{"name": "Haus der Begegnung"}, {"name": "Amt"}, {"name": "Schule"}],
    "links": [{"source": 0, "target": 1, "value": 5}, {"source": 1, "target": 2, "value": 1}],
}
D3_NAMES = {
    "nodes": D3["nodes"],
    "links": [
        {"source": "Haus der Begegnung", "target": "Amt", "value": 5},
        {"source": "Amt", "target": "Schule", "value": 1},
    ],
}
GRAPHOLOGY = {
    "options": {"type": "mixed"},
    "nodes": [
        {"key": "h", "attributes": {"label": "Haus der Begegnung"}},
        {"key": "a", "attributes": {"label": "Amt"}},
        {"key": "s", "attributes": {"label": "Schule"}},
    ],
    "edges": [
        {"key": "e1", "source": "h", "target": "a", "undirected": True, "attributes": {"weight": 5}},
        {"key": "e2", "source": "a", "target": "s", "attributes": {"weight": 1}},
    ],
}
GEPHI_LITE = {
    "type": "gephi-lite",
    "version": "1.0.0",
    "graphDataset": {
        "nodeData": {"h": {"label": "Haus der Begegnung"}, "a": {"label": "Amt"}, "s": {"label": "Schule"}},
        "edgeData": {"e1": {"weight": 5}, "e2": {"weight": 1}},
        "fullGraph": {
            "options": {"type": "undirected"},
            "nodes": [{"key": "h"}, {"key": "a"}, {"key": "s"}],
            "edges": [{"key": "e1", "source": "h", "target": "a"}, {"key": "e2", "source": "a", "target": "s"}],
        },
    },
}
CYTOSCAPE_NODES = [
    {"data": {"id": "h", "name": "Haus der Begegnung"}},
    {"data": {"id": "a", "name": "Amt"}},
    {"data": {"id": "s", "name": "Schule"}},
]
CYTOSCAPE_EDGES = [
    {"data": {"source": "h", "target": "a", "weight": 5}},
    {"data": {"source": "a", "target": "s", "weight": 1}},
]
KUMU = {
    "elements": [{"label": "Haus der Begegnung", "type": "Organisation"}, {"label": "Amt"}, {"label": "Schule"}],
    "connections": [
        {"from": "Haus der Begegnung", "to": "Amt", "direction": "mutual", "strength": 5},
        {"from": "Amt", "to": "Schule", "strength": "1"},
    ],
}
KUMU_PROJECT = {
    "elements": [{"_id": f"elem-{name}", "attributes": {"label": name}} for name in sorted(NAMES)],
    "connections": [
        {"_id": "c1", "from": "elem-Haus der Begegnung", "to": "elem-Amt", "attributes": {"strength": 5}},
        {"_id": "c2", "from": "elem-Amt", "to": "elem-Schule", "attributes": {"strength": 1}},
    ],
}
JGF = {
    "graph": {
        "directed": False,
        "nodes": {"h": {"label": "Haus der Begegnung"}, "a": {"label": "Amt"}, "s": {"label": "Schule"}},
        "edges": [
            {"source": "h", "target": "a", "metadata": {}, "weight": 5},
            {"source": "a", "target": "s", "weight": 1},
        ],
    }
}
LIST = "Haus der Begegnung{0}Amt{0}5\nAmt{0}Schule{0}1\n"
MATRIX = "\tHaus der Begegnung\tAmt\tSchule\nHaus der Begegnung\t0\t5\t\nAmt\t5\t-\t1\nSchule\t\t1\tx\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("netz.gexf", GEXF.format(space="http://gexf.net/1.3", version="1.3")),
        ("netz.gexf", GEXF.format(space="http://www.gexf.net/1.2draft", version="1.2")),
        ("netz.xml", GEXF.format(space="http://www.gexf.net/1.1draft", version="1.1")),
        ("netz.net", PAJEK),
        ("netz.txt", PAJEK.replace("*Edges", "*Arcs")),
        ("netz.json", json.dumps(NODE_LINK)),
        ("netz.json", json.dumps(D3)),
        ("netz.json", json.dumps(D3_NAMES)),
        ("netz.json", json.dumps(GRAPHOLOGY)),
        ("netz.json", json.dumps(GEPHI_LITE)),
        ("netz.cyjs", json.dumps({"elements": {"nodes": CYTOSCAPE_NODES, "edges": CYTOSCAPE_EDGES}})),
        ("netz.json", json.dumps({"elements": CYTOSCAPE_NODES + CYTOSCAPE_EDGES})),
        ("netz.json", json.dumps(CYTOSCAPE_NODES + CYTOSCAPE_EDGES)),
        ("netz.json", json.dumps(KUMU)),
        ("netz.json", json.dumps(KUMU_PROJECT)),
        ("netz.json", json.dumps(JGF)),
        ("netz.json", json.dumps(NODE_LINK | {"edges": []})),
        ("netz.json", json.dumps(NODE_LINK | {"edges": NODE_LINK["links"]})),
        ("kanten.csv", "Von;Nach;Stärke\n" + LIST.format(";")),
        ("kanten.csv", "Quelle\tZiel\tGewicht\n" + LIST.format("\t")),
        ("edges.tsv", "Source\tTarget\tWeight\n" + LIST.format("\t")),
        ("links.csv", "from,to,value\n" + LIST.format(",")),
    ],
)
def test_the_same_network_in_every_format(tmp_path: Path, name: str, content: str) -> None:
    graph = read(tmp_path, name, content)
    assert ties(graph) == EXPECTED
    assert graph.notices == ()


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf, nx.write_pajek])
def test_files_of_networkx(tmp_path: Path, write: Callable[[nx.Graph, Path], None]) -> None:
    graph = nx.Graph()
    graph.add_edge("Haus der Begegnung", "Amt", weight=5)
    graph.add_edge("Amt", "Schule", weight=1)
    write(graph, tmp_path / "netz")
    assert ties(read_graph(tmp_path / "netz")) == EXPECTED


@pytest.mark.parametrize("data", [nx.node_link_data, nx.cytoscape_data])
def test_json_of_networkx(tmp_path: Path, data: Callable[[nx.Graph], dict]) -> None:
    graph = nx.Graph()
    graph.add_edge("Haus der Begegnung", "Amt", weight=5)
    graph.add_edge("Amt", "Schule", weight=1)
    assert ties(read(tmp_path, "netz.json", json.dumps(data(graph)))) == EXPECTED


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        *(("nodes", "edges"), ("netz_nodes", "netz_edges"), ("Knoten", "Kanten"), ("Netz [Nodes]", "Netz [Edges]")),
        ("Mitglieder 2025", "Netz_edges"),  # it lists every end, whatever it is called
    ],
)
def test_a_pair_of_lists(tmp_path: Path, nodes: str, edges: str) -> None:
    (tmp_path / f"{nodes}.csv").write_text("Id;Label;timeset\n1;Haus der Begegnung;\n2;Amt;\n3;Schule;\n", "utf-8")
    (tmp_path / f"{edges}.csv").write_text(
        "Source;Target;Type;Id;Weight\n1;2;Undirected;0;5.0\n2;3;Undirected;1;1\n", "utf-8"
    )
    graph = read_graph(tmp_path)
    assert (ties(graph), graph.notices) == (EXPECTED, ())
    assert {edge.directed for edge in graph.edges} == {False}


def test_lists_below_titles_as_nodexl_writes_them(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text(
        ";;Visual Properties;\nVertex 1;Vertex 2;Color;Edge Weight\nHaus der Begegnung;Amt;;5\nAmt;Schule;;1\n", "utf-8"
    )
    (tmp_path / "vertices.csv").write_text(
        ";Visual Properties\nVertex;Color\nHaus der Begegnung;\nAmt;\nSchule;\n", "utf-8"
    )
    graph = read_graph(tmp_path)
    assert (ties(graph), len(graph.nodes), graph.notices) == (EXPECTED, 3, ())


def test_edges_may_name_nodes_by_their_labels(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("ID;Name\n1;Haus\n2;Amt\n", "utf-8")
    (tmp_path / "edges.csv").write_text("Von;Nach\nHaus;Amt\n", "utf-8")
    assert ties(read_graph(tmp_path)) == {frozenset({"Haus", "Amt"}): 1}


def test_further_tables_are_told(tmp_path: Path) -> None:
    (tmp_path / "kanten.csv").write_text("Von;Nach\nHaus;Amt\n", "utf-8")
    (tmp_path / "notizen.csv").write_text("Wann;Was\nheute;nichts\n", "utf-8")
    assert "notizen" in read_graph(tmp_path).notices[0].message


def test_two_edge_lists_are_two_networks(tmp_path: Path) -> None:
    for name in ("a_edges.csv", "b_edges.csv"):
        (tmp_path / name).write_text("source,target\n1,2\n", "utf-8")
    with pytest.raises(InvalidInput, match="a_edges, b_edges"):
        read_graph(tmp_path)


def test_a_matrix_is_known_for_one(tmp_path: Path) -> None:
    graph = read(tmp_path, "matrix.csv", MATRIX.replace("-", "").replace("x", ""))
    assert graph.matrix
    assert ties(graph) == EXPECTED


def test_a_matrix_of_words_holds_answers(tmp_path: Path) -> None:
    """A no is never a tie, a question mark is not known, and nobody has to say what numbers mean."""
    graph = read(tmp_path, "matrix.csv", ";A;B;C;D\nA;;ja;nein;?\nB;ja;;x;\nC;nein;x;;1\nD;?;;1;\n")
    assert not graph.matrix
    assert graph.directed is False
    assert {(edge.source, edge.target): edge.status for edge in graph.edges} == {
        ("A", "B"): None,
        ("A", "C"): "denied",
        ("A", "D"): "unknown",
        ("B", "C"): None,
        ("C", "D"): None,
    }


def test_the_two_halves_of_a_matrix_may_contradict_each_other(tmp_path: Path) -> None:
    graph = read(tmp_path, "matrix.csv", ";A;B\nA;;ja\nB;nein;\n")
    assert graph.directed
    assert [(edge.source, edge.status) for edge in graph.edges] == [("A", None), ("B", "denied")]


def test_half_a_matrix_has_no_direction(tmp_path: Path) -> None:
    graph = read(tmp_path, "matrix.csv", ";A;B;C\nA;;2;1\nB;;;0\nC;;;\n")
    assert (graph.matrix, graph.directed) == (True, False)


def test_two_lists_of_edges_that_differ_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="links und edges"):
        read(tmp_path, "netz.json", json.dumps(NODE_LINK | {"edges": [{"source": 0, "target": 2}]}))


def test_pajek_tells_modes_relations_and_what_it_does_not_read(tmp_path: Path) -> None:
    text = '*Vertices 3 2\n1 "A"\n2 "B"\n3 "Fest"\n*Arcs :1 "Rat"\n1 2\n*Edgeslist\n1 3\n*Partition art\n*Vertices 3\n1\n1\n2\n'
    with pytest.raises(InvalidInput, match="mehrere Netze"):
        read(tmp_path, "netz.net", text.replace("*Partition art\n", ""))
    assert "*partition" in read(tmp_path, "netz.net", text).notices[0].message
    graph = read(tmp_path, "netz.net", text.partition("*Partition")[0] + "*Vector werte\n0.5\n")
    assert [given["mode"] for given in graph.nodes.values()] == ["1", "1", "2"]
    assert [(edge.kind, edge.directed) for edge in graph.edges] == [("Rat", True), (None, False)]
    assert "*vector" in graph.notices[0].message


def test_pajek_with_more_vertices_than_a_list_may_have_is_refused_before_they_are_made(tmp_path: Path) -> None:
    """A hundred million vertices take a line of twenty letters, and all memory."""
    with pytest.raises(TooLarge):
        read(tmp_path, "netz.net", "*Vertices 99999999\n*Edges\n1 2\n")


@pytest.mark.parametrize("line", ["1", "x 2", "1 2 viel"])
def test_a_bad_line_of_pajek_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidInput, match="Zeile 3"):
        read(tmp_path, "netz.net", f"*Vertices 2\n*Edges\n{line}\n")


YED = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d9" yfiles.type="edgegraphics"/><graph edgedefault="directed">
<node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Haus</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>  Amt
</y:NodeLabel></y:ShapeNode></data></node>
<edge source="n0" target="n1"><data key="d9"><y:PolyLineEdge><y:Arrows source="{source}" target="{target}"/></y:PolyLineEdge></data></edge>
</graph></graphml>"""


@pytest.mark.parametrize(
    ("source", "target", "ends"),
    [
        ("none", "standard", ("n0", "n1", True)),
        ("standard", "none", ("n1", "n0", True)),
        ("none", "none", ("n0", "n1", False)),
        ("standard", "delta", ("n0", "n1", False)),
    ],
)
def test_yed_draws_labels_and_directions(tmp_path: Path, source: str, target: str, ends: tuple) -> None:
    graph = read(tmp_path, "yed.graphml", YED.format(source=source, target=target))
    assert ties(graph) == {frozenset({"Haus", "Amt"}): 1}
    assert [(edge.source, edge.target, edge.directed) for edge in graph.edges] == [ends]


def test_graphml_defaults_hold_where_nothing_is_said(tmp_path: Path) -> None:
    text = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double">
<default>3</default></key><graph edgedefault="undirected"><node id="a"/><node id="b"/><node id="c"/>
<edge source="a" target="b"/><edge source="b" target="c"><data key="w">2,5</data></edge></graph></graphml>"""
    assert sorted(ties(read(tmp_path, "g.graphml", text)).values()) == [2.5, 3]


def test_times_of_gexf_are_told(tmp_path: Path) -> None:
    text = GEXF.format(space="http://gexf.net/1.3", version="1.3").replace('label="Amt"', 'label="Amt" end="2019"')
    assert "Zeitangaben" in read(tmp_path, "g.gexf", text).notices[0].message


def test_gexf_nodes_within_nodes_are_refused(tmp_path: Path) -> None:
    text = GEXF.format(space="http://gexf.net/1.3", version="1.3").replace(
        '<node id="1" label="Amt"/>', '<node id="1"><nodes><node id="9"/></nodes></node>'
    )
    with pytest.raises(InvalidInput, match="genau ein Netz"):
        read(tmp_path, "g.gexf", text)


def test_the_days_of_records_are_no_ends_of_edges(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="keine Spalten Von und Nach"):
        read(tmp_path, "actors.csv", "Name,Kind,From,To\nHaus,other,2019,2024\n")


FRAMED = """<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key for="node" id="d6" yfiles.type="nodegraphics"/>
<graph edgedefault="undirected" id="G">
<node id="n0" yfiles.foldertype="group"><data key="d6"><y:GroupNode><y:NodeLabel>Nordstadt</y:NodeLabel></y:GroupNode></data>
<graph edgedefault="undirected" id="n0:">
<node id="n0::n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Haus der Begegnung<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>
<node id="n0::n1"><port name="N"/><data key="d6"><y:ShapeNode><y:NodeLabel hasText="false"/><y:NodeLabel>&lt;html&gt;&lt;b&gt;Amt&lt;/b&gt;&lt;/html&gt;</y:NodeLabel></y:ShapeNode></data></node>
<edge source="n0::n0" target="n0::n1"/></graph></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Schule</y:NodeLabel></y:ShapeNode></data></node>
<edge source="n0::n1" target="n1" sourceport="N"/></graph></graphml>"""


def test_nodes_within_a_frame_of_yed_are_read_and_the_frame_is_told(tmp_path: Path) -> None:
    graph = read(tmp_path, "netz.graphml", FRAMED)
    assert set(ties(graph)) == set(EXPECTED)
    assert [notice.code for notice in graph.notices if "Nordstadt" in notice.message] == ["graph_unread"]


def test_nodes_within_other_nodes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="Unternetze"):
        read(tmp_path, "netz.graphml", FRAMED.replace(' yfiles.foldertype="group"', ""))


def test_an_edge_of_gexf_has_its_time_and_the_last_of_several_values(tmp_path: Path) -> None:
    dynamic = GEXF.format(space="http://gexf.net/1.3", version="1.3").replace(
        '<edge id="0" source="0" target="1" weight="5"/>',
        '<edge id="0" source="0" target="1" start="2019-05-01" end="2021"><attvalues>'
        '<attvalue for="weight" value="5" start="2020"/><attvalue for="weight" value="1" start="2019"/></attvalues></edge>',
    )
    graph = read(tmp_path, "netz.gexf", dynamic)
    first = graph.edges[0]
    assert (first.strength, str(first.start), str(first.end)) == (5.0, "2019-05-01", "2021")
    assert "graph_unread" in {notice.code for notice in graph.notices}


def test_quotes_within_a_label_of_pajek_stay(tmp_path: Path) -> None:
    graph = read(tmp_path, "netz.net", PAJEK.replace('"Amt"', '"Amt ""Mitte""" [1-5]'))
    assert {str(given["label"]) for given in graph.nodes.values()} >= {'Amt "Mitte"'}
    assert "graph_unread" in {notice.code for notice in graph.notices}


GML = """Creator "igraph"
Version 1
graph
[
  directed 0
  # drawn by somebody
  node [ id 0 label "Haus der Begegnung" graphics [ x 1.5 w "]" ] ]
  node [ id 1 label "&#65;mt" ]
  node [ id 2 label "Schule" ]
  edge [ source 0 target 1 weight 5 ]
  edge [ source 1 target 2 weight 1 ]
]
"""
DL_MATRIX = """DL N = 3 FORMAT = FULLMATRIX
LABELS:
"Haus der Begegnung",Amt,Schule
DATA:
0 5 0
5 0 1
0 1 0
"""
DL_LINES = "dl n=3\nlabels:\nHaus der Begegnung\nAmt\nSchule\ndata:\n0 5 0\n5 0 1\n0 1 0\n"
DL_EMBEDDED = 'dl n=3\nlabels embedded\ndata:\n"Haus der Begegnung" Amt Schule\n"Haus der Begegnung" 0 5 0\nAmt 5 0 1\nSchule 0 1 0\n'
DL_EDGES = 'dl n=3 format=edgelist1\nlabels embedded\ndata:\n"Haus der Begegnung" Amt 5\nAmt Schule 1\n'
DL_NUMBERS = "dl n=3 format=edgelist1\nlabels:\n'Haus der Begegnung',Amt,Schule\ndata:\n1 2 5\n2 3 1\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("netz.gml", GML),
        ("netz.dl", DL_MATRIX),
        ("netz.txt", DL_LINES),
        ("netz.dl", DL_EMBEDDED),
        ("netz.dl", DL_EDGES),
        ("netz.dl", DL_NUMBERS),
    ],
)
def test_plain_networks_of_igraph_and_ucinet(tmp_path: Path, name: str, text: str) -> None:
    graph = read(tmp_path, name, text)
    assert (ties(graph), len(graph.nodes)) == (EXPECTED, 3)


def test_neighbours_of_ucinet_and_lines_of_cytoscape_name_ties_without_a_strength(tmp_path: Path) -> None:
    neighbours = "dl n=3 format = nodelist1\nlabels:\nHaus,Amt,Schule\ndata:\n1 2 3\n3 2\n"
    lines = "Haus\tcoop\tAmt\tSchule\nSchule\tcoop\tAmt\n"
    expected = {frozenset({"Haus", "Amt"}): 1, frozenset({"Haus", "Schule"}): 1, frozenset({"Schule", "Amt"}): 1}
    assert ties(read(tmp_path, "netz.dl", neighbours)) == ties(read(tmp_path, "netz.sif", lines)) == expected


def test_a_gml_network_knows_its_direction_and_a_node_alone_in_sif_is_one(tmp_path: Path) -> None:
    directed = read(tmp_path, "netz.gml", GML.replace("directed 0", "directed 1"))
    assert {edge.directed for edge in directed.edges} == {True}
    assert set(read(tmp_path, "netz.sif", "Haus coop Amt\nSchule\n").nodes) == {"Haus", "Amt", "Schule"}


@pytest.mark.parametrize("arrangement", ["edgelist1", "nodelist1"])
def test_nodes_of_ucinet_without_labels_are_all_there(tmp_path: Path, arrangement: str) -> None:
    graph = read(tmp_path, "netz.dl", f"dl n=4 format={arrangement}\ndata:\n1 2\n2 3\n")
    assert list(graph.nodes) == ["1", "2", "3", "4"]
    assert ties(graph) == {frozenset({"1", "2"}): 1, frozenset({"2", "3"}): 1}
