"""Codes an analysis can give, read from its source: messages, unknowns, what it did not look at, reasons.

An expression is followed to the strings it can be: through conditions, f-strings, loops, tables, functions, fields and
parameters, also into other modules of the product. That finds more than any run gives, and never less.
"""

import ast
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple, get_args

from app.network.disclosure.suppression import Withheld

MEASURES = ("actor_measures", "whole_measure", "_undefined")
"""Functions that take the reason for a missing value."""

PASSED_ON = ("tuple", "list", "set", "frozenset", "sorted", "reversed", "fromkeys", "min", "max", "next", "iter")
"""Functions that give one or all of what they are given."""

LOOP = "loop over"
"""Stands for what a loop over an expression gives."""


class Codes(NamedTuple):
    """Codes by the table that labels them; None: of a message, which is a table itself."""

    messages: frozenset[str]
    unknown: frozenset[str]
    not_looked_at: frozenset[str]
    reason: frozenset[str]


@cache
def codes_of(module_name: str) -> Codes:
    """Every code that a module names where findings, measures or gaps of the data are made."""
    module = Module.load(module_name)
    by_name: dict[str, set[str]] = {name: set() for name in Codes._fields}
    for node in ast.walk(module.tree):
        for name, expression in _codes(node):
            by_name[name] |= module.strings(expression, module.owner.get(node))
    return Codes(*(frozenset(by_name[name]) for name in Codes._fields))


def _codes(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if name == "Message":
        yield "messages", node.args[0] if node.args else given["code"]
    if name == "NotLookedAt":
        yield "not_looked_at", node.args[0] if node.args else given["code"]
    if name in ("Finding", "replace") and "unknowns" in given:
        yield "unknown", given["unknowns"]
    if name == "actor_measures" and len(node.args) < 3 and "reason" not in given:
        yield "reason", ast.Constant("too-few-actors")
    if name in MEASURES:
        yield from (("reason", argument) for argument in node.args[1:] if not isinstance(argument, ast.Dict))
    if "reason" in given:
        yield "reason", given["reason"]


class Module:
    """The source of a module and where its names come from."""

    def __init__(self, name: str) -> None:
        self.name = name
        file = importlib.import_module(name).__file__
        assert file
        self.tree = ast.parse(Path(file).read_text("utf-8"))
        self.owner = dict(_owners(self.tree, None))
        self.imported = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        self.followed: dict[tuple[str, str], set[str]] = {}

    @staticmethod
    @cache
    def load(name: str) -> "Module":
        return Module(name)

    def strings(self, node: ast.AST | None, function: ast.FunctionDef | None) -> set[str]:
        """Every string an expression can be, or that is in a collection it can be."""
        if isinstance(node, ast.Constant):
            return {node.value} if isinstance(node.value, str) else set()
        if isinstance(node, ast.JoinedStr):
            choices = [self.strings(part, function) for part in node.values]
            return {"".join(parts) for parts in product(*choices)}
        if isinstance(node, ast.Call):
            return self.of_call(node, function)
        return self.of_reference(node, function) | self.of_all(_parts(node), function)

    def of_reference(self, node: ast.AST | None, function: ast.FunctionDef | None) -> set[str]:
        match node:
            case ast.Name(id=name):
                return self.of_name(name, function)
            case ast.Attribute(attr="code", value=ast.Attribute(attr="message")):
                return self.of_messages()
            case ast.Attribute(attr=name):
                return self.of_field(name)
        return set()

    def of_all(self, nodes: Iterable[ast.AST], function: ast.FunctionDef | None) -> set[str]:
        return set().union(*(self.strings(node, function) for node in nodes))

    def looped(self, node: ast.AST, function: ast.FunctionDef | None) -> set[str]:
        """What a loop over an expression gives: the keys of a table, else what is collected."""
        match node:
            case ast.Dict(keys=keys):
                return self.of_all((key for key in keys if key), function)
            case ast.IfExp(body=first, orelse=second):
                return self.looped(first, function) | self.looped(second, function)
            case ast.Name(id=name):
                return self.looped_name(name, function)
        return self.strings(node, function)

    def looped_name(self, name: str, function: ast.FunctionDef | None) -> set[str]:
        bindings = [pair for scope in (function, self.tree) if scope for pair in _bindings(scope)]
        values = [value for target, value in bindings if name in _names(target)]
        if not values:
            return self.of_name(name, function)
        kind = f"loop in line {function.lineno if function else 0}"
        return self.once(kind, name, lambda: (self.looped(value, function) for value in values))

    def of_messages(self) -> set[str]:
        """Codes of the messages made in the module, for one made of another."""
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call) and _called(node) == "Message"]
        of_calls = lambda: (self.strings(call.args[0], self.owner.get(call)) for call in calls if call.args)  # noqa: E731
        return self.once("messages", "", of_calls)

    def once(self, kind: str, name: str, parts: Callable[[], Iterable[set[str]]]) -> set[str]:
        """What a name stands for, followed once; a name that leads back to itself adds nothing."""
        if (kind, name) not in self.followed:
            self.followed[kind, name] = set()
            self.followed[kind, name] = set().union(*parts())
        return self.followed[kind, name]

    def of_name(self, name: str, function: ast.FunctionDef | None) -> set[str]:
        kind = f"name in line {function.lineno if function else 0}"
        return self.once(kind, name, lambda: [self._of_name(name, function)])

    def _of_name(self, name: str, function: ast.FunctionDef | None) -> set[str]:
        scope = function or self.tree
        values = [value for target, value in _bindings(scope) if name in _names(target)]
        if function and name in _parameters(function):
            return self.of_all(values, function) | self.of_parameter(name, function)
        if values:
            return self.of_all(values, function)
        if function:
            return self.of_name(name, None)
        if name in self.imported and self.imported[name][0].startswith("app."):
            origin, original = self.imported[name]
            return Module.load(origin).of_name(original, None)
        return set()

    def of_parameter(self, name: str, function: ast.FunctionDef) -> set[str]:
        """What callers in the module hand over, and what the type or the default allows."""
        place = _parameters(function).index(name)
        of_all = self.of_all(_defaults(function).get(name, ()), function) | self.of_type(_annotations(function)[name])
        for call in (node for node in ast.walk(self.tree) if isinstance(node, ast.Call)):
            if _called(call) == function.name:
                given = {keyword.arg: keyword.value for keyword in call.keywords}
                shift = place - (isinstance(call.func, ast.Attribute) and _parameters(function)[:1] == ["self"])
                value = given.get(name) or (call.args[shift] if 0 <= shift < len(call.args) else None)
                of_all |= self.strings(value, self.owner.get(call))
        return of_all

    def of_type(self, annotation: ast.expr | None) -> set[str]:
        """Members of a named Literal."""
        if not isinstance(annotation, ast.Name):
            return set()
        kind = getattr(importlib.import_module(self.name), annotation.id, None)
        return {text for text in get_args(kind) if isinstance(text, str)}

    def of_call(self, call: ast.Call, function: ast.FunctionDef | None) -> set[str]:
        name = _called(call)
        if name == LOOP:
            return self.looped(call.args[0], function)
        if isinstance(call.func, ast.Attribute) and name == "get":
            return self.strings(call.func.value, function) | self.of_all(call.args[1:], function)
        own = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef) and node.name == name]
        if own:
            return set().union(*(self.of_function(node) for node in own))
        return self.of_all(call.args, function) if name in PASSED_ON else set()

    def of_function(self, function: ast.FunctionDef) -> set[str]:
        given = [node.value for node in ast.walk(function) if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom)]
        kind = f"function in line {function.lineno}"
        return self.once(kind, function.name, lambda: [self.of_all([value for value in given if value], function)])

    def of_field(self, name: str) -> set[str]:
        """What a field or property of that name can hold: its type, or what constructors of the module hand over."""
        return self.own_field(name) or self._of_type(name) or self._of_other_modules(name)

    def own_field(self, name: str) -> set[str]:
        return self.once("field", name, lambda: (self._of_field(node, name) for node in ast.walk(self.tree)))

    def _of_field(self, node: ast.AST, name: str) -> set[str]:
        match node:
            case ast.FunctionDef(name=called) if called == name:
                return self.of_function(node)
            case ast.Call():
                return self._handed_over(node, name)
        return set()

    def _handed_over(self, call: ast.Call, name: str) -> set[str]:
        fields = self.fields.get(_called(call), ())
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        place = fields.index(name) if name in fields else len(call.args)
        value = given.get(name) if fields else None
        return self.strings(value or (call.args[place] if place < len(call.args) else None), self.owner.get(call))

    def _of_type(self, name: str) -> set[str]:
        """Members of the Literal that a field of an imported class is."""
        entries: set[str] = set()
        for origin, original in self.imported.values():
            if origin.startswith("app.network"):
                kind = getattr(importlib.import_module(origin), original, None)
                hint = getattr(kind, "__annotations__", {}).get(name) if isinstance(kind, type) else None
                entries |= {text for text in get_args(hint) if isinstance(text, str)}
        return entries

    def _of_other_modules(self, name: str) -> set[str]:
        origins = {origin for origin, _ in self.imported.values() if origin.startswith("app.network")}
        return set().union(*(Module.load(origin).own_field(name) for origin in sorted(origins)))

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        return {
            node.name: tuple(
                part.target.id
                for part in node.body
                if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
            )
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ClassDef)
        }


def _parts(node: ast.AST | None) -> Iterable[ast.AST]:
    """Parts of an expression of which it is one, or which it collects."""
    match node:
        case ast.IfExp(body=left, orelse=right) | ast.BinOp(left=left, right=right):
            return (left, right)
        case ast.BoolOp(values=parts) | ast.Dict(values=parts):
            return parts
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return parts
        case ast.FormattedValue(value=part) | ast.Starred(value=part) | ast.Subscript(value=part):
            return (part,)
        case ast.NamedExpr(value=part) | ast.GeneratorExp(elt=part) | ast.ListComp(elt=part) | ast.SetComp(elt=part):
            return (part,)
    return ()


def _owners(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[tuple[ast.AST, ast.FunctionDef | None]]:
    """Every node and the function it stands in."""
    for child in ast.iter_child_nodes(node):
        yield child, function
        yield from _owners(child, child if isinstance(child, ast.FunctionDef) else function)


def _bindings(scope: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Targets and values of a function or a module: assignments, loops, comprehensions."""
    nodes = scope.body if isinstance(scope, ast.Module) else list(ast.walk(scope))
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((target, value) for target in targets)
            case ast.AnnAssign(target=target, value=value) if value:
                yield target, value
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                yield from _unpacked(target, value)
            case ast.NamedExpr(target=target, value=value):
                yield target, value


def _unpacked(target: ast.AST, value: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """A loop over rows written out gives each name its column."""
    rows = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    if isinstance(target, ast.Tuple) and rows and all(isinstance(row, ast.Tuple) for row in rows):
        for row in rows:
            yield from zip(target.elts, row.elts, strict=True)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Call) and _called(value) == "items":
        table = value.func.value if isinstance(value.func, ast.Attribute) else value
        yield target.elts[0], ast.Call(func=ast.Name(id=LOOP), args=[table], keywords=[])
        yield target.elts[-1], table
    else:
        yield target, ast.Call(func=ast.Name(id=LOOP), args=[value], keywords=[])


def _names(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]


def _annotations(function: ast.FunctionDef) -> dict[str, ast.expr | None]:
    return {argument.arg: argument.annotation for argument in (*function.args.args, *function.args.kwonlyargs)}


def _defaults(function: ast.FunctionDef) -> dict[str, tuple[ast.expr, ...]]:
    names = [argument.arg for argument in function.args.args]
    defaults = dict(zip(names[::-1], function.args.defaults[::-1], strict=False))
    return {name: (default,) for name, default in defaults.items()}


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def reasons_of_disclosure() -> frozenset[str]:
    """Why a figure is withheld, for whatever passes it on."""
    return frozenset(get_args(Withheld))
