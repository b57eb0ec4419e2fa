"""Are jars fetched once, kept whole, and refused when one byte differs?"""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.embedded import jars
from app.embedded.jars import provide
from app.embedded.lock import Jar, Lock
from app.embedded.progress import Progress, silent
from app.errors import JarsUnavailable, TamperedJar

CONTENTS = {f"org.example:part{number}:1.0": f"jar {number}".encode() * 50 for number in range(4)}
LOCK = Lock("1.0", tuple(Jar(name, len(body), sha256(body).hexdigest()) for name, body in CONTENTS.items()))
PATHS = {jar.path: CONTENTS[jar.coordinate] for jar in LOCK.jars}
FIRST = LOCK.jars[0]


@dataclass
class Repository:
    """A Maven repository on loopback; ``faults`` are taken first, then ``bodies`` are served."""

    bodies: dict[str, bytes] = field(default_factory=lambda: dict(PATHS))
    faults: list[str] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    url: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.removeprefix("/")
        self.requests[path] += 1
        fault = self.faults.pop() if self.faults else None
        body = self.bodies.get(path)
        handler.send_response(503 if fault == "busy" else 200 if body is not None else 404)
        handler.send_header("Content-Length", str(len(body or b"")))
        handler.end_headers()
        handler.wfile.write((body or b"")[: 10 if fault == "torn" else None])


@pytest.fixture
def repository(monkeypatch) -> Iterator[Repository]:
    monkeypatch.setattr(jars, "PAUSES", (0.0, 0.0))
    served = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            served.answer(self)

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        served.url = f"http://127.0.0.1:{server.server_port}"
        yield served
        server.shutdown()


def names(cache: Path) -> set[str]:
    return {path.name for path in (cache / "neo4j-1.0").iterdir()} - {".lock"}


def test_missing_jars_are_fetched_and_given_in_the_order_of_the_lock(repository, tmp_path):
    entries: list[Progress] = []
    paths = provide(LOCK, tmp_path, repository.url + "/", entries.append)
    assert [path.read_bytes() for path in paths] == list(CONTENTS.values())
    assert names(tmp_path) == {jar.file_name for jar in LOCK.jars}
    total = sum(map(len, CONTENTS.values()))
    assert [(entry.files_done, entry.files_total) for entry in entries] == [(done, 4) for done in range(5)]
    assert (entries[0].bytes_done, entries[-1].bytes_done, entries[-1].bytes_total) == (0, total, total)


def test_what_is_here_is_not_fetched_again(repository, tmp_path):
    provide(LOCK, tmp_path, repository.url, silent)
    (tmp_path / "neo4j-1.0" / FIRST.file_name).unlink()
    entries: list[Progress] = []
    provide(LOCK, tmp_path, repository.url, entries.append)
    assert entries[0].files_done == 3
    assert repository.requests == Counter({FIRST.path: 2} | {jar.path: 1 for jar in LOCK.jars[1:]})


def test_one_altered_byte_is_refused_and_left_as_it_is(repository, tmp_path):
    path = provide(LOCK, tmp_path, repository.url, silent)[0]
    altered = bytearray(path.read_bytes())
    altered[7] ^= 1
    path.write_bytes(altered)
    with pytest.raises(TamperedJar, match=FIRST.file_name) as refusal:
        provide(LOCK, tmp_path, repository.url, silent)
    assert "Delete the file" in str(refusal.value.hint)
    assert path.read_bytes() == altered
    path.unlink()
    assert provide(LOCK, tmp_path, repository.url, silent)[0].read_bytes() == CONTENTS[FIRST.coordinate]


@pytest.mark.parametrize("served", [b"x" * FIRST.size, b"x" * (FIRST.size + 1)], ids=["other bytes", "too long"])
def test_a_repository_that_serves_another_jar_is_refused(repository, tmp_path, served):
    repository.bodies[FIRST.path] = served
    with pytest.raises(TamperedJar, match=FIRST.file_name) as refusal:
        provide(LOCK, tmp_path, repository.url, silent)
    assert "NETZBLICK_MAVEN_URL" in str(refusal.value.hint)
    assert FIRST.file_name not in names(tmp_path)


@pytest.mark.parametrize("fault", ["busy", "torn"])
def test_a_passing_failure_is_tried_again(repository, tmp_path, fault):
    repository.faults = [fault, fault]
    assert len(provide(LOCK, tmp_path, repository.url, silent)) == 4
    assert repository.requests.total() == 6


def test_an_absent_jar_is_not_asked_for_again(repository, tmp_path):
    del repository.bodies[FIRST.path]
    with pytest.raises(JarsUnavailable, match="404"):
        provide(LOCK, tmp_path, repository.url, silent)
    assert repository.requests[FIRST.path] == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense"], ids=["nobody listens", "not an address"])
def test_an_unreachable_repository_is_told_in_one_line_with_the_ways_out(repository, tmp_path, url):
    with pytest.raises(JarsUnavailable) as failure:
        provide(LOCK, tmp_path, url, silent)
    assert "\n" not in f"{failure.value.detail}{failure.value.hint}"
    assert "NETZBLICK_MAVEN_URL" in str(failure.value.hint)
    assert "--from" in str(failure.value.hint)


def test_a_cache_that_cannot_be_written_is_named(repository, tmp_path):
    (tmp_path / "cache").write_text("a file stands where a folder should")
    with pytest.raises(JarsUnavailable, match="cannot be written") as failure:
        provide(LOCK, tmp_path / "cache", repository.url, silent)
    assert "NETZBLICK_CACHE" in str(failure.value.hint)
    assert not repository.requests


def test_a_complete_cache_is_read_without_being_written(repository, tmp_path):
    provide(LOCK, tmp_path, repository.url, silent)
    (tmp_path / "neo4j-1.0" / ".lock").unlink()
    provide(LOCK, tmp_path, repository.url, silent)
    assert not (tmp_path / "neo4j-1.0" / ".lock").exists()
