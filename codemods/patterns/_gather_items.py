"""Where the items of a loop come from: whether all of them can be had before the first is worked on."""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Call,
    Display,
    Expr,
    Item,
    Name,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.patterns._site import Site
from codemods.project import calls
from codemods.project.describe import describe
from codemods.project.types import members

REITERABLE = {
    "list", "tuple", "set", "frozenset", "dict", "str", "range", "bytes", "json", "collections.deque",
    "collections.OrderedDict", "collections.defaultdict", "collections.Counter",
    "collections.abc.Sequence", "collections.abc.Mapping", "collections.abc.Set", "collections.abc.Collection",
    "typing.Sequence", "typing.Mapping", "typing.AbstractSet", "typing.Collection", "typing.MutableSequence",
    "collections.abc.MutableSequence", "collections.abc.KeysView", "collections.abc.ValuesView",
    "collections.abc.ItemsView", "dict_keys", "dict_values", "dict_items",
}  # fmt: skip
_ENDLESS = frozenset(["itertools.count", "itertools.cycle", "itertools.repeat", "iter"])
_ONE_BY_ONE = frozenset(["Iterator", "Generator", "generator"])
_IN_STEP = frozenset(["enumerate", "zip", "reversed"])  # as long as what they are given
_COPIES = frozenset(["list", "tuple", "sorted", "set"])


def not_reiterable(finder: Site, step: Step) -> str | None:
    """Why what a loop runs over cannot be looked at twice; None where it can."""
    iterable = step.value
    if iterable is None:
        return "the loop has no iterable"
    match iterable:
        case Name() | Attribute() | Display():
            pass
        case Call(callee=Name(id="range")):
            return None
        case Call(callee=Attribute(name="items" | "values" | "keys"), args=()):
            pass
        case _:
            return f"`{describe(iterable)}` would be evaluated twice"
    if not _holds_items(finder, iterable, step):
        return f"`{describe(iterable)}` may be an iterator that can be read only once"
    return None


def all_there(finder: Site, iterable: Expr, at: Step) -> bool:
    """Whether all items are known to be there already, so that looking at them does nothing else."""
    if isinstance(iterable, Call) and not any(a.star or a.keyword == "key" for a in iterable.args):
        if _name(finder, iterable) in _IN_STEP | _COPIES:
            given = [a.value for a in iterable.args if a.keyword is None]
            return bool(given) and all(
                all_there(finder, g, at) for g in given[: 1 if _numbers(finder, iterable) else None]
            )
    return _holds_items(finder, iterable, at)


def held_elsewhere(finder: Site, loop: Step, name: str) -> bool:
    """Whether something besides a local name may hold the collection that a loop fills.

    Before the loop it may only be made, filled and measured; in a loop around it, nothing else at all.
    """
    path = loop.path
    outer = min(
        (
            s.path
            for s in steps_within(finder.function.body)
            if s.kind in ("for", "while") and path[: len(s.path)] == s.path
        ),
        key=len,
    )
    for step in steps_within(finder.function.body):
        if step.path[: len(path)] == path or path[: len(step.path)] == step.path:
            continue
        again = outer != path and step.path[: len(outer)] == outer
        if step.span.line > loop.span.line and not again:
            continue
        if len(step.targets) > 1 and Name(name) in step.targets:
            return True
        bound = [t for t in step.targets if isinstance(t, Name)]
        if any(name in _handed_on(expr) for expr in expressions(step) if expr not in bound):
            return True
    return False


def _handed_on(expr: Expr) -> frozenset[str]:
    """The names in an expression that others may hold or look into from then on."""
    match expr:
        case Name(id=name):
            return frozenset({name})
        case Call(callee=Attribute(value=Name()), args=args):
            return frozenset(n for a in args for n in _handed_on(a.value))
        case Call(callee=Name(id="len" | "bool")):
            return frozenset()
        case Item(value=Name(), key=key):
            return _handed_on(key)
        case _:
            return frozenset(n for c in children(expr) for n in _handed_on(c))


def never_ends(finder: Site, iterable: Expr, at: Step) -> str | None:
    """Why the items may never end or come by work of their own: then nothing asks for all at once."""
    if isinstance(iterable, Name):
        for found in finder.scope.reaching(iterable.id, at):
            if found.how == "value" and isinstance(found.value, Call):
                reason = never_ends(finder, found.value, found.step)
                if reason is not None:
                    return reason
    if isinstance(iterable, Call):
        name = _name(finder, iterable)
        if name == "enumerate" and iterable.args:
            return never_ends(finder, iterable.args[0].value, at)
        endless = name in _ENDLESS or any(
            t.function is not None and t.function.is_generator
            for t in calls.targets(finder.scope, iterable, at)
        )
        if endless:
            return f"`{describe(iterable)}` gives items one by one, and may never end"
    kinds = {p.name.rpartition(".")[2] for p in members(finder.scope.type_of(iterable, at))}
    if kinds & _ONE_BY_ONE:
        return f"`{describe(iterable)}` gives items one by one, and may never end"
    return None


def _holds_items(finder: Site, expr: Expr, at: Step) -> bool:
    found = members(finder.scope.type_of(expr, at))
    return bool(found) and all(p.name in REITERABLE for p in found)


def _numbers(finder: Site, call: Call) -> bool:
    return _name(finder, call) == "enumerate"


def _name(finder: Site, call: Call) -> str:
    symbol = finder.scope.symbol_of(call.callee)
    if symbol is None:
        return call.callee.id if isinstance(call.callee, Name) else ""
    return symbol.name.removeprefix("builtins.")
