"""Does the service run with a database of its operator where Python lacks what only POSIX has?"""

import httpx

from tests.faults.served import on, served
from tests.posix_free import without_posix


def test_the_service_answers(tmp_path, empty_neo4j):
    settings = {**on(empty_neo4j), **without_posix(tmp_path / "hook")}
    with served(tmp_path, settings) as service:
        made = httpx.post(f"{service.address}/v1/workspaces", json={"id": "w", "name": "W"}, trust_env=False)

    assert made.status_code == 201
