"""Which relations of a row are read by the code that gets it, functions it is handed to included.

What is found here only says what is worth loading: whether it may be loaded earlier is decided by
what else that code does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from codemods.model.code import (
    Attribute,
    Call,
    Closure,
    Comprehension,
    Display,
    Expr,
    Function,
    Name,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.model.queries import Entity
from codemods.patterns._batch_checks import bound_in
from codemods.project.calls import bind, targets
from codemods.project.codebase import Codebase
from codemods.project.patched import is_patched
from codemods.project.schema import entity_of
from codemods.project.scope import Scope
from codemods.project.types import Type, dotted_name

Path = tuple[str, ...]  # the relations from a row on: `("items", "product")`
Behind = tuple[Path, Entity]  # the relations that lead to rows, and what these rows are

_DEEPEST = 4  # functions that hand a row on to the next one
# They give the items of what they are given.
_SAME_ITEMS = frozenset(["list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"])


def relations_read(
    scope: Scope,
    known: Mapping[str, Behind],
    parts: Iterable[Expr],
    steps: tuple[Step, ...],
    at: Step | None,
    within: tuple[str, ...] = (),
) -> list[Path]:
    """The relations that are read of rows which have a name, and of what these lead to.

    A name may stand for a list of rows as well: what is read of each of them counts. `parts` are
    expressions in the step `at`, `steps` are looked at besides. `within` are the functions that
    handed the rows on.
    """
    look = _Look(scope, dict(known), within)
    for part in parts:
        look.expr(part, at)
    for step in steps_within(steps):
        look.step(step)
    return list(look.found)


def unwrapped(iterable: Expr, target: Expr | None) -> tuple[Expr, Expr | None]:
    """What a loop goes over and its variable, without `enumerate` and what only copies the items."""
    match iterable, target:
        case Call(callee=Name(id="enumerate"), args=(first, *_)), Display(items=(_, item)):
            return unwrapped(first.value, item)
        case Call(callee=Name(id="enumerate"), args=(first, *_)), None:
            return unwrapped(first.value, None)
        case Call(callee=Name(id=name), args=(first, *_)), _ if name in _SAME_ITEMS:
            return (first.value, target) if not first.star else (iterable, target)
        case _:
            return iterable, target


class _Look:
    """Goes through code that has rows, and keeps what it reads of them."""

    def __init__(self, scope: Scope, known: dict[str, Behind], within: tuple[str, ...]) -> None:
        self.scope = scope
        self.project = scope.project
        self.known = known
        self.within = within
        self.found: dict[Path, None] = {}

    def behind(self, expr: Expr) -> Behind | None:
        """The rows that an expression is, or holds."""
        if isinstance(expr, Name):
            return self.known.get(expr.id)
        if not isinstance(expr, Attribute):
            return None
        held = self.behind(expr.value)
        if held is None:
            return None
        path, owner = held
        target = entity_of(self.project, owner.relations.get(expr.name, ""))
        if target is None or owner.lazy.get(expr.name) != "select":
            return None
        return (*path, expr.name), target

    def step(self, step: Step) -> None:
        target: Expr | None = step.targets[0] if len(step.targets) == 1 else None
        value = step.value
        if step.kind == "for" and value is not None:
            value, target = unwrapped(value, target)
        if step.kind in ("assign", "for") and value is not None and isinstance(target, Name):
            held = self.behind(value)
            if held is not None and len(self.scope.bindings.get(target.id, ())) == 1:
                self.known.setdefault(target.id, held)
        for expr in expressions(step):
            if not any(expr is t for t in step.targets):
                self.expr(expr, step)

    def expr(self, expr: Expr, at: Step | None) -> None:
        match expr:
            case Comprehension(clauses=clauses):
                for clause in clauses:
                    iterable, target = unwrapped(clause.iterable, clause.target)
                    held = self.behind(iterable)
                    if held is not None and isinstance(target, Name):
                        self.known.setdefault(target.id, held)
            case Call(args=(first, *rest)):
                rows = self.behind(first.value)
                for arg in rest if rows is not None else ():
                    if rows and arg.keyword == "key" and isinstance(arg.value, Closure):
                        self.known |= dict.fromkeys(arg.value.parameters[:1], rows)
        held = self.behind(expr)
        if held is not None and held[0]:
            self.found[held[0]] = None
        elif isinstance(expr, Attribute):
            self._property(expr)
        if isinstance(expr, Call):
            self._call(expr, at)
        for child in children(expr):
            self.expr(child, at)

    # -- code of the project that gets the rows -----------------------------------------------------

    def _property(self, expr: Attribute) -> None:
        """A property of the row's class is read: what it reads of its object."""
        held = self.behind(expr.value)
        if held is None or expr.name in held[1].columns:
            return
        function = own_method(self.project, held[1], expr.name)
        if function is not None and any(
            "property" in (dotted_name(d) or "").rpartition(".")[2] for d in function.decorators
        ):
            self._inside(function, Type(held[1].name), {}, held)

    def _call(self, call: Call, at: Step | None) -> None:
        callee = call.callee
        receiver = self.behind(callee.value) if isinstance(callee, Attribute) else None
        if receiver is not None and isinstance(callee, Attribute):
            function = own_method(self.project, receiver[1], callee.name)
            if function is not None and not function.decorators:
                self._inside(
                    function, Type(receiver[1].name), self._bound(call, function), receiver
                )
            return
        if not any(self.behind(a.value) for a in call.args if not a.star):
            return
        found = targets(self.scope, call, at)
        function = found[0].function
        if len(found) == 1 and found[0].kind == "function" and function is not None:
            self._inside(function, found[0].self_type, self._bound(call, function), None)

    def _bound(self, call: Call, function: Function) -> dict[str, Behind]:
        given = bind(self.project, call, function)
        held = ((n, self.behind(v)) for n, v in given.items() if v is not None)
        return {name: behind for name, behind in held if behind is not None}

    def _inside(
        self,
        function: Function,
        self_type: Type | None,
        known: dict[str, Behind],
        receiver: Behind | None,
    ) -> None:
        """What a function reads of the rows that it gets, and of those whose method it is."""
        if function.name in self.within or len(self.within) >= _DEEPEST:
            return
        if not may_read(self.project, function):
            return
        inner = Scope(self.project, function, self_type)
        if receiver is not None and inner.receiver:
            known = {**known, inner.receiver: receiver}
        again = bound_in(function.body)
        known = {name: behind for name, behind in known.items() if name not in again}
        if known:
            within = (*self.within, function.name)
            found = relations_read(inner, known, (), function.body, None, within)
            self.found.update(dict.fromkeys(found))


def may_read(project: Codebase, function: Function) -> bool:
    """Whether calling a function runs the code that stands there, to its end."""
    return not function.is_async and not function.is_generator and not is_patched(
        project, function.name
    )  # fmt: skip


def own_method(project: Codebase, entity: Entity, name: str) -> Function | None:
    """The method (or property) of a row's class, where no class below has one of its own."""
    if any(
        (fact := project.class_fact(below)) is not None and name in fact[1].methods
        for below in project.subclasses(entity.name)
        if below != entity.name
    ):
        return None
    return next(_methods(project, entity, name), None)


def _methods(project: Codebase, entity: Entity, name: str) -> Iterator[Function]:
    for cls in project.mro(entity.name):
        fact = project.class_fact(cls)
        if fact is not None and name in fact[1].methods:
            yield from project.functions_named(f"{cls}.{name}")


__all__ = ["Behind", "Path", "own_method", "relations_read", "unwrapped"]
