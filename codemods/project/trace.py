"""What code does to databases, call by call in order, followed into the functions it calls.

Effects say *what* may happen, as a set; this says in which order, how often, to which table, and what
stands around it: loops, handlers that keep an error, errors that are raised on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Await,
    Block,
    Call,
    Closure,
    Expr,
    Function,
    Name,
    Opaque,
    Step,
    Yield,
    children,
    expressions,
)
from codemods.model.valueclass import valueclass
from codemods.project import calls
from codemods.project.calls import Target
from codemods.project.constants import constant_text
from codemods.project.decorators import has_decorator, receiver_name
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.failing import errors_on_purpose, is_answered, meant_errors
from codemods.project.frameworks import values_of
from codemods.project.given import as_called
from codemods.project.keeping import (
    catches_database_errors,
    falls_through,
    keeps_errors,
    leaves_in_finally,
    wrapper_keeps_errors,
)
from codemods.project.scope import Scope
from codemods.project.sql import asks_for_the_time, read_sql, written_by
from codemods.project.times import asks_for_time
from codemods.project.types import Type, members

DeedKind = Literal[
    "read", "write", "lock", "begin", "commit", "rollback", "ddl", "raise", "swallow", "yield", "other",
    "cut",
]  # fmt: skip
_MAX_DEPTH = 10
_MAX_FUNCTIONS = 120
_INSERTS = frozenset(
    [
        "create",
        "acreate",
        "bulk_create",
        "abulk_create",
        "insert_many",
        "get_or_create",
        "aget_or_create",
        "add",
        "add_all",
        "copy_records_to_table",
    ]
)
_UPDATES = frozenset(["update", "aupdate", "bulk_update", "abulk_update", "set_by_id"])
_DELETES = frozenset(["delete", "adelete", "delete_instance", "delete_by_id"])
# These raise, too.
_LEAVING = frozenset(
    [
        "sys.exit",
        "exit",
        "quit",
        "os._exit",
        "os.abort",
        "flask.abort",
        "werkzeug.exceptions.abort",
        "flask_restful.abort",
        "flask_restx.abort",
    ]
)


@valueclass(frozen=True, slots=True)
class Deed:
    """One thing done: by which call, where, under what.

    `verb` and `table` tell writes apart ("" where that is not known); `looped` that it may happen
    more than once; `depth` how many calls away it is; `handler` that it only happens after an error.
    """

    kind: DeedKind
    where: str  # the function it stands in
    line: int
    via: str = ""
    verb: str = ""
    table: str = ""
    looped: bool = False
    handler: bool = False
    depth: int = 0
    timed: bool = False
    told: bool = False
    state: tuple[str, ...] = ()  # whose state it stores: an object or a condition, and the columns
    errors: tuple[str, ...] = ()  # of a `raise`: those of an outside call that follow from data
    path: tuple[int, ...] = ()  # of the step in the function that was asked about


class Trace:
    """Follows steps of one function."""

    def __init__(self, effects: Effects) -> None:
        self.effects = effects
        self.project = effects.project
        self._budget = _MAX_FUNCTIONS

    def steps(self, scope: Scope, steps: tuple[Step, ...]) -> Iterator[Deed]:
        """The deeds of steps in order; those of all branches, one after the other.

        Where more functions lie behind than are followed, a deed of the kind `cut` says so.
        """
        for step in steps:
            self._budget = _MAX_FUNCTIONS
            for deed in self._step(scope, step, (), False, False):
                yield replace(deed, path=deed.path or step.path)

    # -- steps ----------------------------------------------------------------------------------

    def _block(
        self, scope: Scope, block: Block, stack: tuple[str, ...], looped: bool, handler: bool
    ) -> Iterator[Deed]:
        for step in block.steps:
            yield from self._step(scope, step, stack, looped, handler)

    def _step(
        self, scope: Scope, step: Step, stack: tuple[str, ...], looped: bool, handler: bool
    ) -> Iterator[Deed]:
        if step.kind in ("function", "class", "import", "scope", "pass"):
            return
        again = looped or step.kind in ("for", "while")
        for expr in expressions(step):
            for deed in self._expr(scope, expr, step, stack, looped, handler):
                yield _at(deed, step, stack)
        if step.kind in ("raise", "assert") and not handler:
            yield Deed("raise", scope.function.name, step.span.line, looped=looped, depth=len(stack), path=step.path if not stack else ())  # fmt: skip
        if step.kind == "try":
            yield from self._try(scope, step, stack, looped, handler)
            return
        inner: list[Deed] = []
        for block in step.blocks:
            inner += self._block(scope, block, stack, again, handler)
        yield from inner
        if step.kind == "with" and any(d.kind in _OF_DATABASE for d in inner):
            yield from self._suppressed(scope, step, stack)

    def _try(
        self, scope: Scope, step: Step, stack: tuple[str, ...], looped: bool, handler: bool
    ) -> Iterator[Deed]:
        body = next(b for b in step.blocks if b.role == "body")
        inside = list(self._block(scope, body, stack, looped, handler))
        handlers = [b for b in step.blocks if b.role == "handler"]
        inside = [d for d in inside if not is_answered(scope, handlers, d.errors)]
        yield from inside
        if any(d.kind in _OF_DATABASE for d in inside):
            for block in step.blocks:
                if block.role == "finally" and leaves_in_finally(block):
                    yield Deed("swallow", scope.function.name, step.span.line, depth=len(stack), path=step.path if not stack else ())  # fmt: skip
                if block.role != "handler" or not falls_through(block):
                    continue
                if catches_database_errors(scope, block):
                    line = block.steps[0].span.line if block.steps else step.span.line
                    yield Deed(
                        "swallow", scope.function.name, line - 1, depth=len(stack),
                        path=step.path if not stack else (),
                    )  # fmt: skip
        for block in step.blocks:
            if block.role != "body":
                yield from self._block(
                    scope, block, stack, looped, handler or _is_late(scope, block)
                )

    def _suppressed(self, scope: Scope, step: Step, stack: tuple[str, ...]) -> Iterator[Deed]:
        if any(keeps_errors(scope, item.context, step, item.target) for item in step.items):
            yield Deed(
                "swallow", scope.function.name, step.span.line, depth=len(stack),
                path=step.path if not stack else (),
            )  # fmt: skip

    # -- expressions ----------------------------------------------------------------------------

    def _expr(
        self, scope: Scope, expr: Expr, step: Step, stack: tuple[str, ...], looped: bool, handler: bool
    ) -> Iterator[Deed]:  # fmt: skip
        if isinstance(expr, Closure):
            return
        for child in children(expr):
            yield from self._expr(scope, child, step, stack, looped, handler)
        if isinstance(expr, Yield):
            yield Deed("yield", scope.function.name, step.span.line, depth=len(stack))
        elif isinstance(expr, Call):
            yield from self._call(scope, expr, step, stack, looped, handler)
        elif isinstance(expr, Await):
            yield from self._awaited(scope, expr, step, stack, looped, handler)

    def _call(
        self, scope: Scope, call: Call, step: Step, stack: tuple[str, ...], looped: bool, handler: bool
    ) -> Iterator[Deed]:  # fmt: skip
        symbol = scope.symbol_of(call.callee)
        if symbol is not None and symbol.name.removeprefix("builtins.") in _LEAVING and not handler:
            path = () if stack else step.path
            yield Deed("raise", scope.function.name, call.span.line, depth=len(stack), path=path)
        for target in calls.targets(scope, call, step):
            if target.fact is not None and calls.is_kept_from_acting(target.fact, call):
                continue
            if target.fact is not None:
                own = list(
                    self._fact(scope, call, target, target.fact, step, stack, looped, handler)
                )
                ran: list[Deed] = []
                for run in calls.run_by(self.project, target):
                    made = Target("function", function=run, self_type=Type(run.owner or ""))
                    inner = Call(call.callee, (), call.span)
                    ran += self._function(scope, inner, made, run, step, stack, looped, handler)
                yield from _once(own, ran)
                errors = errors_on_purpose(scope, call, target, step) if not handler else ()
                if errors:
                    path = () if stack else step.path
                    yield Deed(
                        "raise", scope.function.name, call.span.line, target.fact.name,
                        looped=looped, depth=len(stack), errors=errors, path=path,
                    )  # fmt: skip
            elif target.function is not None:
                yield from self._function(scope, call, target, target.function, step, stack, looped, handler)  # fmt: skip

    def _awaited(
        self, scope: Scope, expr: Await, step: Step, stack: tuple[str, ...], looped: bool, handler: bool
    ) -> Iterator[Deed]:  # fmt: skip
        for part in members(scope.type_of(expr.value, step)):
            known = self.project.catalogue.type(part.name)
            if known is not None and known.awaited is not None:
                fact = known.awaited
                if fact.effect in _OF_DATABASE:
                    yield Deed(
                        _kind(fact.effect), scope.function.name, step.span.line, fact.name,
                        looped=looped, handler=handler, depth=len(stack),
                    )  # fmt: skip
                errors = meant_errors(fact)
                if errors and not handler:
                    yield Deed(
                        "raise", scope.function.name, step.span.line, fact.name, looped=looped,
                        depth=len(stack), errors=errors, path=() if stack else step.path,
                    )  # fmt: skip

    def _function(
        self, scope: Scope, call: Call, target: Target, function: Function, step: Step,
        stack: tuple[str, ...], looped: bool, handler: bool,
    ) -> Iterator[Deed]:  # fmt: skip
        bound = calls.bind(self.project, call, function)
        function = as_called(scope, function, bound, step)
        # What a function does when it calls itself with a connection is not what it did before that.
        running = f"{function.name} {function.given}" if function.given else function.name
        if running in stack:
            return
        if len(stack) >= _MAX_DEPTH or self._budget <= 0:
            effects = self.effects.of_function(function, target.self_type).effects
            if any(e.resource == "database" or e.kind == "unknown" for e in effects):
                yield Deed(
                    "cut", scope.function.name, call.span.line, function.name, depth=len(stack)
                )
            return
        self._budget -= 1
        given: dict[str, Type] = {}
        for name, value in bound.items():
            type_ = scope.type_of(value, step) if value is not None else None
            if type_ is not None:
                given[name] = type_
        inner = Scope(self.project, function, target.self_type, given)
        deeper = (*stack, running)
        found: list[Deed] = []
        if has_decorator(self.project, function, "begin"):
            asked = tuple(
                a.keyword
                for mark in function.decorators
                if isinstance(mark, Call)
                for a in mark.args
                if a.keyword
            )
            found.append(
                Deed("begin", function.name, function.span.line, depth=len(deeper), state=asked)
            )
        for each in function.body:
            found += self._step(inner, each, deeper, looped, handler)
        if any(d.kind in _OF_DATABASE for d in found) and wrapper_keeps_errors(
            self.project, function
        ):
            found.append(Deed("swallow", function.name, function.span.line, depth=len(deeper)))
        held = has_decorator(self.project, function, "contextmanager", "asynccontextmanager")
        # Where a context manager yields, the block of its `with` runs: control does not leave. What a
        # generator only hands out is taken by the loop that called it.
        held = held or (function.is_generator and not any(d.kind in _CHANGING for d in found))
        named = self._object_of(scope, target, call, step)
        own = receiver_name(self.project, function)
        for deed in found:
            if deed.kind == "yield" and held:
                continue
            if deed.state and deed.state[0] in (own, "super(...)"):
                # Whose state it is, in words of the caller: there each object has a name of its own.
                deed = replace(deed, state=(named, *deed.state[1:]))
            yield deed

    def _object_of(self, scope: Scope, target: Target, call: Call, step: Step) -> str:
        if target.receiver is None or isinstance(target.receiver, Opaque):
            return f"what is made in line {call.span.line} of {scope.function.name}"
        return describe(target.receiver)

    def _fact(
        self, scope: Scope, call: Call, target: Target, fact: CallFact, step: Step,
        stack: tuple[str, ...], looped: bool, handler: bool,
    ) -> Iterator[Deed]:  # fmt: skip
        base = Deed(
            "other", scope.function.name, call.span.line, fact.name,
            looped=looped, handler=handler, depth=len(stack), timed=asks_for_time(scope, call, step),
        )  # fmt: skip
        effect = fact.effect
        if fact.enter_effect and effect in ("pure", ""):
            effect = fact.enter_effect
        if effect == "sql":
            yield from self._sql(scope, call, fact.sql or 0, step, base)
            return
        if effect == "statement":
            yield from self._statement(scope, call, fact.statement or 0, step, base)
            return
        if effect not in _OF_DATABASE or (fact.resource or "database") != "database":
            return
        if effect == "write":
            name = fact.name.rpartition(".")[2]
            verb = (
                "insert" if name in _INSERTS
                else "update" if name in _UPDATES
                else "delete" if name in _DELETES
                else self._saved(scope, target, step) if name in ("save", "asave")
                else "update" if name.endswith("or_create")
                else ""
            )  # fmt: skip
            table = self._entity(scope, call, target, step)
            state: tuple[str, ...] = ()
            if name in ("save", "asave") and target.receiver is not None:
                state = (describe(target.receiver),)
            elif verb == "update":
                # Which rows it takes is not compared: the line keeps it apart from others.
                named = [a.keyword for a in call.args if a.keyword]
                state = (f"line {call.span.line}", *named)
            if name in ("executemany", "execute_many"):
                given = call.argument(0, "query")
                text = constant_text(scope, given, step)
                for part in written_by(text, self.project.settings.dialect) if text else ():
                    yield replace(
                        base, kind="write", verb=part.verb, table=part.table, timed=part.timed,
                        looped=True,
                    )  # fmt: skip
                    return
            yield replace(base, kind="write", verb=verb, table=table, state=state)
            return
        asked = tuple(a.keyword for a in call.args if a.keyword) if effect == "begin" else ()
        yield replace(base, kind=_kind(effect), state=asked)

    def _saved(self, scope: Scope, target: Target, step: Step) -> str:
        """`save` inserts what was just made, and updates what was loaded, or what a form holds."""
        if target.receiver is None:
            return ""
        kinds = members(scope.type_of(target.receiver, step))
        if any(values_of(self.project, k.name) for k in kinds):
            return "update"
        if isinstance(target.receiver, Name) and scope.is_local(target.receiver.id):
            found = scope.reaching(target.receiver.id, step)
            if found and all(b.how == "value" and _makes(scope, b.value, b.step) for b in found):
                return "insert"
        return "update"

    def _entity(self, scope: Scope, call: Call, target: Target, step: Step) -> str:
        receiver = target.receiver
        if receiver is None:
            return ""
        for part in members(scope.type_of(receiver, step)):
            if part.args and part.args[0].name:
                return part.args[0].name
            row = values_of(self.project, part.name).get("Row")
            if row is not None:
                return row.name
            if self.project.class_fact(part.name):
                return part.name
        first = call.argument(0)
        if first is not None:
            for part in members(scope.type_of(first, step)):
                if self.project.class_fact(part.name):
                    return part.name
        return ""

    def _sql(
        self, scope: Scope, call: Call, position: int, step: Step, base: Deed
    ) -> Iterator[Deed]:
        given = call.argument(position, "query")
        text = constant_text(scope, given, step)
        if text is None:
            yield base
            return
        yield from self._text(text, base)

    def _text(self, text: str, base: Deed) -> Iterator[Deed]:
        dialect = self.project.settings.dialect
        effect = read_sql(text, dialect)
        if effect.kind == "write":
            for part in written_by(text, dialect):
                yield replace(
                    base, kind="write", verb=part.verb, table=part.table, timed=part.timed, told=part.told, state=part.state
                )  # fmt: skip
        else:
            yield replace(base, kind=_kind(effect.kind), timed=asks_for_the_time(text))

    def _statement(
        self, scope: Scope, call: Call, position: int, step: Step, base: Deed
    ) -> Iterator[Deed]:
        given = call.argument(position, "statement")
        kinds: set[str] = set()
        for part in members(scope.type_of(given, step)) if given is not None else ():
            known = self.project.catalogue.type(part.name)
            kinds.add(known.statement if known else "")
            name = part.name.rpartition(".")[2].lower()
            if known is not None and known.statement == "sql":
                inner = given.argument(0) if isinstance(given, Call) else None
                text = constant_text(scope, inner, step)
                if text is not None:
                    yield from self._text(text, base)
                    return
            if known is not None and known.statement == "write":
                verb = name if name in ("insert", "update", "delete") else ""
                table = self._into(scope, given, step)
                yield replace(base, kind="write", verb=verb, table=table)
                return
        kind = kinds.pop() if len(kinds) == 1 else ""
        yield replace(base, kind=_kind(kind) if kind in ("read", "lock") else "other")

    def _into(self, scope: Scope, statement: Expr | None, step: Step) -> str:
        """The table of `update(User).where(...)`, as it is spelled."""
        if isinstance(statement, Name) and scope.is_local(statement.id):
            found = scope.reaching(statement.id, step)
            if len(found) == 1 and found[0].how == "value":
                return self._into(scope, found[0].value, found[0].step)
        part: Expr | None = statement
        while isinstance(part, Call):
            callee = part.callee
            if isinstance(callee, Name) and part.args:
                symbol = scope.symbol_of(part.args[0].value)
                return symbol.name if symbol else ""
            part = getattr(callee, "value", None)
            if isinstance(part, Name) and not scope.is_local(part.id):
                symbol = scope.symbol_of(part)
                return symbol.name if symbol and symbol.kind != "external" else ""
        return ""


_CHANGING = frozenset({"write", "lock", "begin", "commit", "rollback", "ddl", "other"})
_OF_DATABASE = frozenset({"read", "write", "lock", "begin", "commit", "rollback", "ddl", "other"})


def _kind(word: str) -> DeedKind:
    return word if word in _OF_DATABASE else "other"  # type: ignore[return-value]


def _once(own: list[Deed], ran: list[Deed]) -> Iterator[Deed]:
    """What a call and the methods that it runs do: the row is stored once, by its `save`."""
    stored = next((d for d in own if d.kind == "write"), None)
    saved = [d for d in ran if d.kind == "write" and d.via.endswith(".Model.save")]
    for deed in ran:
        if stored is not None and deed in saved:
            table = stored.table or deed.table
            deed = replace(deed, verb=stored.verb, table=table, state=stored.state)
        yield deed
    if stored is None or not saved:
        yield from own


def _is_late(scope: Scope, block: Block) -> bool:
    """Whether a block may run when a statement has failed, or lets an error go on."""
    if block.role == "handler":
        return catches_database_errors(scope, block) or not falls_through(block)
    return block.role == "finally"


def _makes(scope: Scope, value: Expr | None, step: Step) -> bool:
    inner = value.value if isinstance(value, Await) else value
    if not isinstance(inner, Call):
        return False
    return all(t.kind == "class" for t in calls.targets(scope, inner, step))


def _at(deed: Deed, step: Step, stack: tuple[str, ...]) -> Deed:
    return deed if stack or deed.path else replace(deed, path=step.path)


__all__ = ["Deed", "Trace", "catches_database_errors", "falls_through"]
