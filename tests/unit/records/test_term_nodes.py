"""Do the nodes of themes and target groups speak for themselves?"""

from app.records.term_nodes import term_nodes
from app.records.vocabulary import vocabulary


def test_a_term_brings_all_above_it_with_their_names():
    themes = vocabulary("theme")
    code = next(code for code in themes.terms if themes.ancestors(code))

    nodes = {node["id"]: node for node in term_nodes("theme", [code])}

    assert nodes.keys() == {code, *themes.ancestors(code)}
    assert nodes[code]["name"] == themes.term(code).de
    assert nodes[code]["name_en"] == themes.term(code).en
    assert nodes[code]["broader"] == themes.parent(code)
    assert [node["id"] for node in nodes.values() if node["broader"] is None] == [themes.ancestors(code)[-1]]


def test_a_code_nobody_knows_is_its_own_name():
    assert term_nodes("theme", ["astronomy"]) == [
        {"id": "astronomy", "name": "astronomy", "name_en": "astronomy", "broader": None}
    ]
