"""What source already does well, counted by the names of what it calls; nothing is judged."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.facts import parse

TOGETHER = "runs work concurrently"
AT_ONCE = "asks once for many keys"
AHEAD = "loads related rows ahead"
IN_BULK = "writes many rows at once"
WHOLE = "keeps changes in one transaction"

_FUNCTIONS = {
    "asyncio.gather": TOGETHER,
    "asyncio.TaskGroup": TOGETHER,
    "anyio.create_task_group": TOGETHER,
    "trio.open_nursery": TOGETHER,
    "sqlalchemy.orm.selectinload": AHEAD,
    "sqlalchemy.orm.joinedload": AHEAD,
    "sqlalchemy.orm.subqueryload": AHEAD,
    "sqlalchemy.orm.contains_eager": AHEAD,
    "django.db.transaction.atomic": WHOLE,
    "django.db.models.Prefetch": AHEAD,
    "django.db.models.prefetch_related_objects": AHEAD,
    "tortoise.transactions.in_transaction": WHOLE,
    "tortoise.transactions.atomic": WHOLE,
}
# A method is counted where the module imports a library that has it.
_METHODS = {
    "in_": (AT_ONCE, ("sqlalchemy", "sqlmodel", "flask_sqlalchemy", "peewee")),
    "in_bulk": (AT_ONCE, ("django",)),
    "prefetch_related": (AHEAD, ("django", "tortoise")),
    "select_related": (AHEAD, ("django", "tortoise")),
    "bulk_create": (IN_BULK, ("django", "tortoise", "peewee")),
    "bulk_update": (IN_BULK, ("django", "tortoise", "peewee")),
    "bulk_insert_mappings": (IN_BULK, ("sqlalchemy", "sqlmodel", "flask_sqlalchemy")),
    "bulk_save_objects": (IN_BULK, ("sqlalchemy", "sqlmodel", "flask_sqlalchemy")),
    "insert_many": (IN_BULK, ("peewee",)),
    "copy_records_to_table": (IN_BULK, ("asyncpg",)),
    "executemany": (IN_BULK, ("sqlite3", "aiosqlite", "asyncpg", "psycopg", "psycopg2")),
}
_KEYWORD = ("__in", AT_ONCE, ("django", "tortoise"))

_WORDS = re.compile(
    "|".join(sorted({n.rpartition(".")[2] for n in _FUNCTIONS} | set(_METHODS))) + "|__in="
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One call that counts: what is good about it, its line, and its name."""

    what: str
    line: int
    name: str


def strengths(source: str) -> list[Seen]:
    """The calls of a module that count, by line; none for a text that does not parse."""
    if not _WORDS.search(source):
        return []
    try:
        tree = parse(source)
    except (SyntaxError, RecursionError, MemoryError):
        return []
    names = _imported(tree)
    libraries = {name.partition(".")[0] for name in names.values()}
    found: list[Seen] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += _judged(node, names, libraries)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found += _decorating(node.decorator_list, names)
    return sorted(found, key=lambda seen: (seen.line, seen.name))


def _imported(tree: ast.Module) -> dict[str, str]:
    """By local name, what is imported under it, anywhere in the module."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                names[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _decorating(decorators: list[ast.expr], names: dict[str, str]) -> Iterator[Seen]:
    """Decorators that are not called; those that are count as calls."""
    for decorator in decorators:
        full = _full_name(decorator, names)
        if full in _FUNCTIONS:
            yield Seen(_FUNCTIONS[full], decorator.lineno, full)


def _judged(call: ast.Call, names: dict[str, str], libraries: set[str]) -> Iterator[Seen]:
    full = _full_name(call.func, names)
    if full in _FUNCTIONS:
        yield Seen(_FUNCTIONS[full], call.lineno, full)
        return
    if isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS:
        what, known = _METHODS[call.func.attr]
        if libraries.intersection(known):
            yield Seen(what, call.lineno, f".{call.func.attr}")
            return
    ending, what, known = _KEYWORD
    if libraries.intersection(known):
        for keyword in call.keywords:
            if keyword.arg and keyword.arg.endswith(ending):
                yield Seen(what, call.lineno, f"{keyword.arg}=")
                return


def _full_name(callee: ast.expr, names: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(callee, ast.Attribute):
        parts.append(callee.attr)
        callee = callee.value
    if not isinstance(callee, ast.Name) or callee.id not in names:
        return ""
    return ".".join([names[callee.id], *reversed(parts)])
