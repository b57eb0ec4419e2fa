"""What does each bad request get? One table: its exact status and kind of problem, and 500 never."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.asking import Asking

pytestmark = pytest.mark.db

JSON = {"Content-Type": "application/json"}
TAG = {"If-Match": '"1"'}
LONG = "x" * 9_000


class Bad(NamedTuple):
    """A request below the workspace, and what it gets; ``code`` None: the refusal names no place."""

    name: str
    method: str
    path: str
    status: int
    slug: str
    code: str | None = None
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})
    content: bytes | None = None


def invalid(name: str, path: str, code: str, body: Any = None, method: str = "GET") -> Bad:
    return Bad(name, method, path, 422, "invalid-input", code, body)


def addresses() -> Iterator[Bad]:
    """Names that lead nowhere, in every place of an address."""
    for name, record in {
        "unknown": "nobody",
        "endless": LONG,
        "climbing": "..%2F..%2Fetc",
        "encoded dots": "%2e%2e",
        "NUL": "%00",
        "Cypher": "x'%20OR%201=1",
        "blank": "%20",
        "zero width": "%E2%80%8B",
        "bad UTF-8": "%FF",
        "half a surrogate": "%ED%A0%80",
    }.items():
        slug = "not-found" if "%2F" in record else "unknown-name"
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            body = {"name": "AWO"} if method in ("PUT", "PATCH") else None
            yield Bad(f"{name} record, {method}", method, f"/actors/{record}", 404, slug, None, body, TAG)
        yield Bad(f"{name} neighbourhood", "GET", f"/actors/{record}/neighbourhood", 404, slug)
        yield Bad(f"{name} profile", "GET", f"/actors/{record}/profile", 404, slug)
        yield Bad(f"{name} theme", "GET", f"/themes/{record}", 404, slug)
    yield Bad("endless tags", "GET", "/actors/awo", 422, "invalid-input", headers={"If-None-Match": LONG})
    for record in ("nobody", LONG, "%FF"):
        kept = record[:12]
        yield Bad(f"import {kept}", "GET", f"/imports/{record}", 404, "unknown-name")
        yield Bad(f"undo of import {kept}", "POST", f"/imports/{record}/undo", 404, "unknown-name")
        yield Bad(f"undo of merge {kept}", "POST", f"/merge/{record}/undo", 404, "unknown-name")
        yield Bad(f"undo of decision {kept}", "POST", f"/decisions/{record}/undo", 404, "unknown-name")
        yield Bad(f"run {kept}", "GET", f"/runs/{record}", 404, "unknown-name")
        yield Bad(f"analysis {kept}", "POST", f"/analyses/{record}", 404, "unknown-name", None, {})
        yield Bad(f"finding {kept}", "GET", f"/findings/{record}", 404, "unknown-name")
    yield Bad("no such topic", "GET", "/persons", 404, "not-found")
    yield Bad("slash behind", "GET", "/actors/", 404, "not-found")
    yield Bad("no such method", "PUT", "/actors", 405, "method-not-allowed", None, {})


def parameters() -> Iterator[Bad]:
    """Parameters that nobody can mean."""
    yield invalid("limit zero", "/actors?limit=0", "greater_than_equal")
    yield invalid("limit too large", "/actors?limit=201", "less_than_equal")
    yield invalid("limit no number", "/actors?limit=ten", "int_parsing")
    yield invalid("limit with a fraction", "/actors?limit=1.5", "int_parsing")
    yield invalid("limit beyond 64 bits", f"/actors?limit={2**70}", "less_than_equal")
    yield invalid("limit twice", "/actors?limit=1&limit=2", "repeated")
    yield invalid("filter twice", "/actors?kinds=school&kinds=association", "repeated")
    yield invalid("day twice", "/findings?as_of=2024-01-01&as_of=2024-01-02", "repeated")
    yield invalid("misspelt filter", "/actors?kind=school", "extra_forbidden")
    yield invalid("endless parameter", f"/actors?{LONG}=1", "extra_forbidden")
    yield invalid("endless query", f"/actors?q={LONG}", "string_too_long")
    yield invalid("NUL in a query", "/actors?q=%00", "hidden_character")
    yield invalid("invented cursor", "/actors?cursor=abc", "bad_cursor")
    yield invalid("cursor of another list", "/actors?cursor=YWJjZGVmMDEyMzQ1OmF3bw", "bad_cursor")
    yield invalid("endless cursor", f"/actors?cursor={LONG}", "string_too_long")
    yield invalid("code of no vocabulary", "/actors?kinds=shop", "unknown_code")
    yield invalid("area that is none", "/actors?active_in=nowhere", "unknown_reference")
    yield invalid("area that climbs", "/actors?active_in=..%2Fx", "bad_id")
    yield invalid("no truth value", "/actors?mediator=perhaps", "bool_parsing")
    yield invalid("sorted by a list", "/actors?sort=kinds", "literal_error")
    yield invalid("sorted by Cypher", "/actors?sort=name)%20DELETE", "literal_error")
    yield invalid("29 February", "/actors?as_of=2023-02-29", "bad_date")
    yield invalid("seconds for a day", "/actors?as_of=1700000000", "bad_date")
    yield invalid("Arabic digits for a day", "/actors?as_of=%D9%A2%D9%A0%D9%A2%D9%A4-01-01", "bad_date")
    yield Bad("scope of nothing", "GET", "/actors?scope=area=nowhere", 404, "unknown-name")
    yield Bad("scope that is none", "GET", "/actors?scope=all", 422, "invalid-input")
    yield invalid("position of no feed", "/changes?since=first", "bad_position")
    yield Bad("position beyond the end", "GET", "/changes?since=999", 409, "conflict")
    yield invalid("too deep", "/actors/awo/neighbourhood?depth=9", "less_than_equal")
    yield invalid("finding of no analysis", "/findings?analysis=gossip", "unknown_reference")
    yield invalid("finding of no band", "/findings?band=sure", "literal_error")
    yield invalid("finding of no status", "/findings?status=gone", "literal_error")
    yield invalid("no format", "/report?format=exe", "literal_error")
    yield invalid("no language", "/report?lang=fr", "literal_error")
    yield invalid("no audience", "/report?audience=all", "literal_error")
    yield invalid("no format of a file", "/export?format=doc", "literal_error")
    yield invalid("dry run of what has none", "/actors?dry_run=true", "extra_forbidden", {"name": "X"}, "POST")
    yield invalid("question with a parameter", "/analyses/density?deep=1", "extra_forbidden", {}, "POST")


def conditions() -> Iterator[Bad]:
    """Versions and keys."""
    body = {"name": "AWO"}
    for method in ("PUT", "PATCH", "DELETE"):
        sent = None if method == "DELETE" else body
        for name, headers, status, slug in (
            ("no version", {}, 428, "version-required"),
            ("any version", {"If-Match": "*"}, 428, "version-required"),
            ("old version", {"If-Match": '"99"'}, 412, "stale-version"),
            ("version zero", {"If-Match": '"0"'}, 412, "stale-version"),
            ("foreign tag", {"If-Match": '"abc"'}, 412, "stale-version"),
            ("bare version", {"If-Match": "1"}, 422, "invalid-input"),
            ("several tags", {"If-Match": '"1", "2"'}, 422, "invalid-input"),
        ):
            yield Bad(f"{name}, {method}", method, "/actors/awo", status, slug, None, sent, headers)
    for name, value in {"If-Match": '"2"', "Idempotency-Key": "b", "Content-Type": "text/plain"}.items():
        headers = {**JSON, **TAG, "Idempotency-Key": "a", name.lower(): value}
        yield Bad(f"{name} twice", "PATCH", "/actors/awo", 422, "invalid-input", "repeated", body, headers)
    for path in ("/analyses/density", "/imports?sheet=Akteure"):
        prefer = {"Prefer": LONG, "Content-Type": "application/json" if "analyses" in path else "text/csv"}
        yield Bad(f"endless Prefer, {path}", "POST", path, 422, "invalid-input", "string_too_long", {}, prefer)
    yield Bad("run that is none to be ended", "DELETE", "/runs/nobody", 404, "unknown-name")
    yield Bad("result of no run", "GET", f"/runs/{LONG}/result", 404, "unknown-name")
    yield Bad("events of no run", "GET", "/runs/%FF/events", 404, "unknown-name")
    for name, key in {"empty": "", "endless": LONG, "two words": "a b", "umlaut": "\xfc"}.items():
        headers = {"Idempotency-Key": key.encode("latin-1").decode("latin-1")}
        yield Bad(f"{name} key", "POST", "/actors", 422, "invalid-input", "bad_key", body, headers)


def bodies() -> Iterator[Bad]:
    """Bodies that are no JSON, or not what the route reads."""
    for name, content in {
        "empty": b"",
        "cut off": b'{"name": "AW',
        "too deep": b'{"name": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        "NaN": b'{"name": NaN}',
        "1e999": b'{"name": 1e999}',
        "half a surrogate": b'{"name": "\\ud800"}',
        "bad UTF-8": b'{"name": "\xff"}',
        "UTF-16": '{"name": "AWO"}'.encode("utf-16"),
        "a name twice": b'{"name": "A", "name": "B"}',
    }.items():
        for path in ("/actors", "/batch", "/analyses/density"):
            yield Bad(f"{name} body, {path}", "POST", path, 400, "malformed-body", None, None, JSON, content)
    for name, content in {"a list": b"[]", "null": b"null", "a text": b'"AWO"'}.items():
        for path in ("/actors", "/batch", "/analyses/density"):
            place = (422, "invalid-input", "model_attributes_type")
            yield Bad(f"{name} for an object, {path}", "POST", path, *place, None, JSON, content)
    too_many = b"[" + b"0," * 20_000 + b"0]"
    yield Bad("too many members", "POST", "/actors", 413, "too-large", None, None, JSON, too_many)
    yield Bad("too large", "POST", "/actors", 413, "too-large", None, None, JSON, b" " * (2**20 + 1))
    for name, headers in {
        "no content type": {"Content-Type": ""},
        "text": {"Content-Type": "text/plain"},
        "form": {"Content-Type": "application/x-www-form-urlencoded"},
        "UTF-16 named": {"Content-Type": "application/json; charset=utf-16"},
        "gzip": {**JSON, "Content-Encoding": "gzip"},
    }.items():
        yield Bad(name, "POST", "/actors", 415, "unsupported-media-type", None, None, headers, b'{"name": "A"}')
    yield Bad(
        "CSV that does not say what it is",
        "POST",
        "/imports",
        422,
        "invalid-input",
        None,
        None,
        {"Content-Type": "text/csv"},
        b"Name\nA\n",
    )
    yield Bad(
        "no workbook",
        "POST",
        "/imports?format=xlsx",
        415,
        "wrong-format",
        None,
        None,
        {"Content-Type": "application/octet-stream"},
        b"PK",
    )


def files() -> Iterator[Bad]:
    """Files that are broken, or made to hurt whoever reads them."""
    csv, graphml = {"Content-Type": "text/csv"}, {"Content-Type": "application/graphml+xml"}
    workbook = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    last = b"Name;Seit;Bis\n" + b"".join(b"A%d;;\n" % number for number in range(9_999)) + b"A\0;2024;\n"
    for name, content, status, slug, code in (
        ("unclosed quotes", b'Name;Art\n"AWO;Verein\n', 415, "wrong-format", None),
        ("NUL in a cell", b"Name;Art\nA\0WO;Verein\n", 422, "invalid-input", "hidden_character"),
        ("ragged rows", b"Name;Art\nAWO;Verein;mehr\n", 422, "invalid-input", "no_heading"),
        ("a heading twice", b"Name;Name\nAWO;DRK\n", 422, "invalid-input", "duplicate_heading"),
        ("5,000 columns", b";".join(b"c%d" % number for number in range(5_000)), 413, "too-large", None),
        ("empty file", b"", 422, "invalid-input", None),
        ("last of 10,000 rows", last, 422, "invalid-input", "hidden_character"),
    ):
        yield Bad(name, "POST", "/imports?sheet=Akteure", status, slug, code, None, csv, content)
    for name, query, status, slug, code in (
        ("sheet that is none", "sheet=Quatsch", 422, "invalid-input", None),
        ("answer that is none", "sheet=Akteure&answer=nonsense", 422, "invalid-input", None),
        ("answer to no question", "sheet=Akteure&answer=same_es:x=yes", 422, "invalid-input", None),
        ("plan of nobody", "sheet=Akteure&plan=abc", 409, "conflict", None),
        ("format against the type", "sheet=Akteure&format=xlsx", 415, "wrong-format", None),
        ("messages without a dry run", "sheet=Akteure&problems=xlsx", 422, "invalid-input", "needs_dry_run"),
    ):
        yield Bad(name, "POST", f"/imports?{query}", status, slug, code, None, csv, b"Name\nDRK\n")
    gzip = {**csv, "Content-Encoding": "gzip"}
    yield Bad("packed file", "POST", "/imports?sheet=Akteure", 415, "unsupported-media-type", None, None, gzip, b"x")
    for name, content, status, slug in (
        ("DTD", _graphml(b'<node id="a"/>', b'<!DOCTYPE g [<!ENTITY x "y">]>'), 415, "wrong-format"),
        ("graph in a node", _graphml(b'<node id="a"><graph edgedefault="undirected"/></node>'), 422, "invalid-input"),
        ("edge to nowhere", _graphml(b'<node id="a"/><edge source="a" target="b"/>'), 422, "invalid-input"),
        ("no XML", b"no XML", 422, "invalid-input"),
    ):
        yield Bad(name, "POST", "/imports", status, slug, None, None, graphml, content)
    bomb = _zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(2**28)})
    yield Bad("zip bomb", "POST", "/imports", 413, "too-large", None, None, workbook, bomb)
    packed = {"Content-Type": "application/zip"}
    climbing = _zipped({"../quatsch.csv": b"Name\nDRK\n"})
    yield Bad("climbing names", "POST", "/imports", 422, "invalid-input", None, None, packed, climbing)
    yield Bad("ZIP of nothing", "POST", "/imports", 415, "wrong-format", None, None, packed, _zipped({}))


def _graphml(graph: bytes, before: bytes = b"") -> bytes:
    head = b'<?xml version="1.0"?>' + before + b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    return head + b'<graph edgedefault="undirected">' + graph + b"</graph></graphml>"


def _zipped(members: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


TABLE = (*addresses(), *parameters(), *conditions(), *bodies(), *files())


def test_the_table_is_long_and_names_each_once():
    assert len({bad.name for bad in TABLE}) == len(TABLE)
    assert len(TABLE) >= 200


def answer_to(client: Asking, workspace: str, bad: Bad):
    values = {"content": bad.content} if bad.content is not None else {"json": bad.body}
    headers = {name: value.encode("latin-1") for name, value in bad.headers.items()}
    return client.request(bad.method, workspace + bad.path, headers=headers, **values)


def test_every_bad_request_gets_its_answer(client: Asking, workspace: str):
    """In one test: each case costs milliseconds, a workspace for each would cost minutes."""
    client.post(f"{workspace}/actors", json={"id": "awo", "name": "AWO"}).raise_for_status()
    before = client.get(workspace).json()

    wrong = [result for bad in TABLE if (result := difference(bad, answer_to(client, workspace, bad)))]

    assert wrong == []
    assert client.get(workspace).json() == before


def difference(bad: Bad, answer) -> str | None:
    """What is not as the table has it."""
    if answer.headers.get("content-type") != "application/problem+json":
        return f"{bad.name}: {answer.status_code} is no problem"
    problem = answer.json()
    got = (
        answer.status_code,
        problem["type"],
        problem["errors"][0]["code"] if bad.code and problem["errors"] else None,
    )
    expected = (bad.status, f"/problems/{bad.slug}", bad.code)
    if got != expected:
        return f"{bad.name}: {got} instead of {expected}"
    return None if problem["errors"] or "hint" in problem else f"{bad.name}: says neither where nor what to do"
