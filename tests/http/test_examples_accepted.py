"""Are the examples of the description accepted by the running service?"""

from typing import Any

from app.records.records import TOPICS
from app.records.references import Key
from app.records.schema import schema
from tests.asking import Asking
from tests.contract.test_openapi import openapi

BELOW = "/v1/workspaces/{workspace}"


def example(method: str, path: str) -> Any:
    body = openapi()["paths"][path][method]["requestBody"]["content"]["application/json"]
    return body["example"]


def referred_keys(topic: str, record: dict[str, Any]) -> set[Key]:
    """The records that an example refers to."""
    keys: set[Key] = set()
    for field, topics in schema().references[topic].items():
        value = record.get(field)
        ids = value if isinstance(value, list) else [value] if value else []
        keys |= {(topics[0], str(record_id)) for record_id in ids}
    return keys


def path_of(topic: str) -> str:
    return topic.replace("_", "-")


def simplest(topic: str, record_id: str) -> dict[str, Any]:
    """What the description says a record needs, under another id, referring to nothing but what it must."""
    required = resolved_schema(topic)["required"]
    whole = example("post", f"{BELOW}/{path_of(topic)}")
    return {"id": record_id} | {name: whole[name] for name in required}


def resolved_schema(topic: str) -> dict[str, Any]:
    reference = openapi()["paths"][f"{BELOW}/{path_of(topic)}"]["post"]["requestBody"]["content"]["application/json"]
    schema_name = reference["schema"]["$ref"].rpartition("/")[2]
    return {"required": [], **openapi()["components"]["schemas"][schema_name]}


def prepared(examples: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A batch that makes what the examples refer to and is no example itself."""
    wanted = set().union(*(referred_keys(topic, record) for topic, record in examples.items()))
    known: dict[Key, dict[str, Any]] = {}
    while missing := sorted(wanted - known.keys()):
        for topic, record_id in missing:
            known[topic, record_id] = simplest(topic, record_id)
            wanted |= referred_keys(topic, known[topic, record_id])
    return [{"action": "create", "topic": path_of(topic), "record": record} for (topic, _), record in known.items()]


def test_every_example_of_a_record_is_made_replaced_and_changed(client: Asking, workspace: str):
    examples = {topic: example("post", f"{BELOW}/{path_of(topic)}") for topic in TOPICS}
    own = {(topic, record.get("id")) for topic, record in examples.items()}
    operations = [step for step in prepared(examples) if (step["topic"], step["record"]["id"]) not in own]
    made_first = client.post(f"{workspace}/batch", json={"operations": operations})
    assert made_first.status_code == 200, made_first.text

    for topic, record in examples.items():
        address = f"{workspace}/{path_of(topic)}"
        known = client.get(f"{address}/{record['id']}")
        if known.is_success:
            client.delete(
                f"{address}/{record['id']}?with_referrers=true", headers={"If-Match": known.headers["etag"]}
            ).raise_for_status()
        answer = client.post(address, json=record)
        assert answer.status_code == 201, (topic, answer.text)
        for method in ("put", "patch"):
            body = example(method, f"{BELOW}/{path_of(topic)}/{{id}}")
            body = body if method == "patch" else {**body, "id": answer.json()["id"]}
            answer = client.request(
                method,
                f"{address}/{answer.json()['id']}",
                json=body,
                headers={"If-Match": answer.headers["etag"]},
            )
            assert answer.status_code == 200, (topic, method, answer.text)


def test_the_other_examples_are_accepted(client: Asking, workspace: str):
    new = client.post("/v1/workspaces", json=example("post", "/v1/workspaces"))
    changed = client.patch(
        f"/v1/workspaces/{new.json()['id']}",
        json=example("patch", BELOW),
        headers={"If-Match": new.headers["etag"]},
    )
    batch = client.post(f"{workspace}/batch", json=example("post", f"{BELOW}/batch"))
    analysis = example("post", f"{BELOW}/analyses/{{analysis}}")

    assert (new.status_code, changed.status_code, batch.status_code) == (201, 200, 200)
    response = client.post(f"{workspace}/analyses/density", json={**analysis, "scope": None, "parameters": {}})
    assert response.status_code == 200
