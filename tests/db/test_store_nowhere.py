"""Is nothing kept in a workspace that is not there, and the reason told?"""

from collections.abc import Callable

import pytest

from app.errors import InvalidInput, UnknownName
from app.store.chain import operation_of
from app.store.feedback import feedback_secret
from app.store.kept_mappings import KeptMapping, keep_mapping, list_mappings
from app.store.runs import KeptRun, begin_run
from app.store.workspaces import consistent_read, create_workspace
from tests.storing import AT, Store

MAPPING = KeptMapping(name="Liste", text="", at=AT)
RUN = KeptRun(id="r", about="density", scope="read", at=AT)


async def nothing() -> None:
    """A read that finds nothing."""


@pytest.mark.parametrize(
    ("work", "values"),
    [
        (feedback_secret, ("made",)),
        (keep_mapping, (MAPPING,)),
        (begin_run, (RUN,)),
        (consistent_read, (nothing,)),
        (operation_of, (1,)),
    ],
)
def test_a_workspace_that_is_not_there_keeps_nothing(store: Store, work: Callable, values: tuple):
    with pytest.raises(UnknownName, match="nowhere"):
        store(work, "nowhere", *values)


def test_the_secret_of_a_workspace_is_made_once(store: Store):
    assert [store(feedback_secret, "here", made) for made in ("first", "second")] == ["first", "first"]
    assert store(feedback_secret, "there", "second") == "second"


def test_a_mapping_takes_the_place_of_its_namesake(store: Store):
    for text in ("old", "new"):
        store(keep_mapping, "here", KeptMapping(name="Liste", text=text, at=AT))

    assert [mapping.text for mapping in store(list_mappings, "here")] == ["new"]
    assert store(list_mappings, "there") == ()


@pytest.mark.parametrize("name", ["", "a b", "ä/ö", ".nord", "x" * 300])
def test_an_id_that_fits_into_no_address_makes_no_workspace(store: Store, name: str):
    with pytest.raises(InvalidInput, match="id of a workspace"):
        store(create_workspace, name, "Nord", None)
