"""No body under 1 MiB costs more than half a second, is answered at length or keeps others waiting."""

import asyncio
import gc
import json
import time
from collections.abc import Iterator

import pytest

from app.web.bodies import JSON_LIMIT
from tests.asking import Asking

ALLOWED_SECONDS = 0.5
LONGEST_ANSWER = 40_000
LONGEST_HOLD_SECONDS = 0.05
ACTORS = "/actors"
OFFERS = "/offers"
ANALYSIS = "/analyses/parallel-offers"


def filled(part: str, before: str = "[", after: str = "]") -> bytes:
    """As often the part as fits under the limit."""
    times = (JSON_LIMIT - 100 - len(before + after)) // (len(part.encode()) + 1)
    return f"{before}{','.join([part] * times)}{after}".encode()


def names(value: str, count: int = 100_000) -> str:
    members = ",".join(f'"k{number}":{value}' for number in range(count))
    return members[: members.rindex(",", 0, JSON_LIMIT - 1_000)] if len(members) > JSON_LIMIT - 1_000 else members


CODES = json.dumps([f"wrong{number:04}" + "x" * 150 for number in range(500)])
SHORT_CODES = json.dumps([f"w{number}" for number in range(4_900)])
STEP = '{"action": "create", "topic": "actors", "record": {"name": "A", "kinds": ["w1", "w2"]}}'
SEVENS = ",".join(["7"] * 4_900)
BODIES: dict[str, tuple[str, bytes]] = {
    "wrong members": (ACTORS, filled("7", '{"name": "A", "kinds": [', "]}")),
    "wrong texts": (ACTORS, filled('""', '{"name": "A", "kinds": [', "]}")),
    "empty objects": (ACTORS, filled("{}", '{"name": "A", "kinds": [', "]}")),
    "an array": (ACTORS, filled("1")),
    "unknown fields": (ACTORS, f'{{"name": "A", {names("1")}}}'.encode()),
    "wrong codes": (OFFERS, f'{{"name": "A", "leads": ["a"], "themes": {CODES}, "target_groups": {CODES}}}'.encode()),
    "short wrong codes": (
        OFFERS,
        f'{{"name": "A", "leads": ["a"], "themes": {SHORT_CODES}, "target_groups": {SHORT_CODES}}}'.encode(),
    ),
    "wrong codes of steps": ("/batch", f'{{"operations": [{",".join([STEP] * 900)}]}}'.encode()),
    "wrong numbers": (ACTORS, f'{{"name": "A", "active_in": [{SEVENS}], "kinds": [{SEVENS}]}}'.encode()),
    "fewer unknown fields": (ACTORS, f'{{"name": "A", {names("1", 9_900)}}}'.encode()),
    "a long name": (ACTORS, b'{"name": "' + b"x" * (JSON_LIMIT - 100) + b'"}'),
    "a long field": (ACTORS, b'{"name": "A", "' + b"x" * (JSON_LIMIT - 100) + b'": 1}'),
    "a long code": (ACTORS, b'{"name": "A", "kinds": ["' + b"x" * (JSON_LIMIT - 100) + b'"]}'),
    "hidden signs": (ACTORS, b'{"name": "' + ("\u202e" * 340_000).encode() + b'"}'),
    "escapes": (ACTORS, b'{"name": "' + b"\\u00e4" * 170_000 + b'"}'),
    "deep": (ACTORS, b"[" * (JSON_LIMIT - 100)),
    "deep objects": (ACTORS, b'{"a":' * 200_000),
    "long numbers": (ACTORS, filled("1" * 4_000, '{"name": "A", "kinds": [', "]}")),
    "a longer number": (ACTORS, b'{"name": ' + b"1" * (JSON_LIMIT - 100) + b"}"),
    "fractions": (ACTORS, filled("1." + "1" * 300, '{"name": "A", "kinds": [', "]}")),
    "wrong parameters": (ANALYSIS, f'{{"parameters": {{{names("{}")}}}}}'.encode()),
    "unknown parameters": (ANALYSIS, f'{{"parameters": {{{names("1", 99)}}}}}'.encode()),
    "lists of parameters": (ANALYSIS, f'{{"parameters": {{{names(json.dumps([None] * 90), 99)}}}}}'.encode()),
    "members of a parameter": (ANALYSIS, filled("{}", '{"parameters": {"smallest": [', "]}}")),
    "long parameters": (ANALYSIS, b'{"parameters": {"' + b"x" * 500_000 + b'": "' + b"y" * 500_000 + b'"}}'),
    "another actor": ("/actors/a/merge", b'{"other": "' + b"x" * (JSON_LIMIT - 100) + b'"}'),
}


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """The collector of garbage passes over what the other tests hold: 15,000 of them cost more than a body."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.timed
@pytest.mark.parametrize("kind", BODIES)
def test_a_bad_body_is_refused_at_little_cost(client: Asking, workspace: str, kind: str):
    path, body = BODIES[kind]
    assert len(body) <= JSON_LIMIT

    began = time.process_time()
    answer = client.post(
        workspace + path, content=body, headers={"Content-Type": "application/json", "If-Match": '"1"'}
    )
    cost = time.process_time() - began

    assert answer.status_code in (400, 413, 422), answer.text[:300]
    assert len(answer.content) < LONGEST_ANSWER
    assert cost < ALLOWED_SECONDS


def test_errors_end_after_fifty_and_the_rest_is_counted(client: Asking, workspace: str):
    fields = {f"field{number}": 1 for number in range(70)}

    answer = client.post(f"{workspace}/actors", json={"name": "AWO", **fields}).json()

    assert (len(answer["errors"]), answer["more"]) == (50, 20)


def test_the_length_of_a_list_comes_before_its_members(client: Asking, workspace: str):
    answer = client.post(f"{workspace}/actors", json={"name": "AWO", "kinds": [7] * 5_001}).json()

    assert [(problem["pointer"], problem["code"]) for problem in answer["errors"]] == [("/kinds", "too_long")]


@pytest.mark.timed
@pytest.mark.parametrize("kind", BODIES)
def test_nobody_waits_for_a_large_body(
    client: Asking, workspace: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long the thread of the event loop computes at a stretch, whatever else the machine does."""
    path, body = BODIES[kind]
    held: list[float] = []
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run(handle)
        held.append(time.thread_time() - began)

    monkeypatch.setattr(asyncio.Handle, "_run", timed)
    client.post(workspace + path, content=body, headers={"Content-Type": "application/json", "If-Match": '"1"'})

    assert max(held) < LONGEST_HOLD_SECONDS
