"""Do tests notice a small wrong change? ``python -m tests.mutants`` makes such changes, one at a time, and lists those nobody noticed.

A module's tests are collected once; for each change a process is forked, in which the code of the changed function is
replaced before the tests run. So decorated functions and properties are changed too, which mutmut leaves as they are,
and no file is written.
"""

import ast
import gc
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

from tests.database import URL, provide

ROOT = Path(__file__).parents[1]
AT_MOST = 24
"""Changes tried of a module, drawn with a seed."""

SECONDS = 60
"""A change whose tests compute longer counts as noticed: it made something endless."""

UNIT = "tests/unit/network"
TESTS = {
    **{
        f"app/records/{module}.py": ["tests/unit/records", "tests/unit/intake/test_intake_rules.py"]
        for module in ("rules", "bounds")
    },
    **{
        f"app/network/{module}.py": [f"{UNIT}/{Path(module).parent}/test_{Path(module).name}.py"]
        for module in (
            "pairs/pair_state",
            "pairs/overlap",
            "pairs/similar_pairs",
            "pairs/candidate_pairs",
            "pairs/name_match",
            "district/taxonomy_similarity",
            "disclosure/suppression",
            "disclosure/secondary_suppression",
            "disclosure/additive_statistics",
            "disclosure/group_ratings",
        )
    },
    "app/network/disclosure/output_gate.py": [
        f"{UNIT}/disclosure/test_{name}.py" for name in ("output_gate", "secondary_suppression")
    ],
    **{
        f"app/analysis/gaps/{path.stem}.py": [f"tests/unit/analysis/gaps/test_{path.stem}.py"]
        for path in sorted((ROOT / "app/analysis/gaps").glob("[!_]*.py"))
    },
    "app/store/write.py": [f"tests/db/test_store_{part}.py" for part in ("write", "undo", "failures", "history")],
}
"""Modules whose rules matter most, each with the tests that should notice."""

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a module: where, and what the line says before and after. ``place`` is its number in a walk."""

    place: int
    line: int
    before: str
    after: str


def changed(node: ast.AST) -> ast.AST | None:
    """A node that says something else, or None where nothing small can be changed."""
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in COMPARED:
            replacement: ast.AST | None = ast.Compare(
                node.left, [COMPARED[type(operator)](), *node.ops[1:]], node.comparators
            )
        case ast.BinOp(op=operator) if type(operator) in COMPUTED:
            replacement = ast.BinOp(node.left, COMPUTED[type(operator)](), node.right)
        case ast.BoolOp(op=operator):
            replacement = ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            replacement = node.operand
        case ast.Constant(value=bool(value)):
            replacement = ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            replacement = ast.Constant(value + 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in CALLED:
            replacement = ast.Name(CALLED[name], ast.Load())
        case _:
            replacement = None
    return replacement


def places(tree: ast.Module) -> list[tuple[ast.AST, ast.AST]]:
    """Nodes inside functions that can be changed, each with its outermost function.

    What is handed over as ``cost=`` is left out: it estimates seconds, so that no rule hangs on its numbers.
    """
    estimates = {
        ast.unparse(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "cost"
    }
    functions = [
        node
        for parent in (tree, *(part for part in tree.body if isinstance(part, ast.ClassDef)))
        for node in parent.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in estimates
    ]
    inside = ((node, function) for function in functions for part in function.body for node in ast.walk(part))
    return [(node, function) for node, function in inside if changed(node) is not None]


def mutants(source: str) -> list[Mutant]:
    """A seeded choice of all changes of a module, in the order of its lines."""
    every = places(ast.parse(source))
    chosen = sorted(random.Random(1).sample(range(len(every)), min(AT_MOST, len(every))))
    return [
        Mutant(place, node.lineno, ast.unparse(node), ast.unparse(ast.fix_missing_locations(changed(deepcopy(node)))))
        for place in chosen
        for node in [every[place][0]]
    ]


def mutated(source: str, place: int, file: str) -> CodeType:
    """The code of a module with one change."""
    tree = ast.parse(source)
    target, _ = places(tree)[place]

    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(changed(node), node) if node is target else self.generic_visit(node)

    return compile(ast.fix_missing_locations(Change().visit(tree)), file, "exec")


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and method of a module."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if "<" not in const.co_name:
                yield const
            yield from codes(const)


def replace(module: str, place: int) -> None:
    """Give the functions of an imported module the code of a mutant."""
    file = str(import_module(module).__file__)
    new = {code.co_qualname: code for code in codes(mutated(Path(file).read_text("utf-8"), place, file))}
    for function in [entry for entry in gc.get_objects() if isinstance(entry, FunctionType)]:
        if function.__code__.co_filename == file and function.__code__.co_qualname in new:
            function.__code__ = new[function.__code__.co_qualname]


class Trials:
    """A plugin of pytest: instead of one run of the tests, one a mutant, each in a process of its own."""

    def __init__(self, path: str) -> None:
        self.module = path.removesuffix(".py").replace("/", ".")
        self.mutants = mutants((ROOT / path).read_text("utf-8"))
        self.unnoticed: list[Mutant] = []
        self.sound = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        import_module(self.module)
        self.sound = bool(session.items) and passes(session.items, lambda: None)
        for mutant in self.mutants if self.sound else ():
            if passes(session.items, lambda place=mutant.place: replace(self.module, place)):
                self.unnoticed.append(mutant)
        return True


def passes(items: list[pytest.Item], prepare: Callable[[], None]) -> bool:
    """Whether all tests pass in a new process that was prepared."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        prepare()
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def try_module(path: str) -> None:
    """Try the mutants of one module; the last line that is printed tells the outcome."""
    trials = Trials(path)
    options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-profile=quick", "-m", "not slow"]
    pytest.main([*options, *TESTS[path]], plugins=[trials])
    unnoticed = [asdict(mutant) for mutant in trials.unnoticed]
    print(json.dumps({"sound": trials.sound, "tried": len(trials.mutants), "unnoticed": unnoticed}))


def outcome(path: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--of", path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    result = json.loads(done.stdout.splitlines()[-1]) if done.stdout and done.returncode == 0 else {"sound": False}
    if not result["sound"]:
        raise SystemExit(f"{path}: its tests do not pass as it is\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return result


@contextmanager
def a_database() -> Iterator[None]:
    """One database for all processes: its address stands in the environment."""
    with provide() as database:
        os.environ |= {
            URL: database.url,
            "NETZBLICK_TEST_NEO4J_USER": database.user,
            "NETZBLICK_TEST_NEO4J_PASSWORD_FILE": str(database.password_file),
        }
        yield


def main(words: list[str]) -> int:
    """Try modules whose path holds any of the words, or all; 1 where fewer than 85 % of the changes are noticed."""
    begun, tried, unnoticed = time.monotonic(), 0, 0
    paths = [path for path in TESTS if not words or any(word in path for word in words)]
    with a_database() if any("store" in path for path in paths) else nullcontext(), ThreadPoolExecutor(2) as pool:
        for path, entry in zip(paths, pool.map(outcome, paths), strict=True):
            tried, unnoticed = tried + entry["tried"], unnoticed + len(entry["unnoticed"])
            print(f"{path}: {entry['tried'] - len(entry['unnoticed'])} of {entry['tried']}", flush=True)
            for mutant in entry["unnoticed"]:
                print(f"  line {mutant['line']}: {mutant['before']}  →  {mutant['after']}")
    score = 100 * (tried - unnoticed) / tried
    print(f"{score:.1f} % of {tried} changes noticed in {(time.monotonic() - begun) / 60:.1f} minutes")
    return int(score < 85)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--of"]:
        try_module(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
