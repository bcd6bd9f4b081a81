"""What a function is that runs the SQL text it is handed, with the values it is handed.

Text and values go on as they are, what comes back is at most shaped row by row, and nothing else is
done that shows: no error is kept, nothing is counted or remembered. How the function comes by its
connection is its own affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.handing import Handing
from codemods.languages.python.queries.rawcalls import put_by
from codemods.languages.python.queries.rawform import Put
from codemods.languages.python.queries.reading import changed, method
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Choice,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Function,
    Name,
    ShortCircuit,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Summary
from codemods.model.queries import Unreadable
from codemods.project.effects import Effects
from codemods.project.purity import names_bound
from codemods.project.queries import Asker
from codemods.project.rowmaking import Made, made_of
from codemods.project.runner_mentions import (
    are_titles,
    is_presence,
    looks_at_given,
    running,
)
from codemods.project.runner_steps import (
    DATABASE,
    Inside,
    Other,
    check_contexts,
    check_decorators,
    check_rest,
    in_order,
    settled,
    what_else,
)
from codemods.project.scope import Scope
from codemods.project.shaping import folded
from codemods.project.types import Type

_MOST_LAYERS = 4
_MOST_STEPS = 24
_EXECUTES = frozenset(["execute"])
_ROWS = "<rows>"


@dataclass(frozen=True, slots=True)
class Runner:
    """What is known of such a function: which parameters hold text and values, and what it gives."""

    driver: str
    text: str
    values: str
    handing: Handing
    made: Made
    through: str
    cursor: bool = False  # it gives the cursor, from which the rows are still to be fetched


@dataclass(frozen=True, slots=True)
class NoRunner:
    """A function that runs a text and does something else, too; which parameter holds the text."""

    text: str
    reason: str
    trap: str = "B45"


def runner_of(
    effects: Effects, function: Function, self_type: Type | None, depth: int = 0
) -> Runner | NoRunner | None:
    """What a function is that runs a text; a reason when it is nearly one; None when it is none."""
    key = ("runner", function.name, function.span.line, self_type, function.given)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = None
        memo[key] = _read(effects, function, self_type, depth)
    return memo[key]  # type: ignore[return-value]


def _read(
    effects: Effects, function: Function, self_type: Type | None, depth: int
) -> Runner | NoRunner | None:
    """The function as a runner. Whatever is not understood makes it none."""
    scope = Scope(effects.project, function, self_type)
    if not any(p.name != scope.receiver for p in function.parameters):
        return None
    summary = effects.of_function(function, self_type)
    decided = {e.decided_by[0] for e in summary.effects if e.decided_by and e.resource == DATABASE}
    if len(decided) != 1:
        return None
    (text,) = decided
    short = function.name.rpartition(".")[2]
    try:
        return _understood(effects, scope, text, summary, depth)
    except Other as other:
        return NoRunner(text, f"`{short}` {other}", other.trap)


def _understood(
    effects: Effects, scope: Scope, text: str, summary: Summary, depth: int
) -> Runner | None:
    function = scope.function
    check_decorators(effects, function)
    body = list(function.body)
    if body and body[0].kind == "expression" and isinstance(body[0].value, Constant):
        body = body[1:]
    steps = in_order(body)
    last = steps[-1] if steps else None
    if last is None or last.kind != "return" or last.value is None or len(steps) > _MOST_STEPS:
        return None
    contexts = [s for s in steps if s.kind == "with"]
    check_contexts(scope, contexts)
    reason = what_else(text, summary)
    if reason is not None:
        raise Other(f"does more than run its SQL: {reason}")
    made = folded([s for s in steps[:-1] if s.kind != "with"], last)
    asker = Inside(effects, scope, last, depth + 1)
    asker.steps = steps
    source = _source(asker, made[1], last) if made is not None else None
    if made is None or source is None:
        return None
    check_rest(asker, text, made[0])
    put, value, cursor, part = source
    bare = put.driver == "text" and put.runs is None and len(put.chain.links) == 1
    if bare and value == Name(_ROWS) and put.answer == "all":
        raise Other("gives a result that is read elsewhere")
    held = _values_parameter(asker, put)
    if _parameter(asker, put.text) != text or held is None:
        return None
    asked = [part, *(e for s in asker.consumed for e in expressions(s))]
    ran = [call.span for call in running(asked, text)]
    if looks_at_given(effects, scope, function.body, frozenset((text, held[1])), ran):
        raise Other("looks at the text or the values that it runs")
    shape = made_of(value, _ROWS, _came(asker, put), lambda e: are_titles(asker, text, e))
    if shape is None:
        raise Other("makes something of its rows that is not understood")
    through = _through(asker, put, contexts)
    return Runner(put.driver, text, held[1], held[0], shape, through, cursor)


def _came(asker: Asker, put: Put) -> Made:
    """The rows as the text brings them."""
    style = put.style
    if style is None:
        style = asker.row_style(put.driver, put.chain.root)
    row = put.runs.row if put.runs is not None else ""
    return Made(put.answer, put.single, style, row)


def _source(asker: Inside, value: Expr, last: Step) -> tuple[Put, Expr, bool, Expr] | None:
    """The part of a returned value that puts the text, and the value around it.

    The third says whether that part is but the cursor, from which callers fetch; the last is the part.
    """
    scope, at = asker.scope, last
    for _ in range(_MOST_LAYERS):
        for part, asked, cursor in _candidates(value, scope.function.is_async):
            asker.at = at
            asker.consumed.clear()
            put = put_by(asked, asker)
            if isinstance(put, Unreadable):
                raise Other(f"hands it on: {put.reason}", put.trap)
            if put is not None:
                whole = changed(value, lambda p, part=part: Name(_ROWS) if p == part else None)  # type: ignore[misc]
                return put, whole, cursor, part
        names = [p for p in walk(value) if isinstance(p, Name) and p.id not in scope.parameters]
        opened: Name | None = None
        inner: Expr | None = None
        for name in names:
            asker.at = at
            asker.consumed.clear()
            inner = asker.opened(name) if scope.is_local(name.id) else None
            if inner is not None and any(isinstance(p, Call) for p in walk(inner)):
                opened = name
                break
        if opened is None or inner is None or asker.at is None:
            return None
        at = asker.at
        value = changed(value, lambda p, n=opened, i=inner: i if p == n else None)  # type: ignore[misc]
    return None


def _candidates(value: Expr, is_async: bool) -> Iterator[tuple[Expr, Expr, bool]]:
    """Parts of a value that may be rows, each as what fetches them; or the cursor, as a whole."""
    for part in walk(value):
        if isinstance(part, Name | Await | Call):
            yield part, part, False
    for part in walk(value):
        match part:
            case Comprehension(clauses=(Clause(iterable=rows, is_async=False), *_)):
                yield rows, method(rows, "fetchall"), False
            case Call(callee=Name(id="list"), args=(only,)) if not only.star:
                yield only.value, method(only.value, "fetchall"), False
            case _:
                pass
    fetched = method(value, "fetchall")
    yield value, Await(fetched, 0, fetched.span) if is_async else fetched, True


def _parameter(asker: Asker, expr: Expr | None) -> str:
    """The parameter of which an expression is the value, as it was handed in."""
    match expr:
        case Name(id=name) if name in asker.scope.parameters:
            return name if _is_kept(asker, name) else ""
        case _:
            return ""


def _is_kept(asker: Asker, name: str) -> bool:
    """Whether a parameter has the value it was handed, or what stands for none: `args or ()`."""
    for step in steps_within(asker.scope.function.body):
        if name not in names_bound(replace(step, blocks=())):
            continue
        alone = step.kind == "assign" and step.targets == (Name(name),)
        if not alone or _plain(step.value, name) != Name(name):
            return False
    return True


def _plain(expr: Expr | None, name: str) -> Expr | None:
    """Values as they were handed: `tuple(args)`, `args or ()`."""
    match expr:
        case Call(callee=Name(id="tuple" | "list" | "dict"), args=(only,)) if not only.star:
            return _plain(only.value, name)
        case ShortCircuit(
            operator="or", operands=(first, Display(items=()) | Constant(value=None))
        ):
            return _plain(first, name)
        case Choice(test=test, then=then, otherwise=Display(items=()) | Constant(value=None)):
            return _plain(then, name) if is_presence(test, Name(name)) else expr
        case _:
            return expr


def _values_parameter(asker: Asker, put: Put) -> tuple[Handing, str] | None:
    """The parameter that holds the values, and how a caller hands them."""
    if len(put.values) != 1:
        return None
    (given,) = put.values
    if put.handing == "star" and given.star != "*":
        return None
    if put.handing == "keywords" and given.star != "**":
        return None
    names = [p.id for p in walk(given.value) if isinstance(p, Name)]
    known = [n for n in names if n in asker.scope.parameters]
    if not known:
        return None
    expr = _plain(given.value, known[0])
    name = _parameter(asker, expr)
    if not name:
        return None
    kind = asker.scope.parameters[name].kind
    if kind == "args":
        return "star", name
    return ("keywords", name) if kind == "kwargs" else ("one", name)


def _through(asker: Asker, put: Put, contexts: Sequence[Step]) -> str:
    """The connection that a text goes through, and what is entered for it, in words."""
    bound = {p.id for s in contexts for i in s.items if i.target for p in walk(i.target)
             if isinstance(p, Name)}  # fmt: skip
    entered = [spell(settled(asker, i.context, bound)) for s in contexts for i in s.items]
    root = settled(asker, put.chain.root, bound)
    for _ in range(_MOST_LAYERS):
        root = root.value if isinstance(root, Await) else root
        if isinstance(root, Call) and isinstance(root.callee, Attribute):
            if root.callee.name in ("cursor", *_EXECUTES) and not root.args:
                root = root.callee.value
    if put.runs is not None:
        # A method of the same object, or a function, is known by what it does itself.
        alone = root == Name(asker.scope.receiver or "") or root == put.call.callee
        return " ".join([*entered, f"{'' if alone else f'{spell(root)}.'}{put.runs.through}"])
    shown = "" if isinstance(root, Name) and root.id in bound else spell(root)
    return " ".join([*entered, shown])


__all__ = ["NoRunner", "Runner", "runner_of"]
