"""When the items of a generator expression are computed: at once, until one is found, or later."""

from __future__ import annotations

from typing import Literal

from codemods.model.code import (
    Attribute,
    Call,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
    Spread,
    Step,
    expressions,
    walk,
)
from codemods.patterns._batch_case import Case, No, Reader

# They go through all items before anything else happens.
_WHOLE = frozenset(["dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple"])
_UNTIL = frozenset(["all", "any"])
_COLLECTING = frozenset(["collections.Counter", "collections.deque", "collections.OrderedDict"])
When = Literal["at once", "until one is found", "later"]


def check_generators(reader: Reader, case: Case) -> None:
    """Whether all queries of a generator expression run where it stands."""
    found = case.found
    if found.gathered is not None:
        return
    for frame in found.frames[case.start :]:
        made = frame.comprehension
        if made is None or made.type != "generator":
            continue
        when = computed(reader, made, found.step)
        if when == "later":
            raise No("a generator computes its items when they are asked for, one by one", "B05")
        if when == "until one is found" and not case.early:
            case.early = True
            case.missing.append(
                "how many items there are: they are asked until one is found, the batch reads for all"
            )


def computed(reader: Reader, made: Comprehension, step: Step) -> When:
    """When the items of a generator expression in a step are computed; others compute at once."""
    if made.type != "generator":
        return "at once"
    for part in (p for e in expressions(step) for p in walk(e)):
        match part:
            case Call(callee=callee, args=args) if any(a.value is made for a in args):
                return _by(
                    reader,
                    callee,
                    args[0].value is made,
                    next(a.star for a in args if a.value is made),
                )
            case Display(items=items) if any(
                isinstance(i, Spread) and i.value is made for i in items
            ):
                return "at once"
            case Operation(operator="in" | "not in", operands=(_, second)) if second is made:
                return "until one is found"
    return "later"


def _by(reader: Reader, callee: Expr, is_first: bool, star: str) -> When:
    """When a call that is given a generator goes through it."""
    if star:
        return "at once"
    match callee:
        case Attribute(value=Constant(), name="join"):
            return "at once"
        case Name(id="next") if is_first:
            return "until one is found"
    symbol = reader.scope.symbol_of(callee)
    name = symbol.name.removeprefix("builtins.") if symbol is not None else ""
    if name in _UNTIL:
        return "until one is found"
    return "at once" if name in _WHOLE or name in _COLLECTING else "later"
