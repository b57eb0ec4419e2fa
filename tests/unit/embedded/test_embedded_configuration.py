"""Is every new database hardened, and is its password nobody else's?"""

import stat

import pytest

from app.embedded.configuration import (
    PASSWORD_FILE,
    configure,
    initial_credentials,
    last_port,
    neo4j_home,
    read_password,
)
from app.embedded.memory import Memory
from app.errors import DatabaseUnavailable

MEMORY = Memory.of(1536)


@pytest.fixture
def settings(tmp_path) -> dict[str, str]:
    lines = (configure(tmp_path, 12345, MEMORY) / "neo4j.conf").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.config.strict_validation.enabled", "true"),
        ("server.default_listen_address", "127.0.0.1"),
        ("server.bolt.listen_address", "127.0.0.1:12345"),
        ("dbms.security.auth_enabled", "true"),
        ("dbms.security.auth_max_failed_attempts", "0"),
        ("server.http.enabled", "false"),
        ("server.https.enabled", "false"),
        ("dbms.usage_report.enabled", "false"),
        ("dbms.security.allow_csv_import_from_file_urls", "false"),
        ("internal.dbms.cypher_ip_blocklist", "0.0.0.0/0,::/0"),
        ("db.logs.query.enabled", "OFF"),
        ("db.transaction.timeout", "30m"),
        ("db.memory.transaction.max", "1056m"),
        ("dbms.memory.transaction.total.max", "1152m"),
    ],
)
def test_configuration_is_hardened(settings, name, value):
    assert settings[name] == value


def test_the_port_of_last_time_is_known(tmp_path):
    assert last_port(tmp_path) is None
    configure(tmp_path, 12345, MEMORY)
    assert last_port(tmp_path) == 12345


def test_password_is_random_private_and_kept(tmp_path):
    configure(tmp_path / "a", 1, MEMORY)
    configure(tmp_path / "b", 1, MEMORY)
    first = read_password(tmp_path / "a")
    assert len(first) >= 43  # 256 bit in base64
    assert first != read_password(tmp_path / "b")
    configure(tmp_path / "a", 2, MEMORY)
    assert read_password(tmp_path / "a") == first
    for path in (tmp_path / "a" / PASSWORD_FILE, neo4j_home(tmp_path / "a") / "data" / "dbms" / "auth.ini"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_first_password_is_written_as_neo4j_itself_writes_it():
    """The line that ``neo4j-admin dbms set-initial-password secret123`` of 5.26.30 wrote with this salt."""
    salt = bytes.fromhex("52c78a18a9ea6414174018f8b9bcfbc3c5260295a7fc79d10a2e26950ab6c63d")
    digest = "f4490966ee2610cd4225935d247d58ed9b033764cda7299c3e6651a9e496576e"
    assert initial_credentials("secret123", salt) == f"neo4j:SHA-256,{digest},{salt.hex()},1024:\n"


def test_data_whose_password_is_lost_is_not_given_a_new_one(tmp_path):
    (neo4j_home(tmp_path) / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(DatabaseUnavailable, match=PASSWORD_FILE):
        configure(tmp_path, 1, MEMORY)
    assert not (tmp_path / PASSWORD_FILE).exists()
