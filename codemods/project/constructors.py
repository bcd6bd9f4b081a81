"""What the constructor of a class leaves in an attribute, followed through those of its bases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Bind,
    Call,
    Display,
    Expr,
    Function,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.valueclass import valueclass
from codemods.project.codebase import Codebase, View
from codemods.project.describe import describe
from codemods.project.types import Type

# Bases from outside that have no constructor of their own.
_PLAIN = frozenset(
    ["object", "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol"]
)


@valueclass(frozen=True, slots=True)
class Stored:
    """What an attribute holds after the constructor: an expression there, or what it was handed.

    `handed` names the parameters that it went through, outermost first, each with its constructor.
    `why` says why nothing is known.
    """

    value: Expr | None = None
    function: Function | None = None  # the constructor in which `value` stands
    at: Step | None = None
    handed: tuple[tuple[Function, str], ...] = ()
    why: str = ""


def stored(project: Codebase, cls: str, attribute: str) -> Stored | None:
    """What the constructor of a class leaves in an attribute; None where it sets none of that name."""
    key = ("stored", cls, attribute)
    if key not in project.memo:
        project.memo[key] = Stored(why="its constructor calls itself")
        project.memo[key] = _Run(project, cls, attribute).after(0, None)
    return project.memo[key]  # type: ignore[return-value]


def constructor_of(project: Codebase, cls: str) -> Function | None:
    """The `__init__` that runs for objects of a class; None where that is not one of the project."""
    found = _next(project, project.mro(cls), 0)
    return found[1] if isinstance(found, tuple) else None


def _next(project: Codebase, order: tuple[str, ...], start: int) -> tuple[int, Function] | str:
    """The next constructor in the order of classes; "" where there is none, or why it is not known."""
    for index in range(start, len(order)):
        owner = order[index]
        fact = project.class_fact(owner)
        if fact is None:
            if owner in _PLAIN:
                continue
            return f"what `{owner}` does when it is made is not known"
        if any("dataclass" in d or "attr" in d or "define" in d for d in fact[1].decorators):
            return f"`{owner}` has a constructor that is made for it"
        if "__init__" in fact[1].methods:
            functions = project.functions_named(f"{owner}.__init__")
            if len(functions) != 1 or functions[0].decorators:
                return f"`{owner}.__init__` cannot be read"
            return index, functions[0]
    return ""


class _Run:
    """The constructors of one class as they run, one calling the next."""

    def __init__(self, project: Codebase, cls: str, attribute: str) -> None:
        self.project = project
        self.cls = cls
        self.attribute = attribute
        self.order = project.mro(cls)

    def after(self, start: int, given: Mapping[str, Stored] | None) -> Stored | None:
        """What the attribute holds after the constructor that is next in the order."""
        found = _next(self.project, self.order, start)
        if isinstance(found, str):
            return Stored(why=found) if found else None
        index, init = found
        if not init.parameters:
            return Stored(why=f"`{init.name}` cannot be read")
        values = {
            p.name: replace(known, handed=(*known.handed, (init, p.name)))
            if (known := (given or {}).get(p.name)) is not None
            else Stored(handed=((init, p.name),))
            for p in init.parameters[1:]
            if p.kind in ("positional", "keyword")
        }
        view = self.project.view(init, Type(self.cls))
        result: Stored | None = None
        for step in init.body:
            call = _constructor_call(step)
            if call is not None:
                called = self._called(view, step, call, index, values)
                result = called if called is not None else result
            elif (value := self._set(init, step)) is not None:
                result = self._value(view, step, value, values)
            elif self._touches(init, step):
                return Stored(why=f"`{self.attribute}` is not set in one plain statement")
        return result

    def _set(self, init: Function, step: Step) -> Expr | None:
        """What a statement sets the attribute to, where it does nothing else."""
        if step.kind not in ("assign", "declare") or len(step.targets) != 1:
            return None
        return step.value if self._is_it(init, step.targets[0]) else None

    def _is_it(self, init: Function, target: Expr) -> bool:
        return (
            isinstance(target, Attribute)
            and target.name == self.attribute
            and target.value == Name(init.parameters[0].name)
        )

    def _touches(self, init: Function, step: Step) -> bool:
        """Whether a statement sets the attribute, leaves early, or calls a constructor, somewhere in it."""
        for inner in steps_within((step,)):
            if inner.kind == "return" and inner is not init.body[-1]:
                return True
            targets = (*inner.targets, *(i.target for i in inner.items if i.target is not None))
            if any(self._is_it(init, part) for target in targets for part in walk(target)):
                return inner.kind != "declare" or inner.value is not None
            if any(
                isinstance(p, Call) and _is_constructor(p)
                for e in expressions(inner)
                for p in walk(e)
            ):
                return True
        return False

    def _value(self, view: View, step: Step, value: Expr, values: Mapping[str, Stored]) -> Stored:
        if isinstance(value, Name) and value.id in view.function.local_names:
            if value.id not in values or _is_set(view.function, value.id):
                return Stored(why=f"`{value.id}` is not what the constructor is handed")
            return values[value.id]
        return Stored(value, view.function, step)

    def _called(
        self, view: View, step: Step, call: Call, index: int, values: Mapping[str, Stored]
    ) -> Stored | None:
        """What the attribute holds after `super().__init__(...)` or `Base.__init__(self, ...)`."""
        from codemods.project.calls import bind  # which asks for attributes itself

        callee = call.callee
        start, receiver = index + 1, view.function.parameters[0].name
        if not isinstance(callee, Attribute):
            return Stored(why="a constructor that is not known")
        named = callee.value
        if isinstance(named, Call):
            if named.args:
                symbol = view.symbol_of(named.args[0].value)
                if symbol is None or symbol.name not in self.order:
                    return Stored(why=f"`{describe(named)}` is not known")
                start = self.order.index(symbol.name) + 1
        else:
            symbol = view.symbol_of(named)
            first = call.args[0].value if call.args else None
            if symbol is None or symbol.name not in self.order or first != Name(receiver):
                return Stored(why=f"`{describe(callee)}` is not known")
            start = self.order.index(symbol.name)
            call = Call(callee, call.args[1:], call.span)
        found = _next(self.project, self.order, start)
        if isinstance(found, str):
            return Stored(why=found) if found else None
        inner = found[1]
        given: dict[str, Stored] = {}
        bound = bind(self.project, call, inner, True)
        for parameter in inner.parameters[1:]:
            value = bound.get(parameter.name)
            if value is None:
                given[parameter.name] = Stored(why=f"what `{inner.name}` is handed is not known")
            elif value is parameter.default:
                given[parameter.name] = Stored(value, inner)
            else:
                given[parameter.name] = self._value(view, step, value, values)
        return self.after(found[0], given)


def _constructor_call(step: Step) -> Call | None:
    """The call of a base's constructor that a statement is."""
    value = step.value
    if step.kind != "expression" or not isinstance(value, Call) or not _is_constructor(value):
        return None
    return value


def _is_constructor(call: Call) -> bool:
    return isinstance(call.callee, Attribute) and call.callee.name == "__init__"


def _is_set(function: Function, name: str) -> bool:
    """Whether a parameter is set anew."""
    for step in steps_within(function.body):
        if any(part == Name(name) for target in _targets(step) for part in walk(target)):
            return True
        for expr in expressions(step):
            if any(isinstance(p, Bind) and p.name == name for p in walk(expr)):
                return True
    return False


def _targets(step: Step) -> Iterator[Expr]:
    for target in (*step.targets, *(i.target for i in step.items if i.target is not None)):
        yield from target.items if isinstance(target, Display) else (target,)
