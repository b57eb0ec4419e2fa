"""Names of scopes: each kind can be asked for, and its way of writing is told."""

import pytest

from app.network.graph.scope import read_scope
from app.network.graph.scope_names import KINDS_OF_SCOPE, SCOPE_DOC


@pytest.mark.parametrize("kind", KINDS_OF_SCOPE)
def test_each_kind_can_be_asked_for_as_it_is_told(kind: str) -> None:
    scope = read_scope(f"{kind}=a,b,c" if kind == "actors" else f"{kind}=a")
    assert scope is not None
    assert (scope.kind, kind in SCOPE_DOC) == (kind, True)
