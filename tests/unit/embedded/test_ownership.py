"""Who works with a database is known as long as it does, and the database is not stopped under it unasked."""

from pathlib import Path

import pytest

from app.embedded import server
from app.embedded.ownership import used, using
from app.errors import Conflict


def test_a_database_is_used_while_somebody_works_with_it(tmp_path: Path):
    assert not used(tmp_path)
    with using(tmp_path):
        with using(tmp_path):
            assert used(tmp_path)
        assert used(tmp_path)
    assert not used(tmp_path)


def test_a_used_database_is_stopped_only_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "lives", lambda _home: True)
    monkeypatch.setattr(server, "read_run", lambda _home: None)

    with using(tmp_path):
        with pytest.raises(Conflict) as caught:
            server.stop(tmp_path)
        assert "--force" in str(caught.value.hint)
        assert server.stop(tmp_path, force=True) is False  # whose end is awaited is not on record here
    assert server.stop(tmp_path) is False
