"""Do the container files keep what the service promises: loopback only, no password in them, the same hardening?

No reader of YAML is installed: the lines are read as they stand. docs/operating.md names the full check.
"""

import re
import tomllib
from pathlib import Path

from app.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
SPARK = (ROOT / "docker-compose.spark.yml").read_text("utf-8")
LINES = re.findall(r"^ +(NEO4J_[A-Za-z0-9_]+|NETZBLICK_[A-Z0-9_]+): (.+)$", COMPOSE, re.MULTILINE)
ENVIRONMENT = {name: value.strip('"') for name, value in LINES}
NOT_IN_A_CONTAINER = (
    "server.directories.import",  # the image's own folder
    "dbms.security.auth_max_failed_attempts",  # nobody but the service reaches the database
    "server.default_",  # other containers must reach it, on a network without outside
    "server.bolt.",
    "db.tx_log.",  # sizes of a laptop's folder
    "internal.dbms.bolt.",
)


def services(compose: str = COMPOSE) -> dict[str, str]:
    section = compose.split("\nservices:\n")[1].split("\nnetworks:\n", maxsplit=1)[0]
    parts = re.split(r"^  ([\w-]+):$", section, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def embedded_settings() -> dict[str, str]:
    lines = (ROOT / "app/embedded/neo4j.conf").read_text("utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#") and "${" not in line)
    return {name: value for name, value in pairs if not name.startswith(NOT_IN_A_CONTAINER)}


def test_ports_open_to_this_machine_alone():
    published = re.findall(r'"([\d.:]+:\d+)"', "".join(re.findall(r"ports: \[(.+)\]", COMPOSE)))
    assert published == ["127.0.0.1:8420:8420"]
    assert "ports:" not in services()["neo4j"]


def test_the_database_has_no_way_out():
    assert "networks: [database]" in services()["neo4j"]
    assert re.search(r"^  database:\n    internal: true\b", COMPOSE, re.MULTILINE)


def test_the_database_is_hardened_like_the_embedded_one():
    in_container = {
        "NEO4J_" + name.replace("_", "__").replace(".", "_"): value for name, value in embedded_settings().items()
    }
    assert len(in_container) > 8
    assert {name: ENVIRONMENT.get(name) for name in in_container} == in_container


def test_passwords_come_from_files():
    assert re.findall(r"^  (\w+):\n    file: \./secrets/(\w+)$", COMPOSE, re.MULTILINE) == [
        ("neo4j_auth", "neo4j_auth"),
        ("neo4j_password", "neo4j_password"),
    ]
    assert ENVIRONMENT["NEO4J_AUTH_FILE"] == "/run/secrets/neo4j_auth"
    assert "NEO4J_AUTH" not in ENVIRONMENT
    assert "secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert (ROOT / ".dockerignore").read_text("utf-8").startswith("*\n")


def test_the_service_knows_every_variable_it_is_given():
    given = {name for name in ENVIRONMENT if name.startswith("NETZBLICK_")}
    assert given - {f"NETZBLICK_{name.upper()}" for name in Settings.model_fields} == set()


def test_the_service_runs_without_rights_and_says_whether_it_is_well():
    assert all(right in services()["netzblick"] for right in ("read_only: true", "cap_drop: [ALL]"))
    assert re.search(r"^USER \d+$", DOCKERFILE, re.MULTILINE)
    assert "/livez" in DOCKERFILE.split("HEALTHCHECK")[1]
    assert "healthcheck:" in services()["neo4j"]
    assert "condition: service_healthy" in services()["netzblick"]


def test_the_image_is_made_of_locked_packages_and_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"image: netzblick:{version}\n" in services()["netzblick"]
    assert "--require-hashes" in DOCKERFILE
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"python:3.11-slim"}


def test_spark_has_no_way_out_and_is_the_same_image_as_the_service():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert set(services(SPARK)) == {"spark-master", "spark-worker", "netzblick"}
    assert set(re.findall(r"networks: (.+)", SPARK)) == {"[spark]"}
    assert re.search(r"^  spark:\n    internal: true\b", SPARK, re.MULTILINE)
    assert "ports:" not in SPARK
    assert set(re.findall(r"image: (.+)", SPARK)) == {f"netzblick-spark:{version}"}
    assert f"FROM netzblick:{version}\n" in (ROOT / "Dockerfile.spark").read_text("utf-8")
    for name in ("spark-master", "spark-worker"):
        assert all(right in services(SPARK)[name] for right in ("read_only: true", "cap_drop: [ALL]"))


def test_the_service_is_built_with_spark_and_listens_where_workers_call_back():
    service = services(SPARK)["netzblick"]
    assert "dockerfile: Dockerfile.spark" in service
    assert "--conf spark.driver.host=netzblick --conf spark.driver.bindAddress=0.0.0.0 pyspark-shell" in service


def test_service_and_workers_are_told_where_the_master_listens():
    (engine,) = re.findall(r"NETZBLICK_ENGINE: (\S+)", SPARK)
    assert Settings(engine=engine).engine == engine
    assert f'command: ["{engine}"]' in services(SPARK)["spark-worker"]
    assert '--host, spark-master, --port, "7077"' in services(SPARK)["spark-master"]
    assert engine == "spark://spark-master:7077"
