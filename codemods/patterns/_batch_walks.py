"""What a `while` loop goes over: a list by its index, or a list or queue until it is empty."""

from __future__ import annotations

from dataclasses import dataclass, replace

from codemods.languages.python.queries.reading import singular
from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Expr,
    Item,
    Name,
    Operation,
    Step,
    bound_names,
    expressions,
    steps_within,
    walk,
)
from codemods.project.purity import names_bound
from codemods.project.scope import Scope
from codemods.project.types import members

_ENDLESS = "a `while` loop goes on until something in it ends it: its items are not known before"
_UNREAD = "what the `while` loop goes over is not known before it"
_GROWING = frozenset(
    ["append", "appendleft", "extend", "extendleft", "insert", "add", "update", "push", "put"]
)
# Of these, taking one item after the other takes each of them once.
_TAKEN = {
    "list": frozenset(["pop"]),
    "collections.deque": frozenset(["pop", "popleft"]),
    "set": frozenset(["pop"]),
}
_SEQUENCES = frozenset(
    ["list", "tuple", "range", "collections.deque", "collections.abc.Sequence", "typing.Sequence",
     "collections.abc.MutableSequence", "typing.MutableSequence"]
)  # fmt: skip
_OWNED = frozenset(["fresh", "local"])


@dataclass(frozen=True, slots=True)
class Walk:
    """A `while` loop as `for targets in iterable`; `refused` says why it is none.

    `own` are the steps of its body that only move on, `changes` what they change besides the
    targets: the index, or the list that gets shorter. `alias` is another word for the target.
    """

    targets: Expr | None = None
    iterable: Expr | None = None
    own: tuple[Step, ...] = ()
    changes: frozenset[str] = frozenset()
    alias: Expr | None = None
    refused: str = ""


def walk_of(scope: Scope, step: Step) -> Walk:
    """How a `while` loop goes over its items."""
    test, body = step.value, step.blocks[0].steps
    if test is None or isinstance(test, Constant):
        return Walk(refused=_ENDLESS)
    emptied = _emptied(test)
    if emptied is not None:
        return _taking(scope, step, emptied, body)
    match test:
        case Operation(operator="<", operands=(Name() as index, bound)):
            return _counting(scope, step, index, bound, body)
        case Operation(operator=">", operands=(bound, Name() as index)):
            return _counting(scope, step, index, bound, body)
        case _:
            return Walk(refused=_UNREAD)


def _emptied(test: Expr) -> Name | None:
    """The list of `while items`, `while len(items)` and `while len(items) > 0`."""
    match test:
        case Name():
            return test
        case Operation(operator=">" | "!=", operands=(inner, Constant(type="int", value=0))):
            return _measured(inner)
        case _:
            return _measured(test)


def _measured(expr: Expr) -> Name | None:
    """`items` of `len(items)`"""
    match expr:
        case Call(callee=Name(id="len"), args=(only,)) if isinstance(only.value, Name):
            return only.value
        case _:
            return None


def _taking(scope: Scope, step: Step, items: Name, body: tuple[Step, ...]) -> Walk:
    """`while items: item = items.pop()`"""
    found = members(scope.type_of(items, step))
    if not scope.is_local(items.id) or len(found) != 1 or found[0].name not in _TAKEN:
        return Walk(refused=f"whether `{items.id}` is a list or a queue is not known")
    if scope.place_of(items, step).kind not in _OWNED and (
        scope.function.is_async or scope.place_of(items, step).kind != "parameter"
    ):
        return Walk(refused=f"somebody else may put more into `{items.id}` meanwhile")
    takes = [s for s in body if _takes(s, items, _TAKEN[found[0].name])]
    if not takes or takes[0] is not body[0]:
        return Walk(refused=_UNREAD)
    first = takes[0]
    for inner in steps_within(body):
        if inner is first:
            continue
        grown = inner.kind == "augment" and items in inner.targets
        for part in (p for e in expressions(inner) for p in walk(e)):
            match part:
                case Call(callee=Attribute(value=value, name=name)) if value == items:
                    grown = grown or name in _GROWING
                    if name not in _GROWING and name not in ("count", "index", "copy"):
                        return Walk(refused=f"the loop changes `{items.id}` otherwise, too")
        if grown:
            return Walk(
                refused=f"the loop puts more into `{items.id}` as it goes: a walk through a graph"
            )
    return Walk(first.targets[0], items, (first,), frozenset([items.id]))


def _takes(step: Step, items: Name, methods: frozenset[str]) -> bool:
    """Whether a step is `item = items.pop()` or of that kind, from one of its ends."""
    if step.kind != "assign" or len(step.targets) != 1:
        return False
    match step.value:
        case Call(callee=Attribute(value=value, name=name), args=args) if value == items:
            ends = not args or (name == "pop" and [a.value for a in args] == [Constant("int", 0)])
            return name in methods and ends and bool(set(bound_names(step.targets[0])))
        case _:
            return False


def _counting(scope: Scope, step: Step, index: Name, bound: Expr, body: tuple[Step, ...]) -> Walk:
    """`i = 0; while i < len(items): item = items[i]; ...; i += 1`"""
    items = _measured(bound)
    if items is None or not scope.is_local(index.id):
        return Walk(refused=_UNREAD)
    if not _is_sequence(scope, items, step):
        return Walk(refused=f"whether `{items.id}` is a list or a queue is not known")
    changes = [s for s in steps_within(body) if index.id in names_bound(replace(s, blocks=()))]
    moves = [s for s in body if _moves_on(s, index)]
    if len(changes) != 1 or len(moves) != 1 or changes[0] is not moves[0]:
        return Walk(refused=f"`{index.id}` is changed by more than one step forward in each turn")
    before = [
        b
        for b in scope.reaching(index.id, step)
        if not step.span.contains(b.step.span.line) and b.step is not step
    ]
    if len(before) != 1 or before[0].how != "value" or before[0].value != Constant("int", 0):
        return Walk(refused=f"the first value of `{index.id}` is not known to be 0")
    element = Item(items, index)
    first = body[0]
    if first.kind == "assign" and first.value == element and len(first.targets) == 1:
        alias = element if moves[0] is body[-1] else None
        return Walk(first.targets[0], items, (first, moves[0]), frozenset([index.id]), alias)
    if moves[0] is not body[-1]:
        return Walk(refused=_UNREAD)
    used = {
        p.id
        for s in steps_within(body)
        for e in expressions(s)
        for p in walk(e)
        if isinstance(p, Name)
    }
    name = next(n for n in _names(items.id) if not scope.is_local(n) and n not in used)
    return Walk(Name(name), items, (moves[0],), frozenset([index.id]), element)


def _is_sequence(scope: Scope, items: Name, step: Step) -> bool:
    found = members(scope.type_of(items, step))
    return bool(found) and all(p.name in _SEQUENCES for p in found)


def _moves_on(step: Step, index: Name) -> bool:
    """`i += 1` or `i = i + 1`"""
    one = Constant("int", 1)
    if step.kind == "augment":
        return step.targets == (index,) and step.operator == "+" and step.value == one
    return (
        step.kind == "assign"
        and step.targets == (index,)
        and step.value in (Operation("+", (index, one)), Operation("+", (one, index)))
    )


def _names(items: str) -> list[str]:
    short = singular(items)
    plain = [short] if short != items else []
    return [*plain, "item", f"{items}_item", *(f"item_{n}" for n in range(2, 9))]
