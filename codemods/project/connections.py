"""Which connection or session a piece of code writes through, and how that opens a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Place
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.kept import put_for_request
from codemods.project.scope import Scope
from codemods.project.sharing import same_object
from codemods.project.symbols import module_scope
from codemods.project.types import members

# Of these the transaction belongs to the thread or the task, whichever object is used.
AMBIENT = frozenset({"atomic", "in_transaction", "atomic_database"})
# Functions of these libraries use the connection that their models use.
_MODELS = {
    "django": "django.db.models.Model",
    "tortoise": "tortoise.models.Model",
    "peewee": "peewee.Model",
}


@dataclass(frozen=True, slots=True)
class Connection:
    """What carries a transaction: how it opens one, where it hangs, of which type it is.

    `place` is None where the transaction belongs to the thread or task, or where the connection is
    opened by a callee (then `foreign` names it).
    """

    style: str
    library: str
    place: Place | None = None
    type: str = ""
    foreign: str = ""

    def __str__(self) -> str:
        return self.foreign or (str(self.place) if self.place is not None else self.library)


def connection_of(scope: Scope, effect: Effect) -> Connection:
    """The connection that an effect on a database goes through."""
    catalogue = scope.project.catalogue
    channel = effect.channel
    owner = channel.type if channel is not None else effect.via.rpartition(".")[0]
    library = (channel.type if channel is not None else effect.via).partition(".")[0]
    known = catalogue.type(owner)
    style = known.transaction if known is not None else ""
    if not style and channel is None:
        of_models = catalogue.type(_MODELS.get(library, ""))
        style = of_models.transaction if of_models is not None else ""
    if style in AMBIENT:
        return Connection(style, "django" if style == "atomic" else library)
    if channel is None or channel.place.kind == "unknown":
        return Connection(style, library, type=owner, foreign=effect.via)
    place, kind = channel.place, channel.type
    if style == "cursor" or not style:
        found = connection_behind(scope, place)
        if found is None:
            return Connection(style, library, type=owner, foreign=str(place))
        place, kind = found
        known = catalogue.type(kind)
        style = known.transaction if known is not None else ""
    return Connection(style, library, same_object(scope, place), kind)


def connection_behind(scope: Scope, place: Place) -> tuple[Place, str] | None:
    """The connection of a cursor: of `cur` in `cur = conn.cursor()`, `with conn.cursor() as cur`."""
    name = place.root.partition("@")[0]
    for binding in scope.bindings.get(name, ()):
        value = binding.value
        inner = value.value if isinstance(value, Await) else value
        if not isinstance(inner, Call) or not isinstance(inner.callee, Attribute):
            continue
        if binding.how not in ("value", "enter") or binding.index is not None:
            continue
        for part in members(scope.type_of(inner.callee.value, binding.step)):
            known = scope.project.catalogue.type(part.name)
            if known is not None and known.transaction not in ("", "cursor"):
                return scope.place_of(inner.callee.value, binding.step), known.name
    return None


def expression_of(scope: Scope, place: Place, steps: tuple[Step, ...]) -> Expr | None:
    """The first name or chain of attributes in the steps that means the object at a place."""
    for step in steps_within(steps):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Name | Attribute):
                    if same_object(scope, scope.place_of(part, step)) == place:
                        return part
    # A cursor's connection is named where the cursor is made.
    for bindings in scope.bindings.values():
        for binding in bindings:
            if binding.value is None:
                continue
            for part in walk(binding.value):
                if isinstance(part, Name | Attribute):
                    if scope.place_of(part, binding.step) == place:
                        return part
    if place.kind == "parameter" and place.path and all(p.isidentifier() for p in place.path):
        named: Expr = Name(place.root)
        for attribute in place.path:
            named = Attribute(named, attribute)
        return named
    return None


def makers(scope: Scope, expr: Expr, at: Step | None) -> Iterator[tuple[Call, Scope]]:
    """The calls that make an object: of a local, an attribute set in its class, a module variable."""
    match expr:
        case Await(value=value):
            yield from makers(scope, value, at)
        case Call():
            yield expr, scope
        case Name(id=name) if scope.is_local(name):
            for binding in scope.reaching(name, at):
                if binding.value is not None and binding.how in ("value", "enter"):
                    yield from makers(scope, binding.value, binding.step)
        case Name() | Attribute():
            symbol = scope.symbol_of(expr)
            if symbol is not None and symbol.kind == "variable":
                yield from _of_variable(scope.project, symbol.name)
            elif symbol is not None and symbol.name.startswith("flask.g."):
                name = symbol.name.removeprefix("flask.g.")
                for view, step in put_for_request(scope.project, name):
                    if isinstance(view, Scope) and step.value is not None:
                        yield from makers(view, step.value, step)
            elif isinstance(expr, Attribute):
                yield from _of_attribute(scope, expr, at)


def _of_variable(project: Codebase, name: str) -> Iterator[tuple[Call, Scope]]:
    module, local = project.split(name)
    if module is None:
        return
    for line, end in module.variables.get(local, ()):
        step = project.statement(module, line, end)
        if step is not None and step.kind == "assign" and step.value is not None:
            inner = step.value.value if isinstance(step.value, Await) else step.value
            if isinstance(inner, Call):
                yield inner, module_scope(project, module.name)  # type: ignore[misc]


def _of_attribute(scope: Scope, expr: Attribute, at: Step | None) -> Iterator[tuple[Call, Scope]]:
    for part in members(scope.type_of(expr.value, at)):
        found = scope.project.class_fact(part.name)
        if found is None:
            continue
        for method in found[1].methods:
            for function in scope.project.functions_named(f"{part.name}.{method}"):
                inner = Scope(scope.project, function)
                for step in steps_within(function.body):
                    for target in step.targets:
                        if (
                            isinstance(target, Attribute)
                            and target.name == expr.name
                            and isinstance(target.value, Name)
                            and target.value.id == inner.receiver
                            and step.value is not None
                        ):
                            yield from makers(inner, step.value, step)


def opened_with(scope: Scope, expr: Expr, at: Step | None, keyword: str) -> list[object]:
    """The constants given as `keyword` by each call that makes the object; "" where it is not given.

    A value that is no constant counts as Ellipsis.
    """
    found: list[object] = []
    for call, inner in makers(scope, expr, at):
        through = [t.function for t in calls.targets(inner, call, None) if t.function is not None]
        if through:
            for function in through:
                own = Scope(scope.project, function)
                for step in steps_within(function.body):
                    if step.kind == "return" and step.value is not None:
                        found += opened_with(own, step.value, step, keyword)
            continue
        given = next((a.value for a in call.args if a.keyword == keyword), None)
        found.append(
            "" if given is None else given.value if isinstance(given, Constant) else Ellipsis
        )
    return found


def settings_of(
    scope: Scope, expr: Expr, at: Step | None, keyword: str, depth: int = 0
) -> set[object]:
    """The constants given as `keyword` anywhere in the making of an object.

    `Session()` is made by `sessionmaker(engine)`, which is made from `create_engine(...)`.
    """
    found: set[object] = set()
    if depth > 6:
        return found
    for call, inner in makers(scope, expr, at):
        for argument in call.args:
            if argument.keyword == keyword:
                value = argument.value
                found.add(value.value if isinstance(value, Constant) else Ellipsis)
        behind: list[Expr] = [
            a.value for a in call.args if isinstance(a.value, Name | Attribute | Call)
        ]
        callee = call.callee
        behind.append(callee.value if isinstance(callee, Attribute) else callee)
        for part in behind:
            if isinstance(part, Name | Attribute | Call):
                found |= settings_of(inner, part, None, keyword, depth + 1)
        for target in calls.targets(inner, call, None):
            if target.function is not None:
                own = Scope(scope.project, target.function)
                for step in steps_within(target.function.body):
                    value_of = step.value
                    if step.kind == "return" and value_of is not None:
                        found |= settings_of(own, value_of, step, keyword, depth + 1)
    return found
