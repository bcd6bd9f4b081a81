"""The block around writes that each commit themselves, in the idiom of their library."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Closure,
    Constant,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.spans import Span
from codemods.model.steps import (
    AddImport,
    Append,
    Decorate,
    Enclose,
    Exchange,
    Forget,
    PlanStep,
)
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Reader, Region, Told
from codemods.patterns._transaction_own import ON_CONNECTIONS
from codemods.patterns._transaction_using import named
from codemods.project.connections import AMBIENT, Connection, expression_of
from codemods.project.signals import receivers_of
from codemods.project.transactions import (
    alias_of,
    connections_not_known,
    database_of,
    several_connections,
)

_WIDTH = 88


def enclosing(reader: Reader, region: Region, judge: Judge) -> tuple[PlanStep, ...]:
    """The steps that put a region into one transaction; raises Left or Told where that cannot be."""
    style = region.connection.style
    for step in steps_within(region.inside):
        if step.shared_line:
            raise Left("several statements share a line")
    if style in AMBIENT:
        deeds = tuple(d for look in reader.looks(region.inside) for d in look.deeds)
        for known, where in receivers_of(reader.effects, reader.scope, region.inside, deeds):
            if known:
                raise Told(where, (where,))
            judge.verdict.lacks(where)
    if style == "atomic":
        return _atomic(reader, region, judge)
    is_async = reader.function.is_async
    imports: tuple[PlanStep, ...] = ()
    handed: tuple[PlanStep, ...] = ()
    if style == "in_transaction":
        chosen = named(reader, region.inside)
        several = several_connections(reader.project)
        if chosen is not None:
            conn = reader.names.either("conn", "connection", "transaction")
            context = f"in_transaction({spell(chosen.expr)}.connection_name) as {conn}"
            if reader.scope.place_of(chosen.expr, region.inside[0]).kind == "parameter":
                judge.verdict.lacks(
                    f"whether a transaction is open on `{spell(chosen.expr)}` already: it comes "
                    "from outside"
                )
            handed = tuple(chosen.steps(reader.function.name, reader.function.span.line, conn))
        elif several:
            raise Left(f"there is more than one connection ({several}): which one is meant?")
        else:
            context = "in_transaction()"
        where = connections_not_known(reader.project)
        if where and chosen is None:
            judge.verdict.lacks(
                f"{where}: how many connections Tortoise has: with more than one, the transaction "
                "must name its own"
            )
        _check_name(reader, "in_transaction", "tortoise.transactions.in_transaction")
        imports = (AddImport("tortoise.transactions", "in_transaction"),)
    elif style == "atomic_database":
        is_async = False
        name, module = database_of(reader.scope, region.inside)
        if not name:
            raise Left("the database of the models is not known, or they belong to two databases")
        context = f"{name}.atomic()"
        if module and module != reader.module.name:
            _check_name(reader, name, f"{module}.{name}")
            imports = (AddImport(module, name),)
    elif style == "commits":
        return _begun(reader, region, judge)
    elif style == "acquire":
        return _acquired(reader, region, judge)
    else:
        expr = _channel(reader, region)
        context = f"{spell(expr)}.transaction()"
        is_async = _is_async_connection(region.connection)
    if is_async and not reader.function.is_async:
        raise Left("the function is not asynchronous")
    return (*_enclosed(reader, region, judge, context, is_async), *handed, *imports)


def _enclosed(
    reader: Reader, region: Region, judge: Judge, context: str, is_async: bool, inner: str = ""
) -> tuple[PlanStep, ...]:
    """The block, and a savepoint in each `try` within that keeps an error of the data."""
    function, line = reader.function.name, reader.function.span.line
    first, last = region.inside[0].span, region.inside[-1].span
    outer = joined(reader, region, judge, context, is_async) or Enclose(
        function, line, first, last, context, is_async
    )
    points = [
        Enclose(function, line, b.steps[0].span, b.steps[-1].span, inner or context, is_async)
        for b in judge.savepoints
    ]
    return (outer, *points, *_later(reader, region, judge))


def _later(reader: Reader, region: Region, judge: Judge) -> Iterator[PlanStep]:
    """The statements that come after the block now."""
    function, line = reader.function.name, reader.function.span.line
    lines = reader.project.lines(reader.module.path)
    for step in sorted(judge.moved, key=lambda s: s.span, reverse=True):
        rows = [row.rstrip("\r\n") for row in lines[step.span.line - 1 : step.span.end_line]]
        indent = len(rows[0]) - len(rows[0].lstrip())
        if any('"""' in row or "'''" in row for row in rows):
            raise Left("")
        code = "\n".join(row[indent:] for row in rows)
        yield Forget(function, line, step.span)
        yield Append(function, line, region.inside[-1].span, code, region.inside[0].span)


def joined(
    reader: Reader, region: Region, judge: Judge, context: str, is_async: bool
) -> PlanStep | None:
    """`with a:` around nothing but the block becomes `with a, b:`."""
    if judge.moved or not region.ancestors or region.first or region.last != len(region.steps) - 1:
        return None
    step, _ = region.ancestors[-1]
    if step.kind != "with" or step.is_async != is_async or region.steps[0].shared_line:
        return None
    head = reader.project.lines(reader.module.path)[step.span.line - 1].rstrip("\r\n")
    code = head.rstrip()
    if not code.endswith(":") or code.endswith("(:") or code.rstrip(":").rstrip()[-1:] == "(":
        return None
    if step.span.line >= region.steps[0].span.line or not step.items:
        return None
    if len(code) + 2 + len(context) > _WIDTH or head != code:
        return None
    if reader.project.lines(reader.module.path)[step.span.line].strip() == "":
        return None
    column = len(code[:-1].encode("utf-8", "surrogatepass"))
    place = Span(step.span.line, column, step.span.line, column)
    return Exchange(reader.function.name, reader.function.span.line, place, f", {context}")


def _begun(reader: Reader, region: Region, judge: Judge) -> tuple[PlanStep, ...]:
    """A transaction that is begun by a statement, where the connection never begins one itself."""
    connection = region.connection
    expr = _channel(reader, region)
    name = spell(expr)
    if connection.library not in ("sqlite3", "aiosqlite"):
        raise Told(
            "the engine is in AUTOCOMMIT mode: `begin()` opens no transaction there, another "
            "isolation level does"
        )
    if connection.place is None or connection.place.kind != "fresh":
        judge.verdict.lacks(
            f"whether a transaction is open on `{name}` already: it comes from outside"
        )
    function, line = reader.function.name, reader.function.span.line
    first, last = region.inside[0].span, region.inside[-1].span
    begin = f'{name}.execute("BEGIN IMMEDIATE")'
    if connection.library == "sqlite3":
        around_it = region.ancestors[-1][0] if region.ancestors else None
        if around_it is not None and around_it.kind == "with" and region.first == 0:
            if [spell(i.context) for i in around_it.items] == [name]:
                head = Span(around_it.span.line, 0, around_it.span.line, 0)
                return (Append(function, line, head, begin, first),)
        return (Enclose(function, line, first, last, name, opening=begin),)
    if any(s.kind in ("return", "break", "continue") for s in steps_within(region.inside)):
        raise Left("a path leaves before the transaction could be committed")
    closing = (
        "except BaseException:",
        f"    await {name}.rollback()",
        "    raise",
        f"await {name}.commit()",
    )
    return (Enclose(function, line, first, last, "", before=f"await {begin}", closing=closing),)


def _channel(reader: Reader, region: Region) -> Expr:
    place = region.connection.place
    found = expression_of(reader.scope, place, region.inside) if place is not None else None
    if found is None:
        raise Left(f"the connection `{region.connection}` has no name here")
    return found


def _is_async_connection(connection: Connection) -> bool:
    return connection.library in ("asyncpg", "databases") or "Async" in connection.type


def _atomic(reader: Reader, region: Region, judge: Judge) -> tuple[PlanStep, ...]:
    function, line = reader.function.name, reader.function.span.line
    if reader.function.is_async:
        raise Told(
            "Django has no transactions in asynchronous code: move them into a function that "
            "`sync_to_async(transaction.atomic(...))` runs"
        )
    alias = alias_of(reader.project, reader.look, region.inside)
    if alias is None:
        raise Left("the writes may go to two databases")
    _check_name(reader, "transaction", "django.db.transaction")
    imported = AddImport("django.db", "transaction")
    if (
        not alias
        and not (judge.savepoints or judge.deferred or judge.moved)
        and _is_whole(reader, region)
    ):
        head = _def_line(reader)
        return (Decorate(function, line, head, "transaction.atomic"), imported)
    using = f'using="{alias}"' if alias else ""
    if judge.deferred:
        later = _after_commit(reader, judge, alias)
        enclosed = _enclosed(reader, region, judge, f"transaction.atomic({using})", False)
        return (*enclosed, *later, imported)
    return (*_enclosed(reader, region, judge, f"transaction.atomic({using})", False), imported)


def _after_commit(reader: Reader, judge: Judge, alias: str) -> tuple[PlanStep, ...]:
    """Messages that are sent when what was written can be read."""
    function, line = reader.function.name, reader.function.span.line
    _check_name(reader, "partial", "functools.partial")
    found: list[PlanStep] = [AddImport("functools", "partial")]
    for step in judge.deferred:
        call = step.value
        if not isinstance(call, Call):
            raise Left("")
        handed = Call(Name("partial"), (Argument(call.callee), *call.args), call.span)
        words = (Argument(Constant("str", alias), "using"),) if alias else ()
        hook = Call(
            Attribute(Name("transaction"), "on_commit"), (Argument(handed), *words), call.span
        )
        found.append(Exchange(function, line, call.span, spell(hook)))
    return tuple(found)


def _is_whole(reader: Reader, region: Region) -> bool:
    """Whether the block is all of the function but its docstring."""
    body = reader.function.body
    if region.path or region.last != len(body) - 1 or reader.function.outer is not None:
        return False
    if reader.function.is_generator:  # the decorated call only makes the generator
        return False
    # What only computes may stand in the transaction as well.
    return all(
        step.kind in ("expression", "assign", "augment")
        and all(
            e.kind == "raise" or e.resource == "state" for e in reader.look(step).summary.effects
        )
        for step in body[: region.first]
    )


def _def_line(reader: Reader) -> int:
    for fact in reader.module.facts.functions:
        if fact.line == reader.function.span.line:
            return fact.def_line
    return reader.function.span.line


def _check_name(reader: Reader, name: str, meaning: str) -> None:
    """The name must be free, or mean already what is imported."""
    symbol = reader.project.lookup(reader.module, name)
    taken = reader.scope.is_local(name) or (
        symbol.kind != "unknown" and symbol.name not in (meaning, name)
    )
    if taken:
        raise Left(f"`{name}` has another meaning here")


def _acquired(reader: Reader, region: Region, judge: Judge) -> tuple[PlanStep, ...]:
    """A pool's statements move to one connection of it."""
    function, line = reader.function.name, reader.function.span.line
    place = region.connection.place
    steps: list[PlanStep] = []
    conn = reader.names.either("conn", "connection")
    pool = _channel(reader, region)
    lines = reader.project.lines(reader.module.path)
    text = spell(pool)
    own = 0
    for step in steps_within(region.inside):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Closure) and any(
                    _is_at(reader, inner, step, region) for inner in walk(part.body)
                ):
                    raise Left(f"line {step.span.line}: a function made there keeps the pool")
                if not isinstance(part, Call):
                    continue
                callee = part.callee
                if isinstance(callee, Attribute) and _is_at(reader, callee.value, step, region):
                    if callee.name not in ON_CONNECTIONS:
                        raise Left(f"`{text}.{callee.name}` is not a method of connections")
                    start = part.span
                    row = lines[start.line - 1].encode()[start.column :]
                    if not row.startswith(text.encode()):
                        raise Left("the pool is spelled over several lines")
                    end = start.column + len(text.encode())
                    at = Span(start.line, start.column, start.line, end)
                    steps.append(Exchange(function, line, at, conn))
                    own += 1
    for look in reader.looks(region.inside):
        for deed in look.deeds:
            if deed.depth and deed.kind in ("read", "write", "lock", "other"):
                raise Told(
                    f"`{deed.where}` takes a connection of its own from the pool: it needs a "
                    "parameter for the connection",
                    (f"line {deed.line} of `{deed.where}`: {deed.kind} through `{deed.via}`",),
                )
    for name in _uses(reader, region, place):
        raise Left(f"the pool is handed on at line {name}")
    context = f"{text}.acquire() as {conn}, {conn}.transaction()"
    enclosed = _enclosed(reader, region, judge, context, True, f"{conn}.transaction()")
    return (*enclosed, *steps)


def _is_at(reader: Reader, expr: Expr, step: Step, region: Region) -> bool:
    return (
        isinstance(expr, Name | Attribute)
        and reader.scope.place_of(expr, step) == region.connection.place
    )


def _uses(reader: Reader, region: Region, place: object) -> Iterator[int]:
    """Lines on which the pool itself is given to somebody."""
    for step in steps_within(region.inside):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call):
                    for argument in part.args:
                        if _is_at(reader, argument.value, step, region):
                            yield step.span.line
