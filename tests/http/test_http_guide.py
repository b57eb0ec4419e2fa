"""Does every command of the guide to the HTTP API answer as the guide says?"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx

from app.errors import NetzblickError
from app.web import refusals
from tests.asking import ADDRESS, Asking

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "http-api.md").read_text("utf-8")


def commands() -> Iterator[tuple[str, int]]:
    """Every curl command with the status in the comment behind it."""
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL):
        for command, status in re.findall(r"^(curl .*?)\n# (\d{3})$", block, re.DOTALL | re.MULTILINE):
            yield command.replace("\\\n", " "), int(status)


def curl(client: Asking, command: str) -> httpx.Response:
    """What curl would do, as far as the guide uses it."""
    words = shlex.split(command)[1:]
    method, headers, body, address = "GET", {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0).encode()
        elif word == "--data-binary":
            body = (ROOT / words.pop(0).removeprefix("@")).read_bytes()
        else:
            address = word.removeprefix(ADDRESS)
    return client.request(method, address, headers=headers, content=body)


def test_every_command_answers_as_the_guide_says(client):
    result = list(commands())

    answers = [curl(client, command) for command, _ in result]

    assert len(result) == GUIDE.count("\ncurl ")
    assert [answer.status_code for answer in answers] == [status for _, status in result]


def test_the_guide_lists_every_kind_of_problem_a_route_can_give():
    listed = set(re.findall(r"^\| (\d{3}) \| `/problems/([a-z-]+)` \|", GUIDE, re.MULTILINE))
    not_over_http = {"jars-unavailable", "tampered-jar", "migration-refused", "client-gone"}

    assert listed == {(str(kind.status), kind.slug) for kind in kinds(NetzblickError) if kind.slug not in not_over_http}
    assert refusals.Internal in set(kinds(NetzblickError))


def kinds(parent: type[NetzblickError]) -> Iterator[type[NetzblickError]]:
    for subclass in parent.__subclasses__():
        yield subclass
        yield from kinds(subclass)
