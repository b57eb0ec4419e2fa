"""Does the API behave as a dictionary of records would, whatever is asked in whatever order? A thousand steps."""

from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.asking import Asking
from tests.trials import trials

pytestmark = pytest.mark.slow  # a thousand requests and more

STEPS = 50
PATIENCE = 20
IDS = st.sampled_from(["a0", "a1", "a2", "a3", "a4"])
NAMES = st.sampled_from(["AWO", "DRK", "Bürgerhaus", "Treff »Nord«"])
STRENGTHS = st.sampled_from([None, 1, 4])

Model = dict[str, dict[str, Any]]


class ApiBesideModel(RuleBasedStateMachine):
    """Organisations and their cooperations in a workspace of their own; ``sequence`` counts the changes there were."""

    numbers = count()

    def __init__(self, client: Asking) -> None:
        super().__init__()
        self.client = client
        self.workspace = f"/v1/workspaces/model-{next(self.numbers)}"
        name = self.workspace.rpartition("/")[2]
        client.post("/v1/workspaces", json={"id": name, "name": name}).raise_for_status()
        self.actors: Model = {}
        self.ties: Model = {}
        self.sequence = 0
        self.keys = count()
        self.last: tuple[dict[str, Any], httpx.Response] | None = None

    def ask(self, method: str, url: str, **values: Any) -> httpx.Response:
        """An answer; on a busy machine the database may be late, and then the same request is sent again, as clients do."""
        for _ in range(PATIENCE):
            answer = self.client.request(method, url, **values)
            if answer.status_code not in (503, 504):
                break
        return answer

    def write(self, method: str, path: str, expected: int, **values: Any) -> httpx.Response:
        """A write that must be answered so; one that is done counts as a change."""
        headers = {"Idempotency-Key": f"{self.workspace}-{next(self.keys)}", **values.pop("headers", {})}
        by_name = {"method": method, "url": f"{self.workspace}/{path}", "headers": headers, **values}
        answer = self.client.request(**by_name)
        assert answer.status_code == expected, (by_name, answer.text)
        if answer.is_success:
            self.last = (by_name, answer)
        return answer

    def written(self, model: Model, record: dict[str, Any], answer: httpx.Response) -> None:
        self.sequence += 1
        model[record["id"]] = {**model.get(record["id"], {}), **record, "version": self.sequence}
        assert model[record["id"]].items() <= answer.json().items()
        assert answer.headers["etag"] == f'"{self.sequence}"'

    def ties_of(self, actor: str) -> list[str]:
        return [tie for tie, record in self.ties.items() if actor in (record["actor_a"], record["actor_b"])]

    @rule(actor=IDS, name=NAMES)
    def create(self, actor: str, name: str) -> None:
        expected = 409 if actor in self.actors else 201
        record = {"id": actor, "name": name}
        answer = self.write("POST", "actors", expected, json=record)
        if expected == 201:
            self.written(self.actors, record, answer)

    @rule(actor=IDS, name=NAMES, method=st.sampled_from(["PUT", "PATCH"]), behind=st.sampled_from([0, 0, 0, 1]))
    def change(self, actor: str, name: str, method: str, behind: int) -> None:
        known = self.actors.get(actor)
        expected = 404 if known is None else 412 if behind else 200
        based_on = {"If-Match": f'"{known["version"] - behind if known else 1}"'}
        answer = self.write(method, f"actors/{actor}", expected, json={"name": name}, headers=based_on)
        if known is not None and answer.is_success:
            if known["name"] != name:
                self.written(self.actors, {"id": actor, "name": name, "aliases": answer.json()["aliases"]}, answer)
            else:
                assert answer.json()["version"] == known["version"]

    @rule(actor=IDS, referrers=st.booleans())
    def delete(self, actor: str, referrers: bool) -> None:
        known, ties = self.actors.get(actor), self.ties_of(actor)
        expected = 404 if known is None else 409 if ties and not referrers else 204
        based_on = {"If-Match": f'"{(known or {"version": 1})["version"]}"'}
        query = "?with_referrers=true" if referrers else ""
        if self.write("DELETE", f"actors/{actor}{query}", expected, headers=based_on).is_success:
            self.sequence += 1
            del self.actors[actor]
            for tie in ties:
                del self.ties[tie]

    @rule(actor_a=IDS, actor_b=IDS, strength=STRENGTHS)
    def tie(self, actor_a: str, actor_b: str, strength: int | None) -> None:
        first, second = sorted((actor_a, actor_b))
        tie_id = f"{first}--{second}--information"
        known = {actor_a, actor_b} <= self.actors.keys()
        expected = 422 if actor_a == actor_b or not known else 409 if tie_id in self.ties else 201
        body = {"actor_a": actor_a, "actor_b": actor_b, "kind": "information", "strength": strength}
        answer = self.write("POST", "cooperations", expected, json=body)
        if expected == 201:
            record = {"id": tie_id, "actor_a": first, "actor_b": second, "strength": strength}
            self.written(self.ties, record, answer)

    @rule(actors=st.lists(IDS, min_size=1, max_size=3, unique=True), name=NAMES)
    def batch(self, actors: list[str], name: str) -> None:
        expected = 409 if any(actor in self.actors for actor in actors) else 200
        steps = [{"action": "create", "topic": "actors", "record": {"id": actor, "name": name}} for actor in actors]
        if self.write("POST", "batch", expected, json={"operations": steps}).is_success:
            self.sequence += 1
            self.actors |= {actor: {"id": actor, "name": name, "version": self.sequence} for actor in actors}

    @precondition(lambda self: self.last is not None)
    @rule()
    def repeat(self) -> None:
        """The last write that was done is sent again: nothing happens, and the answer is the same."""
        assert self.last is not None
        last, first = self.last
        again = self.client.request(**last)
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers["idempotency-replayed"] == "true"

    @rule(actor=IDS)
    def read(self, actor: str) -> None:
        answer = self.ask("GET", f"{self.workspace}/actors/{actor}")
        if actor in self.actors:
            assert self.actors[actor].items() <= answer.json().items()
            same = {"If-None-Match": answer.headers["etag"]}
            assert self.ask("GET", f"{self.workspace}/actors/{actor}", headers=same).status_code == 304
        else:
            assert answer.status_code == 404

    @invariant()
    def every_change_is_counted(self) -> None:
        assert self.ask("GET", self.workspace).json()["version"] == self.sequence

    def teardown(self) -> None:
        """Lists hold what the model holds, and so does a copy that follows the feed from its beginning."""
        copied: dict[tuple[str, str], dict[str, Any]] = {}
        feed = self.ask("GET", f"{self.workspace}/changes?since=0&limit=200").json()
        assert [change["sequence"] for change in feed["items"]] == list(range(1, self.sequence + 1))
        for entry in (entry for change in feed["items"] for entry in change["records"]):
            copied.pop((entry["topic"], entry["id"]), None)
            if entry["action"] == "written":
                copied[entry["topic"], entry["id"]] = entry["record"]
        for topic, model in (("actors", self.actors), ("cooperations", self.ties)):
            listed = self.ask("GET", f"{self.workspace}/{topic}?limit=200").json()["items"]
            assert listed == [record for (of, _), record in sorted(copied.items()) if of == topic]
            assert [record["id"] for record in listed] == sorted(model)
            assert all(model[record["id"]].items() <= record.items() for record in listed)


def test_the_api_is_a_dictionary_of_records(client: Asking):
    examples = settings(
        max_examples=trials(20), stateful_step_count=STEPS, suppress_health_check=list(HealthCheck), deadline=None
    )
    run_state_machine_as_test(lambda: ApiBesideModel(client), settings=examples)
