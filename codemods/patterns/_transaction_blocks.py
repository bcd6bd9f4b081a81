"""Writes that each commit themselves: finding those that belong together, and enclosing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Block,
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
from codemods.model.findings import Finding, Refused
from codemods.model.findings import Verdict as Grade
from codemods.model.spans import Span
from codemods.model.steps import (
    AddImport,
    Append,
    Decorate,
    Enclose,
    Exchange,
    FileEdit,
    Forget,
    PlanStep,
)
from codemods.patterns._transaction_commits import stores_at_once
from codemods.patterns._transaction_judge import Judge, Verdict
from codemods.patterns._transaction_look import Left, Reader, Region, Told, goes_on, over
from codemods.patterns._transaction_own import ON_CONNECTIONS
from codemods.patterns._transaction_using import named
from codemods.project.callers import held_by_callers
from codemods.project.connections import AMBIENT, Connection, expression_of, opened_with
from codemods.project.frameworks import transaction_of_class
from codemods.project.purity import names_bound, names_used
from codemods.project.signals import receivers_of
from codemods.project.surroundings import around
from codemods.project.transactions import (
    alias_of,
    atomic_requests,
    connections_not_known,
    database_of,
    several_connections,
)

_WIDTH = 88
_LETTING_GO = frozenset(
    [
        "close",
        "aclose",
        "release",
        "terminate",
        "reset",
        "disconnect",
        "dispose",
        "connect",
        "acquire",
    ]
)
_ENTERED = frozenset(
    [
        "transaction",
        "atomic",
        "in_transaction",
        "begin",
        "savepoint",
        "manual_commit",
        "connection",
        "pipeline",
    ]
)


def find_blocks(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings and refusals for all blocks of the function with several writes."""
    yield from _block(reader, reader.function.body, (), ())


def _block(
    reader: Reader,
    steps: tuple[Step, ...],
    path: tuple[int, ...],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Iterator[Finding | Refused]:
    taken = {n for n, step in enumerate(steps) if step.path in reader.handed}
    for region in _regions(reader, steps, path, ancestors):
        if any(step.path in reader.handed for step in region.inside):
            taken |= set(range(region.first, region.last + 1))
            continue
        found = _decide(reader, region)
        if found is not None:
            yield found
        if not isinstance(found, Refused):
            taken |= set(range(region.first, region.last + 1))
    if not taken:
        yield from _apart(reader, steps)
        yield from _of_unknown_mode(reader, steps)
    for number, step in enumerate(steps):
        if number in taken or not step.blocks:
            continue
        look = reader.look(step)
        if not look.writes and not any(e.kind == "unknown" for e in look.summary.effects):
            continue
        for index, block in enumerate(step.blocks):
            inner = (*ancestors, (step, block))
            if step.kind == "with" and _opens(reader, step, block):
                continue
            yield from _block(reader, block.steps, (*path, number, index), inner)


def _opens(reader: Reader, step: Step, block: Block) -> bool:
    """Whether a `with` statement opens a transaction for its block."""
    if not around(reader.effects, reader.scope, ((step, block),)).transaction:
        return False
    contexts = [i.context for i in step.items]
    # `with con:` ends a transaction; that it begins none is up to how `con` was opened.
    return not any(
        isinstance(c, Name | Attribute) and stores_at_once(reader, c, step) for c in contexts
    ) and not any(
        isinstance(c, Call)
        and isinstance(i.target, Name)
        and stores_at_once(reader, i.target, block.steps[0])
        and not isinstance(c.callee, Attribute)
        for i, c in zip(step.items, contexts, strict=True)
    )


def _regions(
    reader: Reader,
    steps: tuple[Step, ...],
    path: tuple[int, ...],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Iterator[Region]:
    writing: dict[Connection, list[int]] = defaultdict(list)
    for number, look in enumerate(reader.looks(steps)):
        for connection in look.writes:
            if not connection.foreign:
                writing[connection].append(number)
    for connection, numbers in sorted(writing.items(), key=lambda i: i[1]):
        if not _commits_itself(reader, connection, steps):
            continue
        # A branch that writes and leaves has nothing in common with what follows.
        kept = [n for n in numbers[:-1] if goes_on(steps[n], reader, connection)] + numbers[-1:]
        if len(kept) > 1:
            yield Region(path, steps, kept[0], kept[-1], connection, ancestors)


def _apart(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Refused]:
    """Writes through several connections, which no transaction can hold together."""
    first: dict[Connection, Step] = {}
    for look in reader.looks(steps):
        for connection in sorted(look.writes, key=str):
            if connection.style and connection not in first:
                first.setdefault(connection, look.step)
    if len(first) > 1:
        one, other = list(first)[:2]
        last = first[other].span
        start = first[one].span
        span = over(start, last)
        if start != last:
            reason = (
                f"what `{other}` writes goes through another connection than `{one}`: these are two "
                "transactions, or even two databases"
            )
            yield reader.refused(span, reason)


def _of_unknown_mode(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Refused]:
    """Connections of which it is not known whether each statement is stored at once."""
    found: dict[Connection, list[Step]] = defaultdict(list)
    for look in reader.looks(steps):
        for connection in look.writes:
            if connection.style == "optional" and not _commits_itself(reader, connection, steps):
                if not _begins_itself(reader, connection, steps[0]):
                    found[connection].append(look.step)
    for connection, writing in found.items():
        ends = any(look.of_database("commit") for look in reader.looks(reader.function.body))
        if len(writing) > 1 and not ends:
            first, last = writing[0].span, writing[-1].span
            span = over(first, last)
            reason = (
                f"it is not known that `{connection}` was opened with autocommit; without it, the "
                "first statement has opened a transaction"
            )
            yield reader.refused(span, reason)


def _begins_itself(reader: Reader, connection: Connection, at: Step) -> bool:
    """Whether a connection is known to open a transaction with its first statement."""
    place = connection.place
    expr = expression_of(reader.scope, place, reader.function.body) if place is not None else None
    given = opened_with(reader.scope, expr, at, "autocommit") if expr is not None else []
    return bool(given) and all(value in ("", False) for value in given)


def _commits_itself(reader: Reader, connection: Connection, steps: tuple[Step, ...]) -> bool:
    """Whether each statement on a connection is stored at once."""
    if connection.style in ("method", "acquire", *AMBIENT):
        return True
    if connection.style not in ("optional", "commits") or connection.place is None:
        return False
    expr = expression_of(reader.scope, connection.place, reader.function.body)
    if expr is None:
        return False
    if connection.style == "commits":
        return stores_at_once(reader, expr, steps[0])
    if _switched_on(reader, expr):
        return True
    given = opened_with(reader.scope, expr, steps[0], "autocommit")
    return bool(given) and all(value is True for value in given)


def _switched_on(reader: Reader, expr: Expr) -> bool:
    """`conn.autocommit = True` or `conn.set_autocommit(True)` at the top of the function."""
    for step in reader.function.body:
        for target in step.targets:
            if (
                isinstance(target, Attribute)
                and target.name == "autocommit"
                and target.value == expr
            ):
                return getattr(step.value, "value", None) is True
        for part in (p for e in expressions(step) for p in walk(e)):
            if (
                isinstance(part, Call)
                and isinstance(part.callee, Attribute)
                and part.callee.name == "set_autocommit"
                and part.callee.value == expr
            ):
                return getattr(part.argument(0), "value", None) is True
    return False


def _decide(reader: Reader, region: Region) -> Finding | Refused | None:
    span = _span(region)
    try:
        _begun_by_hand(reader)
        _shared_by_tasks(region)
        quiet = _is_held(reader, region)
        if quiet:
            return reader.refused(span, quiet)
        judge = Judge(reader, region.connection)
        judge.block = region.inside
        judge.content(region.inside)
        judge.around(region.ancestors, region.inside)
        _callers(reader, judge.verdict)
        region = _with_reads(reader, region)
        judge.block = region.inside
        judge.content(region.inside)
        steps = _plan(reader, region, judge)
        return _finding(reader, region, judge.verdict, steps)
    except Told as told:
        message = f"{_writes(reader, region)} can be torn apart by an error, and {told}"
        return _made(reader, region, "manual", message, told.evidence, (), ())
    except (Left, CannotWrite) as left:
        reason = str(left)
        return reader.refused(span, reason) if reason else None


def _shared_by_tasks(region: Region) -> None:
    """One connection for all tasks: what others write in between would be taken back with it."""
    connection = region.connection
    if connection.place is None or connection.place.kind == "fresh":
        return
    if connection.library == "aiosqlite" or connection.type == "psycopg.AsyncConnection":
        if connection.place.path or connection.place.kind == "global":
            raise Left(
                f"`{connection}` may be shared by tasks: statements of others would join the "
                "transaction"
            )


def _is_held(reader: Reader, region: Region) -> str:
    """In words, which transaction holds the statements already; "" for none."""
    held = held_by_callers(reader.effects, reader.function)
    if held.transaction:
        return f"they are in a transaction already: {held.transaction}"
    if region.connection.style == "atomic":
        around_it = transaction_of_class(reader.project, reader.function)
        if around_it:
            return f"they are in a transaction already: {around_it}"
        where = atomic_requests(reader.project)
        if where:
            return f"requests are transactions already (`ATOMIC_REQUESTS` in {where})"
    return ""


def _begun_by_hand(reader: Reader) -> None:
    """Transactions that statements of the function begin or end."""
    for look in reader.looks(reader.function.body):
        for deed in look.deeds:
            word = deed.via.rpartition(".")[2]
            if deed.depth or deed.kind not in ("begin", "commit", "rollback"):
                continue
            if word in _LETTING_GO or (deed.kind == "begin" and word in _ENTERED):
                continue
            raise Left(f"line {deed.line}: a transaction is begun or ended by hand")


def _callers(reader: Reader, verdict: Verdict) -> None:
    from codemods.patterns._transaction_callers import compensating

    for where in compensating(reader):
        verdict.lacks(f"{where}: a caller works on the database after an error of this function")


# -- the block --------------------------------------------------------------------------------------


def _with_reads(reader: Reader, region: Region) -> Region:
    """The region with the reads right before it that its writes depend on."""
    needed = {n for s in region.inside for n in names_used(s)}
    first = region.first
    for number in range(region.first - 1, -1, -1):
        step = region.steps[number]
        look = reader.look(step)
        if step.kind not in ("assign", "augment", "if", "expression", "assert"):
            break
        outside = [e for e in look.summary.effects if e.kind != "raise" and e.resource != "state"]
        if any(e.resource not in ("database", "log", "random", "clock") for e in outside):
            break
        reads = [e for e in outside if e.resource == "database"]
        if any(e.kind not in ("read", "lock") for e in reads):
            break
        from codemods.project.connections import connection_of

        if any(connection_of(reader.scope, e) != region.connection for e in reads):
            break
        if reads and step.kind == "assign" and names_bound(step) & needed:
            first = number
        needed |= names_used(step)
    if first == region.first:
        return region
    return Region(
        region.path, region.steps, first, region.last, region.connection, region.ancestors
    )


# -- the plan ---------------------------------------------------------------------------------------


def _plan(reader: Reader, region: Region, judge: Judge) -> tuple[PlanStep, ...]:
    style = region.connection.style
    _function, _line = reader.function.name, reader.function.span.line
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


# -- telling ----------------------------------------------------------------------------------------


def _span(region: Region) -> Span:
    first, last = region.inside[0].span, region.inside[-1].span
    return over(first, last)


def _count(reader: Reader, region: Region) -> int:
    return sum(
        max(1, sum(d.kind == "write" for d in look.deeds))
        for look in reader.looks(region.inside)
        if region.connection in look.writes
    )


def _writes(reader: Reader, region: Region) -> str:
    return f"{_count(reader, region)} writes"


def _finding(
    reader: Reader, region: Region, verdict: Verdict, steps: tuple[PlanStep, ...]
) -> Finding:
    message = (
        f"an error half way leaves some of {_writes(reader, region)} stored; "
        "in one transaction it is all of them or none"
    )
    evidence = [
        f"line {d.line}: {d.verb or 'write'} {d.table.rpartition('.')[2]} through `{d.via}`".replace(
            "  ", " "
        )
        + (f" in `{d.where}`" if d.depth else "")
        for look in reader.looks(region.inside)
        for d in look.deeds
        if d.kind == "write"
    ]
    kind: Grade = "unsafe" if verdict.missing else "safe"
    return _made(reader, region, kind, message, tuple(evidence), tuple(verdict.missing), steps)


def _made(
    reader: Reader,
    region: Region,
    verdict: Grade,
    message: str,
    evidence: tuple[str, ...],
    missing: tuple[str, ...],
    steps: tuple[PlanStep, ...],
) -> Finding:
    return reader.finding(
        _span(region),
        verdict,
        message,
        evidence,
        missing,
        _count(reader, region),
        (FileEdit(reader.module.path, steps),) if steps else (),
    )
