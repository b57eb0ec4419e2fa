"""Is a key refused before the database is asked, and the field named?"""

import asyncio
from datetime import UTC, datetime, timedelta
from unittest.mock import AsyncMock

import pytest

from app.errors import InvalidInput
from app.store.access_keys import create_key

AT = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"label": "  "}, "label"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("read", "everything")}, "scopes"),
        ({"expires": AT}, "expires"),
        ({"expires": AT - timedelta(days=1)}, "expires"),
    ],
)
def test_what_a_key_lacks_is_named(values, field):
    database = AsyncMock()
    key = {"label": "Monitoring", "scopes": ("read",), "expires": None} | values

    with pytest.raises(InvalidInput) as refused:
        asyncio.run(create_key(database, key["label"], key["scopes"], expires=key["expires"], at=AT))

    assert [problem.pointer for problem in refused.value.problems] == [f"/{field}"]
    assert not database.mock_calls
