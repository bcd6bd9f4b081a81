"""Queries of SQLAlchemy for rows of a class, whatever their conditions, also behind functions.

To have relations come with the rows it is enough to know whose rows they are and where the statement
is run: so a statement may be put together in any way that leaves the rows those of one class.
"""

from __future__ import annotations

from dataclasses import dataclass

from codemods.languages.python.queries.reading import changed
from codemods.languages.python.queries.sqlalchemy_parts import Form
from codemods.model.code import Attribute, Call, Expr, Function, Name, Step, steps_within
from codemods.model.queries import Query
from codemods.patterns._batch_case import Reader
from codemods.project.calls import bind, passed_types, targets
from codemods.project.helpers import Helper, HelperCall, by_name, undecorated
from codemods.project.patched import is_patched
from codemods.project.queries import Asker
from codemods.project.scope import Scope

# They choose, order or lock rows, and leave them rows of the same class.
_CHOOSING = frozenset(
    ["where", "filter", "filter_by", "order_by", "limit", "offset", "slice", "join", "outerjoin",
     "distinct", "group_by", "having", "select_from", "with_for_update", "options", "params"]
)  # fmt: skip
_RUNS = frozenset(["execute", "scalars", "exec"])
_TAKING = frozenset(["all", "unique", "scalars"])
_COPIES = frozenset(["list", "tuple", "set", "iter"])
_ASYNC = ("Async", "async_")
_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """A query for rows of a class: where it is run, and what gets options there."""

    entity: str
    model: Expr
    options: tuple[Expr, ...]
    assumed: str
    run: Expr
    at: Step
    statement: Expr
    home: Reader
    legacy: bool  # asked by `session.query(...)` or `Model.query`
    own_session: bool = False  # which may be gone once the function is left
    call: HelperCall | None = None  # the call that leads to `home` from where the rows are taken


def rows_from(reader: Reader, expr: Expr, at: Step, depth: int = 0) -> Rows | None:
    """The query whose rows an expression gives, here or in a function that it calls."""
    here = _read(reader, expr, at)
    if here is not None or not isinstance(expr, Call) or depth > _LAYERS:
        return here
    found = targets(reader.scope, expr, at)
    function = found[0].function
    if len(found) != 1 or found[0].kind != "function" or function is None:
        return None
    ending = returned(reader, function)
    if ending is None or any(a.star for a in expr.args):
        return None
    bound = bind(reader.project, expr, function)
    handed = passed_types(reader.scope, bound, function, at)
    self_type = found[0].self_type if function.owner else None
    scope = Scope(reader.project, function, self_type, dict(handed))
    module = reader.project.modules[function.module]
    home = Reader(reader.pattern, reader.project, reader.effects, function, module, scope)
    value, step = _opened(home, *ending)
    rows = rows_from(home, value, step, depth + 1)
    if rows is None or rows.own_session:
        return None
    query = Query("sqlalchemy", rows.entity, "entity", "all", (), None, None)
    handed_types = by_name(scope.arguments)
    helper = Helper(
        function, scope.self_type, query, value, step, inner=rows.call, handed=handed_types
    )
    call = HelperCall(expr, helper, query, bound, False, found[0])
    return Rows(
        rows.entity, rows.model, rows.options, rows.assumed, rows.run, rows.at, rows.statement,
        rows.home, rows.legacy, call=call,
    )  # fmt: skip


def returned(reader: Reader, function: Function) -> tuple[Expr, Step] | None:
    """The one thing that a function returns, at its end and outside of any block."""
    body = function.body
    if function.is_async or function.is_generator or function.outer is not None or not body:
        return None
    last = body[-1]
    if last.kind != "return" or last.value is None:
        return None
    if any(s.kind == "return" and s is not last for s in steps_within(body)):
        return None
    if is_patched(reader.project, function.name) or not undecorated(reader.effects, function):
        return None
    return last.value, last


def _opened(reader: Reader, expr: Expr, at: Step) -> tuple[Expr, Step]:
    """What a name stands for, and where; anything else as it is."""
    asker = Asker(reader.effects, reader.scope, at)
    value = asker.opened(expr)
    return (value, asker.at) if value is not None and asker.at is not None else (expr, at)


def _read(reader: Reader, expr: Expr, at: Step) -> Rows | None:
    located = _located(reader, expr, at)
    if located is None:
        return None
    run, step, statement = located
    base = _base_of(reader, statement, step, ())
    if base is None:
        return None
    start, options = base
    # The same query without its conditions is one that its reader always knows.
    plain = changed(run, lambda p: start if p is statement else None)
    if run is not expr:
        result = _result_in(expr)
        plain = changed(expr, lambda p: plain if p is result else None)
    asker = Asker(reader.effects, reader.scope, step)
    query = asker.read(plain)
    if not isinstance(query, Query) or not isinstance(query.form, Form) or query.is_async:
        return None
    form = query.form
    if query.gives != "entity" or query.answer != "all" or form.get or form.model is None:
        return None
    types = asker.types(query.channel) if query.channel is not None else ()
    if any(word in name for name in types for word in _ASYNC):
        return None
    own = _is_own_session(reader, query.channel)
    return Rows(
        query.entity, form.model, options, query.assumed, run, step, statement, reader,
        form.legacy or form.root is not None, own,
    )  # fmt: skip


def _is_own_session(reader: Reader, channel: Expr | None) -> bool:
    """Whether the function makes the session itself, which may be gone when the rows are read."""
    root = channel
    while isinstance(root, Attribute | Call):
        root = root.value if isinstance(root, Attribute) else root.callee
    scope = reader.scope
    return isinstance(root, Name) and scope.is_local(root.id) and root.id not in scope.parameters


def _located(reader: Reader, expr: Expr, at: Step) -> tuple[Expr, Step, Expr] | None:
    """The expression that runs the statement, its step, and the statement in it."""
    match expr:
        case Call(callee=Name(id=name), args=(only,)) if name in _COPIES:
            inner = _located(reader, only.value, at)
            return (expr, at, inner[2]) if inner is not None and inner[1] is at else inner
        case Call(callee=Attribute(value=value, name=name), args=args):
            if name in _RUNS and len(args) == 1 and not args[0].keyword and not args[0].star:
                return expr, at, args[0].value
            if name in _TAKING and not args:
                inner = _located(reader, value, at)
                if inner is not None:
                    return (expr, at, inner[2]) if inner[1] is at else inner
                if isinstance(value, Name):
                    run, step = _opened(reader, value, at)
                    return _located(reader, run, step) if step is not at else (expr, at, value)
                return (expr, at, value) if name == "all" else None
            return expr, at, expr
        case Attribute(name="query"):
            return expr, at, expr
        case _:
            return None


def _result_in(expr: Expr) -> Name | None:
    """The name of the result in `list(result.scalars().all())`."""
    while isinstance(expr, Call):
        if isinstance(expr.callee, Attribute):
            expr = expr.callee.value
        elif expr.args:
            expr = expr.args[0].value
        else:
            return None
    return expr if isinstance(expr, Name) else None


def _base_of(
    reader: Reader, expr: Expr, at: Step, seen: tuple[Step, ...]
) -> tuple[Expr, tuple[Expr, ...]] | None:
    """`select(User)` or `session.query(User)` where a statement starts, and its loader options."""
    match expr:
        case Call(callee=Name(id="select") | Attribute(name="select" | "query"), args=(only,)):
            return (expr, ()) if not only.star and not only.keyword else None
        case Call(callee=Attribute(value=value, name=name), args=args) if name in _CHOOSING:
            base = _base_of(reader, value, at, seen)
            given = tuple(a.value for a in args) if name == "options" else ()
            return (base[0], (*base[1], *given)) if base is not None else None
        case Attribute(name="query"):
            return expr, ()
        case Name(id=name):
            return _named_base(reader, name, at, seen)
        case _:
            return None


def _named_base(
    reader: Reader, name: str, at: Step, seen: tuple[Step, ...]
) -> tuple[Expr, tuple[Expr, ...]] | None:
    """The start of a statement that is put together over several lines."""
    scope = reader.scope
    if not scope.is_local(name) or name in scope.parameters:
        return None
    start: Expr | None = None
    options: list[Expr] = []
    for binding in scope.reaching(name, at):
        step, value = binding.step, binding.value
        if any(step is s for s in seen):
            continue
        if binding.how != "value" or value is None or binding.index is not None:
            return None
        if step.kind != "assign" or len(step.targets) != 1:
            return None
        base = _base_of(reader, value, step, (*seen, step))
        if base is None or (start is not None and base[0] is not start):
            return None
        start = base[0]
        options += [o for o in base[1] if not any(o is known for known in options)]
    return (start, tuple(options)) if start is not None else None


__all__ = ["Rows", "returned", "rows_from"]
