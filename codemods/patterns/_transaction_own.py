"""The connection that a helper opens for itself, or takes when it is handed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Closure,
    Constant,
    Expr,
    Function,
    Name,
    Step,
    WithItem,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Place
from codemods.model.spans import Span
from codemods.model.steps import AddImport
from codemods.patterns._transaction_look import Left, Reader
from codemods.project import calls
from codemods.project.annotations import type_of_annotation
from codemods.project.calls import Target
from codemods.project.codebase import Codebase
from codemods.project.connections import Connection, connection_of, expression_of
from codemods.project.effects import Effects
from codemods.project.given import optional_connections, specialised
from codemods.project.scope import Scope
from codemods.project.types import Type, dotted_name, members

# What a pool and its connections both do.
ON_CONNECTIONS = frozenset(
    [
        "fetch",
        "fetchrow",
        "fetchval",
        "fetchmany",
        "execute",
        "executemany",
        "copy_records_to_table",
    ]
)
_OF_POOLS = {"asyncpg.Pool": "asyncpg.Connection"}
_OPENED = ("method", "optional", "commits", "flushes")
# What a session gives back must not hang on it.
_PLAIN = frozenset(
    ["int", "str", "bool", "float", "bytes", "None", "uuid.UUID", "decimal.Decimal",
     "datetime.datetime", "datetime.date", "datetime.timedelta"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a function of the project, in the scope that is looked at."""

    step: Step
    call: Call
    target: Target
    function: Function  # as the call runs it
    writes: bool = False
    alone: bool = True  # no other function may be meant
    at_once: bool = True  # it runs where it is called, as awaited coroutines do

    @property
    def name(self) -> str:
        return self.function.name


@dataclass(frozen=True, slots=True)
class Own:
    """The connection that a function opens for itself.

    `opener` is the pool whose statements it sends, or what its `with` statement enters (then `item`
    is that part of it).
    """

    reader: Reader
    connection: Connection
    type: str
    opener: Expr
    step: Step | None = None
    item: WithItem | None = None
    commit: Step | None = None  # the statement that stores what it wrote

    @property
    def is_async(self) -> bool:
        return self.step is None or self.step.is_async

    @property
    def opening(self) -> frozenset[Effect]:
        """What finding the pool does besides, as making it when nobody has done so before."""
        scope, effects = self.reader.scope, self.reader.effects
        found = set(effects.of_expr(scope, self.opener, self.step).effects)
        for part in walk(self.opener):
            for binding in scope.bindings.get(part.id, ()) if isinstance(part, Name) else ():
                if binding.value is not None and binding.how == "value":
                    found |= effects.of_expr(scope, binding.value, binding.step).effects
        return frozenset(e for e in found if e.resource == "state")


def on_database(effect: Effect) -> bool:
    return effect.resource == "database" and effect.kind in (
        "read",
        "write",
        "lock",
        "unknown",
        "ddl",
    )


def sent_to(
    reader: Reader, steps: tuple[Step, ...], is_pool: Callable[[Expr, Step], bool]
) -> Iterator[tuple[Span, str]]:
    """Where pools are named to send a statement, and how; Left where a connection cannot."""
    rows = reader.project.lines(reader.module.path)
    for step in steps_within(steps):
        for expr in expressions(step):
            later = {id(p) for c in walk(expr) if isinstance(c, Closure) for p in walk(c.body)}
            for part in walk(expr):
                callee = part.callee if isinstance(part, Call) else None
                if not isinstance(part, Call) or not isinstance(callee, Attribute):
                    continue
                pool = callee.value
                if not is_pool(pool, step):
                    continue
                if id(part) in later:
                    raise Left(f"line {step.span.line}: a function made there keeps the pool")
                if callee.name not in ON_CONNECTIONS:
                    raise Left(f"`{spell(callee)}` is not a method of connections")
                text = spell(pool)
                row = rows[part.span.line - 1].encode()[part.span.column :]
                if not row.startswith(f"{text}.".encode()):
                    raise Left("the pool is spelled over several lines")
                end = part.span.column + len(text.encode())
                yield Span(part.span.line, part.span.column, part.span.line, end), text


# -- what is there -----------------------------------------------------------------------------------


def taking(effects: Effects, called: Called, kind: str) -> tuple[str, Function] | None:
    """The parameter by which a function works on a connection it is handed, and on no other."""
    project = effects.project
    for parameter in optional_connections(project, called.function):
        if dict(called.function.given).get(parameter.name) is not False:
            continue
        function = specialised(
            project, plain(project, called.function), _given(called.function, parameter.name)
        )
        passed = {parameter.name: Type(kind)} if parameter.annotation is None else {}
        self_type = called.target.self_type if function.owner else None
        found = [
            e
            for e in effects.of_function(function, self_type, passed).effects
            if e.resource == "database"
        ]
        place = Place("parameter", parameter.name)
        if found and all(
            e.channel is not None
            and e.channel.place == place
            and e.channel.type == kind
            and e.kind not in ("commit", "rollback")
            for e in found
            if not of_cursor(project, e)
        ):
            return parameter.name, function
    return None


def of_cursor(project: Codebase, effect: Effect) -> bool:
    """`conn.execute(...).fetchone()`: the rows came with the statement."""
    known = project.catalogue.type(effect.via.rpartition(".")[0])
    return effect.kind == "read" and known is not None and known.transaction == "cursor"


def _given(function: Function, name: str) -> dict[str, bool]:
    return dict(function.given) | {name: True}


def plain(project: Codebase, function: Function) -> Function:
    """The function as it is written."""
    for found in project.functions_named(function.name):
        if found.span == function.span:
            return found
    return function


def own_connection(outer: Reader, called: Called) -> Own:
    """How a function comes by its one connection; Left says why that is not known."""
    project, function = outer.project, called.function
    reader = Reader(project, outer.effects, function, project.modules[function.module])
    given = {}
    for name, value in calls.bind(project, called.call, function).items():
        type_ = outer.scope.type_of(value, called.step) if value is not None else None
        if type_ is not None:
            given[name] = type_
    self_type = called.target.self_type if function.owner else None
    reader.scope = Scope(project, function, self_type, given)
    found: dict[Connection, Effect] = {}
    for step in function.body:
        for effect in reader.look(step).summary.effects:
            if on_database(effect) and not of_cursor(project, effect):
                found.setdefault(connection_of(reader.scope, effect), effect)
    made = _pool_made_anew(reader, tuple(found))
    if made is not None:
        return made
    if len(found) != 1:
        raise Left("it works on more than one connection")
    connection = next(iter(found))
    place = connection.place
    if connection.style == "acquire" and place is not None and not connection.foreign:
        opener = expression_of(reader.scope, place, function.body)
        if opener is None or connection.type not in _OF_POOLS:
            raise Left("its pool has no name")
        for look in reader.looks(function.body):
            deeper = next((d for d in look.deeds if d.depth), None)
            if deeper is not None:
                raise Left(f"it hands its pool on to `{deeper.where}`")
        return Own(reader, connection, _OF_POOLS[connection.type], opener)
    if connection.style in _OPENED and place is not None and not place.path:
        name = place.root.partition("@")[0]
        entered = [
            (step, item)
            for step in steps_within(function.body)
            for item in step.items
            if item.target == Name(name)
        ]
        if len(entered) == 1 and len(reader.scope.bindings.get(name, ())) == 1:
            step, item = entered[0]
            if name not in reader.scope.parameters or (name, False) in function.given:
                commit = _commit(reader, step, name) if connection.style != "method" else None
                own = Own(reader, connection, connection.type, item.context, step, item, commit)
                _check_opening(own, name)
                return own
    if place is not None and place.kind == "parameter":
        raise Left(f"it works on `{connection}`, which it is handed")
    raise Left(f"how it opens `{connection}` is not plain")


def _pool_made_anew(reader: Reader, found: tuple[Connection, ...]) -> Own | None:
    """`get_pool().execute(...)`: a pool that a call gives, the same for each statement."""
    if not found or any(
        c.style != "acquire" or not c.foreign or c.type not in _OF_POOLS for c in found
    ):
        return None
    openers: list[Call] = []
    for step in steps_within(reader.function.body):
        for expr in expressions(step):
            for part in walk(expr):
                callee = part.callee if isinstance(part, Call) else None
                if isinstance(callee, Attribute) and callee.name in ON_CONNECTIONS:
                    kinds = {k.name for k in members(reader.scope.type_of(callee.value, step))}
                    if not isinstance(callee.value, Call) or not kinds <= set(_OF_POOLS):
                        return None
                    openers.append(callee.value)
    same = {spell(opener) for opener in openers}
    if len(same) != 1 or any(
        look.of_database("begin") for look in reader.looks(reader.function.body)
    ):
        return None
    for look in reader.looks(reader.function.body):
        if any(d.depth and d.kind in ("read", "write", "lock", "other") for d in look.deeds):
            return None
    return Own(reader, found[0], _OF_POOLS[found[0].type], openers[0])


def _commit(reader: Reader, step: Step, name: str) -> Step | None:
    """The one statement of a block that commits its connection."""
    found = [s for s in steps_within(step.blocks[0].steps) if ends(s, name)]
    if not found:
        return None
    if len(found) > 1 or found[0] not in step.blocks[0].steps:
        raise Left(f"it commits `{name}` in several places")
    later = step.blocks[0].steps[step.blocks[0].steps.index(found[0]) + 1 :]
    if any(reader.look(s).of_database("write") for s in later):
        raise Left(f"it goes on to write when it has committed `{name}`")
    return found[0]


def ends(step: Step, name: str) -> bool:
    """Whether a statement commits the connection of that name."""
    value = step.value.value if isinstance(step.value, Await) else step.value
    return step.kind == "expression" and (
        isinstance(value, Call) and value.callee == Attribute(Name(name), "commit")
    )


def _check_opening(own: Own, name: str) -> None:
    """Raises Left where leaving the block does something that a handed connection must not have."""
    step, reader = own.step, own.reader
    if step is None:
        return
    if any(i is not own.item and i.context == Name(name) for i in step.items):
        raise Left(f"leaving its block ends the transaction of `{name}`")
    project = reader.project
    if own.connection.library in ("sqlite3", "aiosqlite", "sqlalchemy"):
        for word in ("isolation_level", "autocommit=", "AUTOCOMMIT"):
            if own.connection.library != "sqlalchemy" or word == "AUTOCOMMIT":
                if project.mentioning(word):
                    raise Left(f"how `{name}` begins transactions is set (`{word.strip('=')}`)")
    if own.connection.style == "flushes":
        if reader.function.body[-1] is not step:
            raise Left("it goes on when its session is closed")
        module = reader.project.modules[reader.function.module]
        declared = type_of_annotation(reader.project, module, reader.function.returns)
        if declared is not None and all(k.name in _PLAIN for k in members(declared)):
            return
        for inner in steps_within(reader.function.body):
            if inner.kind == "return" and inner.value is not None:
                kinds = members(reader.scope.type_of(inner.value, inner))
                if not kinds or any(k.name not in _PLAIN for k in kinds):
                    raise Left("what it gives back hangs on its session")


# -- the same thing, said where it is called ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """An expression in the words of the caller; `key` tells what it means, wherever it stands."""

    expr: Expr
    key: str
    imports: tuple[AddImport, ...] = ()
    shared: bool = False  # it hangs on nothing that a caller chooses


def said_by_caller(reader: Reader, called: Called | None, scope: Scope, expr: Expr) -> Said:
    """What an expression of a callee is in its caller; Left where it cannot be said there."""
    imports: list[AddImport] = []
    chosen: list[str] = []
    bound = calls.bind(reader.project, called.call, called.function) if called is not None else {}

    def inner(part: Expr, at: Step | None) -> tuple[Expr, Expr]:
        match part:
            case Constant():
                return part, part
            case Name(id=name) if called is None:
                return _own_name(reader, part, at, chosen)
            case Name(id=name) if name == scope.receiver and called is not None:
                given = called.target.receiver
                if given is None or dotted_name(given) is None:
                    raise Left("the object it is called on has no plain name")
                return _own_name(reader, given, called.step, chosen)
            case Name(id=name) if name in scope.parameters and called is not None:
                given = bound.get(name)
                if given is not None and given is scope.parameters[name].default:
                    return inner(given, None)  # it was made where the function was
                if isinstance(given, Constant):
                    return given, given
                if given is None or dotted_name(given) is None:
                    raise Left(f"`{name}` is given as something without a plain name")
                return _own_name(reader, given, called.step, chosen)
            case Name(id=name) if scope.is_local(name) and called is not None:
                made = scope.bindings.get(name, [])
                if len(made) != 1 or made[0].how != "value" or made[0].index is not None:
                    raise Left(f"`{name}` is not made in a plain way")
                if made[0].value is None:
                    raise Left(f"`{name}` is not made in a plain way")
                return inner(made[0].value, at)
            case Name(id=name):
                return _global(reader, scope, name, imports)
            case Attribute(value=value, name=name):
                expr_of, key = inner(value, at)
                if name.startswith("_") and called is not None and not _is_own(reader, expr_of):
                    raise Left(f"`{name}` of `{spell(expr_of)}` is private")
                return Attribute(expr_of, name), Attribute(key, name)
            case Await(value=value):
                expr_of, key = inner(value, at)
                return replace(part, value=expr_of), key
            case Call(callee=callee, args=args):
                head, key = inner(callee, at)
                handed = [inner(a.value, at) for a in args]
                return (
                    Call(head, tuple(replace(a, value=v) for a, (v, _) in zip(args, handed, strict=True)), part.span),
                    Call(key, tuple(Argument(k, a.keyword, a.star) for a, (_, k) in zip(args, handed, strict=True)), part.span),
                )  # fmt: skip
            case _:
                raise Left("how it opens its connection cannot be said elsewhere")

    found, key = inner(expr, called.step if called is not None else None)
    return Said(found, spell(key), tuple(dict.fromkeys(imports)), not chosen)


def _is_own(reader: Reader, holder: Expr) -> bool:
    """Whether what is private to an object or a module is at hand where it is used."""
    if isinstance(holder, Name) and holder.id == reader.scope.receiver:
        return True
    symbol = reader.scope.symbol_of(holder)
    return symbol is not None and symbol.kind != "unknown"


def _own_name(reader: Reader, expr: Expr, at: Step | None, chosen: list[str]) -> tuple[Expr, Expr]:
    """A name of the caller: by the place that it means."""
    place = reader.scope.place_of(expr, at)
    symbol = reader.scope.symbol_of(expr)
    if symbol is not None and symbol.kind != "unknown":
        return expr, Name(symbol.name)
    if place.kind == "unknown":
        raise Left(f"it is not known what `{spell(expr)}` is")
    chosen.append(str(place))
    return expr, Name(str(place))


def _global(reader: Reader, scope: Scope, name: str, imports: list[AddImport]) -> tuple[Expr, Expr]:
    symbol = scope.symbol_of(Name(name))
    if symbol is None or symbol.kind == "unknown":
        raise Left(f"`{name}` is not known outside of it")
    key = Name(symbol.name)
    here = reader.project.lookup(reader.module, name)
    free = not reader.scope.is_local(name)
    if free and here.kind == symbol.kind and here.name == symbol.name:
        return Name(name), key
    if symbol.kind == "builtin" and free:
        return Name(name), key
    if not free or here.kind not in ("unknown",):
        raise Left(f"`{name}` has another meaning where it is called")
    if symbol.kind == "module" or (symbol.kind == "external" and "." not in symbol.name):
        package, _, last = symbol.name.rpartition(".")
        if last != name:
            raise Left(f"`{name}` is another name of `{symbol.name}`")
        imports.append(AddImport(package, name) if package else AddImport(name))
        return Name(name), key
    module, short = reader.project.split(symbol.name)
    holder = module.name if module is not None else symbol.name.rpartition(".")[0]
    if module is not None and short in module.facts.rebound:
        raise Left(
            f"`{symbol.name}` is set when the program runs, so an import of it may be too early"
        )
    if symbol.name != f"{holder}.{name}":
        raise Left(f"`{name}` is another name of `{symbol.name}`")
    imports.append(AddImport(holder, name))
    return Name(name), key
