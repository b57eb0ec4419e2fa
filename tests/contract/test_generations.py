"""Does whoever reads or writes records name the generation that is shown, and not the workspace?

A large change shows a new generation: a query that is given the id of the workspace would then find nothing.
"""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from app.records.schema import schema
from app.store.queries import queries, statement

STORE = Path(__file__).parents[2] / "app"
RECORD = re.compile(rf":(?:{'|'.join((*schema().topics, 'Theme', 'TargetGroup', 'Source'))})\b")
GENERATIONS = {"generation", "_source"}


def about_records(name: str) -> bool:
    """Whether a query of that name, whose topic may be left open (``*/read``), matches records of the workspace it is given."""
    texts = [statement(query.text) for known, query in queries().items() if fnmatch(known, name)]
    assert texts, f"there is no query {name}"
    return any(RECORD.search(text) and "workspace: $workspace" in text for text in texts)


def calls() -> Iterator[tuple[str, str, str]]:
    """Place, query and workspace of every call of a query."""
    for path in sorted(STORE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            workspace = next((keyword.value for keyword in node.keywords if keyword.arg == "workspace"), None)
            if node.func.attr in ("read", "run") and workspace is not None and (name := pattern(node.args[0])):
                yield f"{path.name}:{node.lineno}", name, ast.unparse(workspace).rpartition(".")[2]


def pattern(name: ast.expr) -> str | None:
    """The name of a query as it stands in a call, with a star for what is filled in."""
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return name.value
    if isinstance(name, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "*" for part in name.values)
    return None


def test_records_are_asked_for_by_their_generation():
    result = list(calls())
    assert len(result) > 60

    wrong = [call for call in result if about_records(call[1]) and call[2] not in GENERATIONS]

    assert wrong == [], "records are asked for with workspace=stored.generation, which a large change renews"
