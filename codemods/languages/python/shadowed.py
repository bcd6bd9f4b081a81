"""Whether new code means the built-in functions that it names."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Iterator

_BUILT_IN = frozenset(dir(builtins))
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def hidden_builtin(before: ast.Module, after: ast.Module) -> str | None:
    """The built-in name that a function uses anew and that means something else there."""
    used_before = {where: used for where, used, _ in _uses(before)}
    for where, used, hidden in _uses(after):
        new = used - used_before.get(where, Counter())
        for name in sorted(new):
            if name in hidden:
                return name
    return None


def _uses(tree: ast.Module) -> Iterator[tuple[str, Counter[str], frozenset[str]]]:
    """For each function: how often it reads which built-in name, and which are set around it."""
    yield from _within(tree, "", frozenset(_bound(tree)) & _BUILT_IN)


def _within(
    node: ast.AST, where: str, around: frozenset[str]
) -> Iterator[tuple[str, Counter[str], frozenset[str]]]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, _FUNCTIONS):
            name = f"{where}.{inner.name}"
            hidden = around | (frozenset(_bound(inner)) & _BUILT_IN)
            yield name, _read(inner), hidden
            yield from _within(inner, name, hidden)
        elif isinstance(inner, ast.ClassDef):
            yield from _within(inner, f"{where}.{inner.name}", around)
        else:
            yield from _within(inner, where, around)


def _read(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Counter[str]:
    return Counter(
        n.id
        for n in ast.walk(function)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and n.id in _BUILT_IN
    )


def _bound(scope: ast.AST) -> Iterator[str]:
    """The names that a module or a function binds itself; not those of the scopes in it."""
    if isinstance(scope, _FUNCTIONS):
        given = scope.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        yield from (a.arg for a in every if a is not None)
    pending = list(ast.iter_child_nodes(scope))
    while pending:
        node = pending.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
                continue
            case ast.ClassDef(name=name):
                yield name
                continue
            case ast.Lambda():
                continue
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.alias(name=name, asname=other):
                yield (other or name).partition(".")[0]
            case ast.ExceptHandler(name=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
        pending += ast.iter_child_nodes(node)
