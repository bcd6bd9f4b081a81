"""Helpers that take a connection, or could: by which parameter, and what changes in them for that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Function,
    Name,
    Parameter,
    Step,
    WithItem,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Place
from codemods.model.spans import Span
from codemods.model.steps import AddImport, Append, Exchange, Forget, PlanStep, TakeParameter
from codemods.patterns._transaction_look import Left, Reader
from codemods.project import calls
from codemods.project.annotations import type_of_annotation
from codemods.project.calls import Target
from codemods.project.codebase import Codebase
from codemods.project.connections import Connection, connection_of, expression_of
from codemods.project.effects import Effects
from codemods.project.given import is_connection, optional_connections, specialised
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


def signature(project: Codebase, function: Function) -> str:
    """A function as its `def` says it, and where that stands."""
    parts = []
    for number, item in enumerate(function.parameters):
        if number == 0 and item.name == calls.receiver_name(project, function):
            continue
        star = {"args": "*", "kwargs": "**"}.get(item.kind, "")
        note = f": {spell(item.annotation)}" if item.annotation is not None else ""
        sign = " = " if note else "="
        default = f"{sign}{spell(item.default)}" if item.default is not None else ""
        parts.append(f"{star}{item.name}{note}{default}")
    path = project.modules[function.module].path
    short = function.name.removeprefix(f"{function.module}.")
    module = function.module.rpartition(".")[2]
    shown = f"{module}.{short}" if module else short
    return f"`{shown}({', '.join(parts)})` ({path}:{function.span.line})"


def on_database(effect: Effect) -> bool:
    return effect.resource == "database" and effect.kind in (
        "read",
        "write",
        "lock",
        "unknown",
        "ddl",
    )


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
            if not _of_cursor(project, e)
        ):
            return parameter.name, function
    return None


def _of_cursor(project: Codebase, effect: Effect) -> bool:
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
            if on_database(effect) and not _of_cursor(project, effect):
                found.setdefault(connection_of(reader.scope, effect), effect)
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


def _commit(reader: Reader, step: Step, name: str) -> Step | None:
    """The one statement of a block that commits its connection."""
    found = [s for s in steps_within(step.blocks[0].steps) if _ends(s, name)]
    if not found:
        return None
    if len(found) > 1 or found[0] not in step.blocks[0].steps:
        raise Left(f"it commits `{name}` in several places")
    later = step.blocks[0].steps[step.blocks[0].steps.index(found[0]) + 1 :]
    if any(reader.look(s).of_database("write") for s in later):
        raise Left(f"it goes on to write when it has committed `{name}`")
    return found[0]


def _ends(step: Step, name: str) -> bool:
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
                for module in project.modules.values():
                    if any(word in row for row in project.lines(module.path)):
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


# -- one more parameter ----------------------------------------------------------------------------------


def why_not_changed(project: Codebase, function: Function) -> str:
    """Why a function must keep its signature; "" when it may take one more parameter."""
    if function.outer is not None:
        return "it is a function within a function"
    if function.is_generator:
        return "it is a generator, which would hold the connection as long as its consumer likes"
    if any(p.kind == "kwargs" for p in function.parameters):
        return "it takes any keyword already"
    for mark in function.decorators:
        if dotted_name(mark) not in ("staticmethod", "classmethod"):
            return f"it is decorated (`{spell(mark)}`)"
    if function.owner is not None:
        short = function.name.rpartition(".")[2]
        if short.startswith("__"):
            return "it is called by the language"
        for base in project.mro(function.owner):
            if base in (function.owner, "object"):
                continue
            if base == "?":
                return f"a base class of `{_short(function.owner)}` is not known"
            known = project.class_fact(base)
            if known is None and base.partition(".")[0] not in ("typing", "abc"):
                return f"`{_short(function.owner)}` inherits from `{base}`"
            if known is not None and short in known[1].methods:
                return f"it overrides `{_short(base)}.{short}`"
        for child in project.subclasses(function.owner):
            known = project.class_fact(child)
            if known is not None and short in known[1].methods:
                return f"`{_short(child)}.{short}` overrides it"
        if _looks_like(project, function, short):
            return f"it stands for `{_looks_like(project, function, short)}` of a protocol"
    return used_otherwise(project, function)


def _looks_like(project: Codebase, function: Function, short: str) -> str:
    """A protocol with a method of that name: who is called through it must keep its signature."""
    for module in project.modules.values():
        if not any("Protocol" in row for row in project.lines(module.path)):
            continue
        for fact in module.facts.classes:
            name = f"{module.name}.{fact.name}"
            if short in fact.methods and name != function.owner:
                if any(s.name.endswith(".Protocol") for s in project.bases(name)):
                    return _short(name)
    return ""


def used_otherwise(project: Codebase, function: Function) -> str:
    """Where a function is handed on, stored or replaced instead of called; "" for nowhere."""
    key = ("used otherwise", function.name)
    found = project.memo.get(key)
    if not isinstance(found, str):
        found = next(_other_uses(project, function), "")
        project.memo[key] = found
    return found


def _other_uses(project: Codebase, function: Function) -> Iterator[str]:
    short = function.name.rpartition(".")[2]
    word = re.compile(rf"(?<![\w\"']){re.escape(short)}\b(?!\s*[(=])")
    replaced = re.compile(rf"(?:patch|setattr).*\b{re.escape(short)}[\"']")
    for module in project.modules.values():
        rows = project.lines(module.path)
        if not any(short in row for row in rows):
            continue
        inside: set[int] = set()
        for fact in module.facts.functions:
            part = range(fact.line, fact.end_line + 1)
            inside.update(part)
            user = project.function(module, fact) if _mentions(rows, part, short) else None
            if user is not None:
                yield from _handed_around(project, user, function, module.path)
        for number, row in enumerate(rows, 1):
            if short in row and replaced.search(row):
                yield f"it is replaced by its name ({module.path}:{number})"
        for number, row in _of_module(rows, inside):
            if word.search(row):
                yield f"it is used as a value ({module.path}:{number})"


def _mentions(rows: list[str], part: range, word: str) -> bool:
    return any(word in rows[n - 1] for n in part)


def _of_module(rows: list[str], inside: set[int]) -> Iterator[tuple[int, str]]:
    """The lines that run with the module, but for its imports, texts and comments."""
    importing = False
    for number, row in enumerate(rows, 1):
        code = row.partition("#")[0].strip()
        if number in inside or code.startswith(('"', "'")):
            continue
        if importing or code.startswith(("from ", "import ")):
            opened = importing or "(" in code
            importing = opened and ")" not in code
            continue
        yield number, code


def _handed_around(
    project: Codebase, user: Function, function: Function, path: str
) -> Iterator[str]:
    scope = Scope(project, user)
    short = function.name.rpartition(".")[2]
    head: list[Expr | None] = list(user.decorators)
    for parameter in user.parameters:
        head += (parameter.annotation, parameter.default)
    for part in (p for e in head if e is not None for p in walk(e)):
        if part == Name(short) or (isinstance(part, Attribute) and part.name == short):
            yield f"it is used as a value ({path}:{user.span.line})"
    for step in steps_within(user.body):
        for expr in expressions(step):
            called = {id(p.callee) for p in walk(expr) if isinstance(p, Call)}
            for part in walk(expr):
                if id(part) in called:
                    continue
                if isinstance(part, Name) and part.id == short and function.owner is None:
                    symbol = scope.symbol_of(part)
                    if symbol is not None and symbol.name == function.name:
                        yield f"it is used as a value ({path}:{step.span.line})"
                elif isinstance(part, Attribute) and part.name == short:
                    symbol = scope.symbol_of(part)
                    if symbol is None or symbol.name == function.name:
                        yield f"it is used as a value ({path}:{step.span.line})"


def _short(name: str) -> str:
    return name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How the new parameter of a helper is written there."""

    name: str
    code: str
    imports: tuple[AddImport, ...] = ()


def new_parameter(project: Codebase, function: Function, name: str, kind: str) -> Parameters:
    """The parameter in the style of the function's others: annotated where they are."""
    own = [p for p in function.parameters if p.name != calls.receiver_name(project, function)]
    if own and not any(p.annotation is not None for p in own):
        return Parameters(name, f"{name}=None")
    module = project.modules[function.module]
    package, _, short = kind.rpartition(".")
    imports: tuple[AddImport, ...] = ()
    here = project.lookup(module, short)
    if here.name and project.catalogue.type(here.name) is project.catalogue.type(kind):
        spelled = short
    elif project.lookup(module, package).name == package:
        spelled = kind
    elif here.kind != "unknown":
        raise CannotWrite(f"`{short}` has another meaning in `{module.name}`")
    else:
        spelled, imports = short, (AddImport(package, short),)
    if "Optional" in module.imports and not any("| None" in r for r in project.lines(module.path)):
        return Parameters(name, f"{name}: Optional[{spelled}] = None", imports)
    return Parameters(name, f"{name}: {spelled} | None = None", imports)


def changed(own: Own, parameter: Parameters) -> tuple[PlanStep, ...]:
    """The edit of a helper: it takes a connection, and works on that where it is given one."""
    function = own.reader.function
    name, line = function.name, function.span.line
    steps: list[PlanStep] = [TakeParameter(name, line, parameter.code), *parameter.imports]
    if own.item is None:
        steps += _on_either(own, parameter)
        return tuple(steps)
    span = getattr(own.opener, "span", None)
    if not isinstance(span, Span):
        raise CannotWrite("how it opens its connection cannot be replaced")
    rows = own.reader.project.lines(own.reader.module.path)
    if span.line != span.end_line:
        raise CannotWrite("how it opens its connection goes over several lines")
    text = rows[span.line - 1].encode()[span.column : span.end_column].decode()
    new = f"nullcontext({parameter.name}) if {parameter.name} else {text}"
    steps += [Exchange(name, line, span, new), AddImport("contextlib", "nullcontext")]
    if own.commit is not None:
        steps += _stored_by_caller(own, parameter)
    return tuple(steps)


def _stored_by_caller(own: Own, parameter: Parameters) -> Iterator[PlanStep]:
    """What a helper commits is flushed where its caller commits, and left alone without a session."""
    function, commit = own.reader.function, own.commit
    if commit is None or commit.span.line != commit.span.end_line or commit.shared_line:
        raise CannotWrite("its commit goes over several lines")
    if own.item is None or not isinstance(own.item.target, Name):
        raise CannotWrite("its connection has no name")
    name, given = own.item.target.id, parameter.name
    word = "await " if isinstance(commit.value, Await) else ""
    if own.connection.style == "flushes":
        code = f"{word}({name}.flush() if {given} else {name}.commit())"
        code = code if word else f"{name}.flush() if {given} else {name}.commit()"
        yield Exchange(function.name, function.span.line, commit.span, code)
        return
    lines = f"if {given} is None:\n    {word}{name}.commit()"
    yield Append(function.name, function.span.line, commit.span, lines)
    yield Forget(function.name, function.span.line, commit.span)


def _on_either(own: Own, parameter: Parameters) -> Iterator[PlanStep]:
    """`(conn or pool).execute(...)` for each statement that the pool is sent."""
    reader, place = own.reader, own.connection.place
    function = reader.function
    text = spell(own.opener)
    rows = reader.project.lines(reader.module.path)
    for step in steps_within(function.body):
        for expr in expressions(step):
            for part in walk(expr):
                callee = part.callee if isinstance(part, Call) else None
                if not isinstance(callee, Attribute) or not isinstance(part, Call):
                    continue
                base = callee.value
                if not isinstance(base, Name | Attribute):
                    continue
                if reader.scope.place_of(base, step) != place:
                    continue
                if callee.name not in ON_CONNECTIONS:
                    raise CannotWrite(f"`{spell(callee)}` is not a method of connections")
                span = part.span
                row = rows[span.line - 1].encode()[span.column :]
                if not row.startswith(f"{text}.".encode()):
                    raise CannotWrite("the pool is spelled over several lines")
                end = span.column + len(text.encode())
                at = Span(span.line, span.column, span.line, end)
                yield Exchange(
                    function.name, function.span.line, at, f"({parameter.name} or {text})"
                )


__all__ = [
    "Called",
    "Own",
    "Parameter",
    "Parameters",
    "changed",
    "is_connection",
    "new_parameter",
    "own_connection",
    "said_by_caller",
    "signature",
    "taking",
    "why_not_changed",
]
