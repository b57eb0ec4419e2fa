"""What does an address get that leads nowhere, or is asked in the wrong way or under a foreign name?"""

import pytest

from app.main import create_app
from app.settings import Settings
from app.store.migrations import migrate

UNKNOWN = [
    "actors/nobody",
    "actors/%2e%2e",
    "actors/a%00b",
    f"actors/{'x' * 300}",
    "actors/%3Cscript%3E",
    "offers/nobody",
    "themes/nothing",
    "imports/nothing",
    "runs/nothing",
    "findings/nothing",
    "findings/nothing/question",
    f"findings/{'x' * 300}",
]


@pytest.mark.parametrize("prefer", [{}, {"Prefer": "respond-async"}], ids=["waiting", "async"])
@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_there(client, workspace, path, prefer):
    answer = client.get(f"{workspace}/{path}", headers=prefer)

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-name")
    assert "script" not in answer.text


@pytest.mark.parametrize("name", ["nowhere", "%2e%2e", "a%00b", "x" * 300])
def test_a_workspace_that_is_not_there(client, workspace, name):
    below = ("", "/actors", "/actors/awo", "/themes", "/analyses", "/runs/r", "/findings", "/report", "/imports")

    answers = [client.get(f"/v1/workspaces/{name}{path}") for path in below]

    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {(404, "/problems/unknown-name")}


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v2/workspaces", "/v1/workspaces/altendorf/actors/a/b", "/docs/a/b", "/%00"]
)
def test_no_route(client, workspace, path):
    answer = client.get(path)

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_a_slash_too_many_leads_to_the_page_that_is_meant(client):
    answer = client.get("/docs/")

    assert (answer.status_code, answer.headers["location"]) == (307, "/docs")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/actors", "HEAD, GET, POST"),
        ("POST", "/actors/awo", "HEAD, GET, PUT, PATCH, DELETE"),
        ("HEAD", "/imports/nothing/undo", "POST"),
    ],
)
def test_no_such_method(client, workspace, method, path, allowed):
    answer = client.request(method, workspace + path)

    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/livez", "/docs", "/openapi.json", "/v1/workspaces", "/v1/nothing", "/terms", "/nix"]
)
def test_head_is_get_without_the_body(client, path):
    head, get = client.request("HEAD", path), client.get(path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    names = ("content-type", "content-length", "content-security-policy")
    assert [head.headers[name] for name in names] == [get.headers[name] for name in names]


@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/json", 200), ("text/html,*/*;q=0.8", 200), ("text/yaml", 406), ("application/json;q=0", 406)],
)
def test_the_description_is_json_and_fetched_once(client, accept, status):
    answer = client.get("/openapi.json", headers={"Accept": accept})

    assert answer.status_code == status
    if status == 200:
        again = client.get("/openapi.json", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/nix", "/v1/nothing", "/w/altendorf/nix"])
def test_an_unknown_address_is_a_page_for_browsers_and_a_problem_for_tools(client, path):
    page = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    problem = client.get(path, headers={"Accept": "*/*"})

    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Das gibt es hier nicht</h1>" in page.text
    assert (problem.status_code, problem.json()["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=-1",
        "cursor=%21",
        "cursor=%FF",
        "q=%00",
        "q=" + "x" * 400,
        "qq=a",
        "as_of=x",
    ],
)
def test_bad_parameters_of_a_list(client, workspace, query):
    answer = client.get(f"{workspace}/actors?{query}")

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-input")
    assert answer.json()["errors"][0]["pointer"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "query",
    ["as_of=2023-02-29", "as_of=0", "as_of=1700000000", "format=exe", "lang=fr", "audience=all", "download=maybe"],
)
def test_bad_parameters_of_a_report(client, workspace, query):
    answer = client.get(f"{workspace}/report?{query}")

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-input")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8420", "", "[", "localhost@evil.example"]
)
def test_a_foreign_name_is_refused(client, host):
    answer = client.get("/livez", headers={"Host": host})

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/foreign-host")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8420", "[::1]:8420", "LOCALHOST"])
def test_its_own_names_are_answered(client, host):
    assert client.get("/livez", headers={"Host": host}).status_code == 200


def test_a_forged_forwarding_header_changes_nothing(client):
    assert client.get("/livez", headers={"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1"}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/livez", "/docs", "/openapi.json", "/v1/workspaces", "/v1/nothing", "/problems/conflict"]
)
def test_every_answer_keeps_browsers_careful(client, path):
    headers = client.get(path).headers

    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert len(headers["x-request-id"]) == 32
    assert "access-control-allow-origin" not in headers


def test_no_other_site_may_ask(client, workspace):
    answer = client.request("OPTIONS", workspace, headers={"Origin": "http://evil.example"})

    assert answer.status_code == 405


def test_every_kind_of_problem_is_explained(client, workspace):
    kind = client.get(f"{workspace}/actors/nobody").json()["type"]

    assert client.get(kind).status_code == 200
    assert client.get("/problems/none").status_code == 404


def test_the_documentation_loads_nothing_from_elsewhere(client):
    page = client.get("/docs").text

    assert "/v1/workspaces/{workspace}/actors" in page
    assert "<script" not in page
    assert "http" not in page.replace("HTTP", "")


def test_the_service_is_ready_with_the_newest_schema_only(client):
    without = client.get("/readyz")  # the fixture took the record of the migrations away with everything else
    client.portal.call(migrate, client.app.state.service.database)

    assert (without.status_code, without.json()["type"]) == (503, "/problems/database-unavailable")
    assert client.get("/readyz").json() == {"status": "ok"}


def test_inside_a_container_the_operator_vouches_for_the_published_port():
    assert create_app(Settings(host="0.0.0.0", contained=True)).title == "Netzblick"
