"""How the rows of SQL text come: as tuples, by the names of their columns, or as both.

source: psycopg 3 documentation, "Row factories"; psycopg2 documentation, "extras" (connection and
cursor subclasses); Python library reference, "sqlite3" (Row); aiosqlite documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import Attribute, Await, Call, Constant, Expr, Name, Step, steps_within
from codemods.model.effects import Effect
from codemods.project.codebase import Codebase, Module
from codemods.project.scope import Scope
from codemods.project.types import members

# By library and the last part of their names; `value` gives no row at all, `object` one of a class.
_PSYCOPG = {
    "tuple_row": "tuple", "dict_row": "mapping", "namedtuple_row": "named", "class_row": "object",
    "args_row": "object", "kwargs_row": "object", "scalar_row": "value",
}  # fmt: skip
_PSYCOPG2 = {
    "DictCursor": "both", "RealDictCursor": "mapping", "NamedTupleCursor": "named",
    "DictConnection": "both", "RealDictConnection": "mapping", "NamedTupleConnection": "named",
}  # fmt: skip
_STYLES = {
    "psycopg": _PSYCOPG, "psycopg2": _PSYCOPG2, "sqlite3": {"Row": "both"},
    "aiosqlite": {"Row": "both"},
}  # fmt: skip
_OF_ANNOTATION = {"DictRow": "mapping", "dict": "mapping", "TupleRow": "tuple", "tuple": "tuple"}
# What makes rows, and what makes texts: with `bytes` no text of a row is the one that was asked for.
_FACTORIES = ("row_factory", "cursor_factory", "text_factory")
_RECORDS = frozenset(["asyncpg", "databases"])
# source: asyncpg documentation, "Custom Type Conversions"; psycopg 3, "Data adaptation configuration";
# Python library reference, "sqlite3" (register_converter).
_CONVERTS = re.compile(r"\b(?:register_converter|set_type_codec|register_loader)\("
                       r"(?:\s*[\"'](\w+)[\"'])?")  # fmt: skip
_KEYS_OF_SQLITE = frozenset(["int", "integer", "smallint", "bigint", "text", "varchar", "char"])
_KEYS = _KEYS_OF_SQLITE | {
    "int2", "int4", "int8", "bpchar", "citext", "name", "uuid", "numeric", "decimal", "float4", "float8",
    "date", "time", "timetz", "timestamp", "timestamptz",
}  # fmt: skip
_OPENS = re.compile(r"\b(?:connect|ConnectionPool|AsyncConnectionPool|NullConnectionPool|"
                    r"ThreadedConnectionPool|SimpleConnectionPool)\(")  # fmt: skip
_SETS = re.compile(r"\.(?:row_factory|cursor_factory|text_factory)\s*=(?!=)\s*([^\n]*)")
_GIVES = re.compile(r"[\"']?(?:row_factory|cursor_factory)[\"']?\s*[=:](?!=)\s*([\w.]+)")


def changes_rows(effect: Effect) -> bool:
    """Whether an effect sets what makes the rows of a connection, so that later queries give others."""
    place = effect.place
    if effect.kind != "write" or effect.resource != "state" or place is None:
        return False
    return any(part in _FACTORIES for part in place.path)


def row_style(scope: Scope, channel: Expr, at: Step | None, library: str) -> str:
    """How rows come from a connection or cursor; "" where that is not known."""
    if _converts(scope.project, library):
        return ""
    if library == "django_cursor":
        return "tuple"
    if library in _RECORDS:
        return "record"
    own = _of_cursor(scope, channel, at)
    if own is None:
        own = _of_connection(scope, channel, at)
    return own if own is not None else _of_project(scope.project, library)


def _converts(project: Codebase, library: str) -> bool:
    """Whether keys may come as something else than what was asked for: by a codec of the project."""
    key = ("converts", library)
    if key not in project.memo:
        kinds = _KEYS_OF_SQLITE if library in ("sqlite3", "aiosqlite") else _KEYS
        texts = (
            "\n".join(project.lines(m.path))
            for m in project.modules.values()
            if {"register_converter", "set_type_codec", "register_loader"} & set(m.facts.words)
        )
        named = (match.group(1) for text in texts for match in _CONVERTS.finditer(text))
        project.memo[key] = any(n is None or n.lower() in kinds for n in named)
    return project.memo[key]  # type: ignore[return-value]


def _of_cursor(scope: Scope, expr: Expr, at: Step | None) -> str | None:
    """The style of a local cursor by how it was made; None for what is no such cursor."""
    opened = _made_by(scope, expr, at)
    if opened is None or not isinstance(opened[0].callee, Attribute):
        return None
    call, step = opened
    if not isinstance(call.callee, Attribute) or call.callee.name not in ("cursor", "execute"):
        return None
    given = _given(scope, call)
    return given if given is not None else _of_connection(scope, call.callee.value, step)


def _of_connection(scope: Scope, expr: Expr, at: Step | None) -> str | None:
    """The style of a connection by its annotation, by how it was opened or by what it is told."""
    classes = {p.name.rpartition(".")[2] for p in members(scope.type_of(expr, at))}
    if len(classes) == 1 and (cursor := _PSYCOPG2.get(*classes)) is not None:
        return cursor
    annotated = {
        _OF_ANNOTATION.get(p.args[0].name.rpartition(".")[2], "")
        for p in members(scope.type_of(expr, at))
        if p.args
    }
    if len(annotated) == 1:
        return annotated.pop()
    told = [
        (s, _named(scope, s.value))
        for s in steps_within(scope.function.body)
        for t in s.targets
        if isinstance(t, Attribute) and t.name in _FACTORIES and t.value == expr and s.value
    ]
    if told:
        (step, style), *more = told
        first = at is not None and step.span.line < at.span.line and _surely_runs(scope, step)
        return style if first and not more else ""
    opened = _made_by(scope, expr, at)
    return _given(scope, opened[0]) if opened is not None else None


def _surely_runs(scope: Scope, step: Step) -> bool:
    """Whether nothing but `with` blocks stands around a step."""
    steps: tuple[Step, ...] = scope.function.body
    for place, block in zip(step.path[:-1:2], step.path[1::2], strict=False):
        outer = steps[place]
        if outer.kind != "with":
            return False
        steps = outer.blocks[block].steps
    return True


def _made_by(scope: Scope, expr: Expr, at: Step | None) -> tuple[Call, Step] | None:
    """The call that a local name stands for, or that a `with` has entered under it."""
    if not isinstance(expr, Name) or not scope.is_local(expr.id):
        return None
    found = scope.reaching(expr.id, at)
    if len(found) != 1 or found[0].how not in ("value", "enter") or found[0].index is not None:
        return None
    value = found[0].value
    value = value.value if isinstance(value, Await) else value
    return (value, found[0].step) if isinstance(value, Call) else None


def _given(scope: Scope, call: Call) -> str | None:
    """The style that a call asks for; None when it asks for none."""
    for arg in call.args:
        if arg.keyword in _FACTORIES:
            return _named(scope, arg.value)
    return "" if any(a.star == "**" for a in call.args) else None


def _named(scope: Scope, value: Expr) -> str:
    """The style of a row factory; "" for one of the project's own."""
    if value == Constant("none", None):
        return "tuple"
    made = value.callee if isinstance(value, Call) else value
    symbol = scope.symbol_of(made)
    if symbol is None:
        return ""
    known = _STYLES.get(symbol.name.partition(".")[0], {})
    return known.get(symbol.name.rpartition(".")[2], "")


def _of_project(project: Codebase, library: str) -> str:
    """The style of all connections of a library, where the project has one for all of them."""
    key = ("row style", library)
    if key not in project.memo:
        styles = {style for m in _using(project, library) for style in _styles(project, m, library)}
        project.memo[key] = "tuple" if not styles else styles.pop() if len(styles) == 1 else ""
    return project.memo[key]  # type: ignore[return-value]


def _using(project: Codebase, library: str) -> Iterator[Module]:
    """The modules that may open connections of a library."""
    tops = {library, "psycopg_pool"} if library == "psycopg" else {library}
    tops |= {"sqlite3"} if library == "aiosqlite" else set()
    for module in project.modules.values():
        if any(i.module.partition(".")[0] in tops for i in module.facts.imports):
            yield module


def _styles(project: Codebase, module: Module, library: str) -> Iterator[str]:
    """What a module says of the rows of connections that it opens or is given."""
    others = {n for key, names in _STYLES.items() if key != library for n in names}
    others -= set(_STYLES[library])
    words = set(module.facts.words)
    if not words & {*_FACTORIES, "connect", "ConnectionPool", "AsyncConnectionPool"}:
        return
    text = "\n".join(project.lines(module.path))
    for match in _OPENS.finditer(text):
        call = _whole_call(text, match.end())
        given = _GIVES.search(call)
        later = _SETS.search(text, match.end() + len(call))
        if given is not None:
            name = _last_part(given.group(1))
            if name not in others:
                yield _STYLES[library].get(name, "")
        elif later is None or text.count("\n", match.end(), later.start()) > _NEAR:
            yield "tuple"
    for match in _SETS.finditer(text):
        name = _last_part(match.group(1))
        if name not in others:
            yield _STYLES[library].get(name, "")


_NEAR = 12  # lines after a connection is opened within which it is told what rows are


def _whole_call(text: str, start: int) -> str:
    """The arguments of a call that begin at a place."""
    depth, end = 1, start
    while end < len(text) and depth:
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    return text[start:end]


def _last_part(text: str) -> str:
    """`dict_row` of `psycopg.rows.dict_row`"""
    name = re.match(r"[\w.]+", text.strip())
    return name.group(0).rpartition(".")[2] if name is not None else ""
