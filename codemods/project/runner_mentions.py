"""What else a function does with the SQL text and the values that it is handed, beside running it.

For many keys it is handed another text and other values. A check of them, a connection chosen by
them, an early return: none of these need come out as it did for one key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Choice,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    ShortCircuit,
    Step,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.spans import Span
from codemods.project.effects import Effects
from codemods.project.own_names import asks_for_names
from codemods.project.queries import Asker
from codemods.project.scope import Scope

_NO = Constant("none", None)


def running(exprs: Iterable[Expr], text: str) -> list[Call]:
    """The calls that get the text, each the outermost of its expression."""
    found: list[Call] = []
    for expr in exprs:
        for part in walk(expr):
            if isinstance(part, Call) and _holds(part, text):
                found.append(part)
                break
    return found


def looks_at_given(
    effects: Effects,
    scope: Scope,
    body: Sequence[Step],
    given: frozenset[str],
    ran: Sequence[Span],
) -> bool:
    """Whether something looks at the text or the values that neither runs nor writes them down.

    `ran` is where the calls stand that run the text.
    """
    for step, raising in _in_order(body, False):
        if raising and step.kind == "raise":
            continue  # what an error of the database is turned into
        if step.kind == "assign" and len(step.targets) == 1 and step.targets[0] in _names(given):
            continue  # `args = tuple(args)`: what it may be is looked at where it is run
        parts = [*expressions(step), *step.targets]
        if not any(_mentions(p, given, ran) or asks_for_names(scope, p) for p in parts):
            continue
        if step.kind != "expression" or not _writes_down(effects, scope, step):
            return True
    return False


def is_presence(test: Expr, name: Name) -> bool:
    """Whether a test only asks whether there is something: `args`, `args is not None`."""
    match test:
        case Operation(operator="is not", operands=(left, right)) if right == _NO:
            return left == name
        case _:
            return test == name


def _owners(body: Sequence[Step], text: str) -> list[Expr]:
    """What the rows of a text are fetched from: cursors that ran it, or that came of it."""
    found: list[Expr] = []
    for step in steps_within(tuple(body)):
        for call in running(expressions(step), text):
            if isinstance(call.callee, Attribute):
                found.append(call.callee.value)
            found += step.targets
            found += [i.target for i in step.items if i.target is not None]
    return found


def are_titles(asker: Asker, text: str, expr: Expr) -> bool:
    """Whether an expression lists the names of the columns: `[c[0] for c in cur.description]`."""
    if isinstance(expr, Name):
        opened = Asker(asker.effects, asker.scope, asker.at).opened(expr)
        if opened is None:
            every = [
                s.value
                for s in steps_within(asker.scope.function.body)
                if s.kind == "assign" and s.targets == (expr,)
            ]
            opened = every[0] if len(every) == 1 else None
        known = opened is not None and not isinstance(opened, Name)
        return known and opened is not None and are_titles(asker, text, opened)
    match expr:
        case Comprehension(elements=(element,), clauses=(clause,)) if not clause.conditions:
            listed, target = clause.iterable, clause.target
            if isinstance(listed, ShortCircuit) and listed.operands[-1] == Display("list", ()):
                listed = listed.operands[0]  # a query always has columns
            described = (
                isinstance(listed, Attribute)
                and listed.name == "description"
                and listed.value in _owners(asker.scope.function.body, text)
            )
            return described and element in (
                Item(target, Constant("int", 0)),
                Attribute(target, "name"),
            )
        case _:
            return False


def returns_early(steps: Sequence[Step]) -> bool:
    """Whether one of the steps may end the function before the rows are asked for."""
    return any(s.kind == "return" for s in steps_within(tuple(steps)))


def _in_order(steps: Sequence[Step], raising: bool) -> Iterator[tuple[Step, bool]]:
    for step in steps:
        yield step, raising
        for block in step.blocks:
            yield from _in_order(block.steps, raising or _is_handler(block))


def _is_handler(block: Block) -> bool:
    return block.role == "handler"


def _names(given: frozenset[str]) -> list[Name]:
    return [Name(n) for n in given]


def _mentions(expr: Expr, given: frozenset[str], ran: Sequence[Span]) -> bool:
    """Whether a text or a value stands anywhere but among what is handed to what runs it."""
    if isinstance(expr, Name):
        return expr.id in given
    if isinstance(expr, Call) and expr.span in ran:
        return _mentions(expr.callee, given, ())
    if isinstance(expr, Choice) and any(is_presence(expr.test, n) for n in _names(given)):
        # `execute(sql, args) if args else execute(sql)`
        return any(_mentions(e, given, ran) for e in (expr.then, expr.otherwise))
    return any(_mentions(c, given, ran) for c in children(expr))


def _holds(call: Call, text: str) -> bool:
    return any(Name(text) in walk(a.value) for a in call.args)


def _writes_down(effects: Effects, scope: Scope, step: Step) -> bool:
    """Whether a step does no more than tell a log, and look at the clock for it."""
    taken = [p for s in steps_within((step,)) for e in expressions(s) for p in walk(e)]
    cut = all(
        isinstance(p.key, Operation) and p.key.operator == "slice"
        for p in taken
        if isinstance(p, Item)
    )
    return all(
        e.resource == "log"
        or (e.kind == "read" and e.resource in ("state", "clock"))
        or (cut and e.kind == "raise" and e.target == "LookupError")  # a piece may be empty
        for e in effects.of_steps(scope, (step,)).effects
    )


def only_tells(effects: Effects, scope: Scope, step: Step) -> bool:
    """Whether a condition decides about nothing but a line in a log: `if took > 1: log(...)`.

    What it takes of the rows must be there whatever they are, and their number.
    """
    inside = list(steps_within((step,)))
    if any(s.kind not in ("if", "expression", "pass") for s in inside):
        return False
    if any(isinstance(p, Item | Await) for s in inside for e in expressions(s) for p in walk(e)):
        return False
    return _writes_down(effects, scope, step)


__all__ = [
    "are_titles",
    "is_presence",
    "looks_at_given",
    "only_tells",
    "returns_early",
    "running",
]
