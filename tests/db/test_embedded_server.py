"""Is the embedded Neo4j closed to everything but its own user's queries, and shared by all who start it?"""

import socket
import stat
import threading
import time
from pathlib import Path

import psutil
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, Neo4jError

from app.embedded.lock import read_lock
from app.embedded.memory import Memory
from app.embedded.ownership import lives, read_run
from app.embedded.server import Server, start, status, stop
from app.errors import DatabaseUnavailable
from app.settings import Settings
from tests.database import HEAP
from tests.db.conftest import connect


@pytest.fixture
def listener():
    """A real server on loopback that records whether anybody connects."""
    connections: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def accept() -> None:
            try:
                connection, peer = server.accept()
                connections.append(peer)
                connection.close()
            except OSError:
                return

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], connections
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "file:/etc/passwd", "file:///../../../../etc/passwd"])
def test_load_csv_reads_no_file(left_running: Server, url):
    with connect(left_running) as driver, pytest.raises(Neo4jError, match="allow_csv_import_from_file_urls"):
        driver.execute_query("LOAD CSV FROM $url AS row RETURN row", url=url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_load_csv_connects_to_nobody(left_running: Server, listener, host):
    port, connections = listener
    with connect(left_running) as driver, pytest.raises(Neo4jError, match="block"):
        driver.execute_query("LOAD CSV FROM $url AS row RETURN row", url=f"http://{host}:{port}/rows.csv")
    assert connections == []


def test_the_listener_would_have_noticed(listener):
    port, connections = listener
    socket.create_connection(("127.0.0.1", port)).close()
    deadline = time.monotonic() + 5
    while not connections and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(connections) == 1


def test_it_listens_on_one_port_of_this_machine_alone(left_running: Server):
    run = read_run(left_running.home)
    assert run
    listening = {
        net_connection.laddr
        for net_connection in psutil.Process(run.pid).net_connections()
        if net_connection.status == psutil.CONN_LISTEN
    }
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    assert {address.port for address in listening} == {run.port}


def test_password_file_is_its_owner_s_alone(left_running: Server):
    assert stat.S_IMODE(left_running.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(left_running.home.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "auth", [None, ("neo4j", "neo4j"), ("neo4j", "")], ids=["none", "the usual first one", "empty"]
)
def test_nobody_enters_without_the_password(left_running: Server, auth):
    with GraphDatabase.driver(left_running.url, auth=auth) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_a_forgotten_query_ends_and_a_greedy_one_fails_alone(left_running: Server):
    with connect(left_running) as driver:
        settings = (
            "SHOW SETTINGS 'db.transaction.timeout', 'db.memory.transaction.max' YIELD name, value RETURN name, value"
        )
        assert dict(driver.execute_query(settings).records) == {
            "db.transaction.timeout": "30m",  # the longest import; every other call brings a shorter deadline
            "db.memory.transaction.max": f"{Memory.of(512).transaction}.00MiB",
        }
        with driver.session() as session, pytest.raises(Neo4jError, match="MemoryPoolOutOfMemoryError"):
            session.run("UNWIND range(1, 20000000) AS n RETURN count(DISTINCT toString(n))").consume()
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1


def test_a_second_start_uses_the_running_one_and_leaves_it(left_running: Server, tmp_path):
    began = time.monotonic()
    with start(left_running.home, tmp_path / "no jars are needed", None, outlive=False) as second:
        assert second.server == left_running
        assert second.guard is None
    assert time.monotonic() - began < 2
    assert status(left_running.home) == left_running


def test_bolt_listens_on_the_port_that_is_set(tmp_path, jar_cache):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with start(tmp_path, jar_cache, Settings().maven_url, outlive=False, heap=HEAP, port=port) as running:
        assert running.server.url == f"bolt://127.0.0.1:{port}"


def test_a_port_that_is_taken_is_named(tmp_path, jar_cache):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DatabaseUnavailable, match=str(port)) as refused:
            start(tmp_path, jar_cache, Settings().maven_url, outlive=False, heap=HEAP, port=port)
    assert "NETZBLICK_BOLT_PORT" in str(refused.value.hint)


def test_status_tells_what_db_start_prints(left_running: Server):
    assert status(left_running.home) == left_running
    assert left_running.version == read_lock().version
    assert left_running.url.startswith("bolt://127.0.0.1:")


def test_where_nothing_runs_there_is_nothing_to_stop(tmp_path: Path):
    assert status(tmp_path) is None
    assert status(tmp_path / "absent") is None
    assert stop(tmp_path) is False


def test_a_wrong_password_file_is_named(left_running: Server):
    right = left_running.password_file.read_text("utf-8")
    left_running.password_file.write_text("wrong\n", encoding="utf-8")
    try:
        with pytest.raises(DatabaseUnavailable, match="refuses the password"):
            status(left_running.home)
    finally:
        left_running.password_file.write_text(right, encoding="utf-8")
    assert lives(left_running.home)
