"""Is a query file refused that contradicts itself?"""

import pytest

from app.store.queries import BrokenQuery, parse, queries, statement

GOOD = """\
// name: offers/find
// doc: Offers with a name.
// access: read
// params: workspace: STRING, name: STRING
// returns: id: STRING
MATCH (offer:Offer {workspace: $workspace, name: $name}) // not a $parameter
WHERE offer.name <> 'costs $5'
RETURN offer.id AS id
"""


def test_a_query_knows_its_header():
    query = parse("offers/find", GOOD)

    assert (query.name, query.doc, query.access) == ("offers/find", "Offers with a name.", "read")
    assert (query.parameters, query.returns) == ({"workspace": "STRING", "name": "STRING"}, {"id": "STRING"})


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("offers/find", "offers/seek", "its header calls it offers/seek"),
        ("// doc", "// does", "the file opens with name, doc, access, params, returns"),
        ("// doc: Offers with a name.\n", "", "the file opens with"),
        ("access: read", "access: schema", "access is schema"),
        (", name: STRING", "", r"the header names \['workspace'\], the query uses \['name', 'workspace'\]"),
        ("name: STRING\n", "name: STRING, limit: INTEGER\n", "the header names"),
        ("returns: id: STRING", "returns: id: TEXT", "returns is a list of name: TYPE"),
        ("returns: id: STRING", "returns: id", "returns is a list of name: TYPE"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(old: str, new: str, reason: str):
    with pytest.raises(BrokenQuery, match=reason):
        parse("offers/find", GOOD.replace(old, new, 1))


def test_nothing_is_a_word_too():
    query = parse(
        "a/b", "// name: a/b\n// doc: D.\n// access: write\n// params: none\n// returns: nothing\nRETURN 1 AS n"
    )

    assert (query.parameters, query.returns) == ({}, {})


def test_comments_and_texts_are_no_structure():
    assert statement("RETURN 'it\\'s $x' + \"// no\" // $y") == "RETURN '' + '' "


@pytest.mark.parametrize(
    ("access", "given", "reason"),
    [
        ("read", {"workspace"}, r"takes \['name', 'workspace'\], not \['workspace'\]"),
        ("read", {"workspace", "name", "limit"}, "takes"),
    ],
)
def test_a_call_with_other_parameters_is_refused(access: str, given: set[str], reason: str):
    with pytest.raises(TypeError, match=reason):
        parse("offers/find", GOOD).accept(access, given)


def test_a_write_is_not_run_as_a_read():
    with pytest.raises(TypeError, match="themes/write writes"):
        queries()["themes/write"].accept("read", {"workspace", "ids"})
