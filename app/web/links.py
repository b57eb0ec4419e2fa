"""Links of the OpenAPI description: which operations follow from an answer, and where it holds what they need."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_ID = "$response.body#/id"


class Link(NamedTuple):
    """An operation that follows, and the part of its address that the answer holds; other parts stay as they were."""

    operation: str
    part: str
    expression: str = _ID


_RUN = (Link("get_run", "run"), Link("follow_run", "run"), Link("cancel_run", "run"))

_FOLLOWING: Mapping[tuple[str, str], tuple[Link, ...]] = {
    ("create_workspace", "201"): tuple(Link(f"{verb}_workspace", "workspace") for verb in ("get", "change", "delete")),
    ("import_file", "200"): tuple(Link(name, "run", "$response.body#/run") for name in ("get_import", "undo_import")),
    ("import_file", "202"): tuple(
        Link(name, "job") for name in ("import_job", "follow_import_job", "cancel_import_job")
    ),
    ("merge_actor", "200"): (Link("undo_merge", "merge"),),
    ("decide_finding", "201"): (Link("undo_decision", "decision"),),
    ("keep_state", "201"): (Link("undo_kept_state", "state"),),
    ("create_key", "201"): (Link("revoke_key", "key"),),
}

_OF_RECORDS = ("get", "replace", "change", "delete")


def add_links(paths: Mapping[str, Any]) -> None:
    """Give every answer its links."""
    by_id = {
        operation["operationId"]: path
        for path, by_method in paths.items()
        for operation in by_method.values()
        if "operationId" in operation
    }
    for by_method in paths.values():
        for operation in by_method.values():
            for status, response in operation["responses"].items():
                links = list(_links(operation["operationId"], status, by_id))
                if links:
                    response["links"] = {link.operation: _described(link, by_id[link.operation]) for link in links}


def _links(operation: str, status: str, by_id: Mapping[str, str]) -> Iterator[Link]:
    yield from _FOLLOWING.get((operation, status), ())
    action, _, name = operation.partition("_")
    if action == "create" and status == "201" and by_id.get(f"get_{name}", "").endswith("/{id}"):
        yield from (Link(f"{verb}_{name}", "id") for verb in _OF_RECORDS)
    if status == "202" and operation != "import_file":
        yield from _RUN


def _described(link: Link, path: str) -> dict[str, Any]:
    parameters = {link.part: link.expression}
    if "{workspace}" in path and link.part != "workspace":
        parameters["workspace"] = "$request.path.workspace"
    return {"operationId": link.operation, "parameters": dict(sorted(parameters.items()))}
