"""Functions whose body is a query: a query over their parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Comprehension,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Step,
    walk,
)
from codemods.model.queries import Query, Unreadable
from codemods.project import calls
from codemods.project.absence import exception_of, raised_without
from codemods.project.calls import Target
from codemods.project.decorators import decorator_kinds
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.keeping import keeps_errors
from codemods.project.purity import may_raise
from codemods.project.queries import Asker, read_existence, read_query
from codemods.project.scope import Scope
from codemods.project.shaping import (
    NONE,
    Shape,
    absent,
    around,
    folded,
    free_names,
    is_empty_list,
    why_not,
)
from codemods.project.threads import Thread, in_thread
from codemods.project.types import Type

Handed = tuple[tuple[str, Type], ...]

_MOST_LAYERS = 5
_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Helper:
    """A function that does nothing but put a query, or hand on to another one that does.

    `contexts` are the `with` steps around the query, outermost first. For a function that hands on,
    `inner` is the call it makes.
    """

    function: Function
    self_type: Type | None
    query: Query
    answer: Expr  # what it returns, as it stands there
    at: Step
    contexts: tuple[Step, ...] = ()
    inner: HelperCall | None = None
    raises: Expr | None = None  # the exception it makes itself when there is no row
    shape: Shape | None = None  # what it makes of the rows; `query` says what comes of them
    handed: Handed = ()  # the types that the call at hand gives to parameters without one


@dataclass(frozen=True, slots=True)
class HelperCall:
    """A call of a helper: which expression each of its parameters gets."""

    call: Call
    helper: Helper | None
    query: Query | Unreadable
    bound: Mapping[str, Expr | None]
    awaited: bool
    target: Target
    thread: Thread | None = None  # what has it made in a thread, and is awaited for it

    def made(self, call: Call) -> Expr:
        """Another call in its place, awaited or made in a thread as it is."""
        if self.thread is not None:
            return self.thread.making(call)
        return Await(call, 0, call.span) if self.awaited else call

    @property
    def beside(self) -> tuple[Expr, ...]:
        """What stands around it and is evaluated with it."""
        return self.thread.beside if self.thread is not None else ()


def helper_call(
    effects: Effects, scope: Scope, expr: Expr, at: Step, depth: int = 0
) -> HelperCall | None:
    """The helper that a call runs, when it is the only code that the call may run."""
    awaited = isinstance(expr, Await)
    call = expr.value if isinstance(expr, Await) else expr
    if not isinstance(call, Call) or depth > _MOST_LAYERS:
        return None
    thread = in_thread(scope, call, at) if awaited else None
    if thread is not None:
        call, awaited = thread.inner, False
    targets = calls.targets(scope, call, at)
    if any(t.kind != "function" or t.function is None for t in targets):
        return None
    target = targets[0]
    function = target.function
    if function is None or function.is_async != awaited or function.is_generator:
        return None
    if len(targets) > 1:
        if any(
            isinstance(helper_of(effects, t.function, t.self_type, depth), Helper)
            for t in targets
            if t.function
        ):
            return HelperCall(
                call, None, Unreadable(f"`{describe(call.callee)}` may run several functions"),
                {}, awaited, target, thread,
            )  # fmt: skip
        return None
    bound = calls.bind(scope.project, call, function)
    handed = by_name(calls.passed_types(scope, bound, function, at))
    self_type = target.self_type if function.owner else None
    found = helper_of(effects, function, self_type, depth, handed)
    if found is None:
        return None
    if isinstance(found, Unreadable):
        return HelperCall(call, None, found, {}, awaited, target, thread)
    if any(a.star for a in call.args):
        return HelperCall(
            call, None, Unreadable("its arguments are not known"), {}, awaited, target
        )
    query = replace(found.query, is_async=True) if thread is not None else found.query
    return HelperCall(call, found, query, bound, awaited, target, thread)


def by_name(types: Mapping[str, Type]) -> Handed:
    """Types of parameters in a fixed order."""
    return tuple(sorted(types.items(), key=lambda h: h[0]))


def helper_of(
    effects: Effects,
    function: Function,
    self_type: Type | None,
    depth: int = 0,
    handed: Handed = (),
) -> Helper | Unreadable | None:
    """The query that a function is; a reason when it is nearly one; None when it is none.

    `handed` are the types that the call at hand gives to parameters that have none.
    """
    key = ("helper", function.name, function.span.line, self_type, handed)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = None
        memo[key] = _read(effects, Scope(effects.project, function, self_type, dict(handed)), depth)
    return memo[key]  # type: ignore[return-value]


def _read(effects: Effects, scope: Scope, depth: int) -> Helper | Unreadable | None:
    plain = _read_plain(effects, scope, depth)
    found = plain
    if not isinstance(plain, Helper) and (plain is None or plain.trap == "B45"):
        found = _read_shaped(effects, scope, depth) or plain
    if isinstance(found, Helper):
        return replace(found, handed=by_name(scope.arguments))
    return found or _keeping_errors(effects, scope, depth)


def _keeping_errors(effects: Effects, scope: Scope, depth: int) -> Unreadable | None:
    """A reason for a function that would be a query, but for what it does with errors."""
    body = scope.function.body
    if body and body[0].kind == "expression" and isinstance(body[0].value, Constant):
        body = body[1:]
    if not body or body[0].kind != "try" or any(s.kind != "return" for s in body[1:]):
        return None
    tried = next((b.steps for b in body[0].blocks if b.role == "body"), ())
    function = replace(scope.function, body=(*tried, *body[1:]))
    inner = Scope(effects.project, function, scope.self_type, scope.arguments)
    if _read(effects, inner, depth) is None:
        return None
    if any(b.role == "handler" for b in body[0].blocks):
        return Unreadable(
            f"`{function.name}` has an answer of its own for errors of each query", "B08"
        )
    return Unreadable(f"`{function.name}` does more than its query", "B45")


def _read_plain(effects: Effects, scope: Scope, depth: int) -> Helper | Unreadable | None:
    function, self_type = scope.function, scope.self_type
    found_body = _body(scope)
    if found_body is None:
        return None
    body, contexts = found_body
    last, value = body[-1], body[-1].value
    if value is None or any(s.kind not in ("assign", "expression", "if") for s in body[:-1]):
        return None
    swallowed = _swallowed(scope, contexts)
    if swallowed is not None:
        return swallowed
    asker = Asker(effects, scope, last)
    opened: Expr = value
    existence = read_existence(asker, value)
    query = existence if existence and not existence.denied else read_query(asker, value)
    consumed = list(asker.consumed)
    if isinstance(query, Query) and len(body) >= 2 and isinstance(value, Name):
        guard = body[-2]
        raised = None
        if guard not in consumed and query.gives == "entity":
            raised = raised_without(asker, guard, value, query)
        if raised is not None:
            asker.at = last
            answer = asker.opened(value)
            name = exception_of(asker, raised)
            if answer is None or not name:
                return Unreadable(f"what `{function.name}` raises is not known")
            if _others(body[:-2], consumed):
                return Unreadable(f"`{function.name}` does more than its query", "B45")
            decorated = _decorators(effects, function)
            if decorated is not None:
                return decorated
            found_query = replace(query, answer="one", missing=name)
            return Helper(
                function, self_type, found_query, answer, last, tuple(contexts), None, raised
            )
    if query is None and isinstance(value, Name):
        inner = asker.opened(value)
        if inner is not None:
            opened = inner
            found = helper_call(effects, scope, inner, last, depth + 1)
            consumed = list(asker.consumed)
            before = body[-2] if len(body) >= 2 and body[-2] not in consumed else None
            asked = found.query if found is not None and before is not None else None
            raised = None
            if before is not None and isinstance(asked, Query) and asked.gives == "entity":
                raised = raised_without(asker, before, value, asked)
            if found is not None and raised is not None:
                body = [*body[:-2], last]
            if found is not None:
                handing = _handing_on(
                    effects, function, self_type, found, inner, last, contexts, body, consumed
                )
                if raised is None or not isinstance(handing, Helper):
                    return handing
                return _raising(asker, handing, raised)
    if query is None:
        found = helper_call(effects, scope, value, last, depth + 1)
        if found is None:
            return None
        return _handing_on(effects, function, self_type, found, value, last, contexts, body, [])
    if isinstance(query, Unreadable):
        return query
    if _others(body[:-1], consumed):
        return Unreadable(f"`{function.name}` does more than its query", "B45")
    decorated = _decorators(effects, function)
    if decorated is not None:
        return decorated
    contexts = [c for c in contexts if c not in consumed]
    return Helper(function, self_type, query, opened, last, tuple(contexts))


def _body(scope: Scope) -> tuple[list[Step], list[Step]] | None:
    """The statements of a function that ends with what it returns, and the blocks it opens."""
    body = list(scope.function.body)
    if body and body[0].kind == "expression" and isinstance(body[0].value, Constant):
        body = body[1:]
    texts: list[Step] = []
    while body and (names_text(body[0]) or is_empty_list(body[0])):
        texts.append(body.pop(0))
    while len(body) > 1 and _may_put_together(body[0]) and any(s.kind == "with" for s in body[1:]):
        texts.append(body.pop(0))
    contexts: list[Step] = []
    while body and body[0].kind == "with" and len(body[0].blocks) == 1:
        # What stands behind the block only shapes what was read in it, or else nothing is found.
        contexts.append(body[0])
        body = [*body[0].blocks[0].steps, *body[1:]]
    if not body or len(body) > _MOST_STEPS or body[-1].kind != "return" or body[-1].value is None:
        return None
    return [*texts, *body], contexts


def _may_put_together(step: Step) -> bool:
    """Whether a step before a block may be a part of the query in it: `statement = select(...)`."""
    alone = step.kind == "assign" and len(step.targets) == 1 and isinstance(step.targets[0], Name)
    return (
        alone and step.value is not None and not any(isinstance(p, Await) for p in walk(step.value))
    )


def _swallowed(scope: Scope, contexts: list[Step]) -> Unreadable | None:
    for step in contexts:
        for item in step.items:
            if keeps_errors(scope, item.context, step, item.target, any_error=True):
                return Unreadable(f"`{describe(item.context)}` may swallow an error", "B08")
    return None


def _read_shaped(effects: Effects, scope: Scope, depth: int) -> Helper | Unreadable | None:
    """A helper that makes something of the rows: `Order(**row) if row else None`."""
    function, self_type = scope.function, scope.self_type
    found_body = _body(scope)
    if found_body is None:
        return None
    body, contexts = found_body
    last = body[-1]
    made = folded(body[:-1], last)
    if made is None or any(s.kind not in ("assign", "expression", "if") for s in made[0]):
        return None
    steps, value = made
    asker = Asker(effects, scope, last)
    source = _source(asker, scope, steps, value, last, depth)
    if source is None:
        return None
    expr, name, at, query, inner = source
    consumed = list(asker.consumed)
    value = changed(value, lambda p: Name(name) if p == expr else None)
    raised = None
    if steps and steps[-1] not in consumed:
        raised = raised_without(asker, steps[-1], Name(name), query)
        if raised is None:
            return None
        exception = exception_of(asker, raised)
        if not exception:
            return Unreadable(f"what `{function.name}` raises is not known")
        query = replace(query, answer="one", missing=exception)
        steps = steps[:-1]
    if _others(steps, consumed) or query.gives == "exists":
        return None
    shape = Shape(name, value, query)
    reason = why_not(effects, asker, shape, expr, last)
    if reason is not None:
        return Unreadable(reason, "B45")
    refused = _decorators(effects, function) or _swallowed(scope, contexts)
    if refused is not None:
        return refused
    if inner is not None and contexts:
        return None
    of_row = {p for p in walk(value) if isinstance(p, Attribute) and p.value == Name(name)}
    fails = may_raise(effects, scope, value, last, known=frozenset(of_row)) or ""
    told = replace(query, shaped=True, gives="row", lazy=False, fails=query.fails or fails)
    if query.answer != "one":
        nothing = absent(shape)
        if nothing is None:
            return Unreadable(f"what `{function.name}` makes of no row is not known", "B45")
        if query.answer == "all" and nothing != Display("list", ()):
            told = replace(told, answer="first")
        if told.answer != "all":
            told = replace(told, default=None if nothing == NONE else nothing)
    contexts = [c for c in contexts if c not in consumed]
    return Helper(function, self_type, told, expr, at, tuple(contexts), inner, raised, shape)


def _source(
    asker: Asker, scope: Scope, steps: list[Step], value: Expr, last: Step, depth: int
) -> tuple[Expr, str, Step, Query, HelperCall | None] | None:
    """The query that a returned expression is made of: where it is, and the name it has there."""

    def read(expr: Expr, at: Step) -> tuple[Query, HelperCall | None] | None:
        asker.at = at
        query = read_query(asker, expr)
        if isinstance(query, Query):
            return query, None
        if query is not None:
            return None
        call = helper_call(asker.effects, scope, expr, at, depth + 1)
        if call is None or call.helper is None or isinstance(call.query, Unreadable):
            return None
        return call.query, call

    if isinstance(value, Comprehension) and isinstance(value.clauses[0].iterable, Await | Call):
        # `[Order.of(row) for row in result.scalars()]`: the rows, not the result they come from
        rows = value.clauses[0].iterable
        found = read(rows, last)
        if found is not None:
            return rows, _free("rows", value, scope), last, *found
        asker.consumed.clear()
    locals_ = [n for n in free_names(value) if scope.is_local(n) and n not in scope.parameters]
    if len(locals_) == 1:
        name = locals_[0]
        made = [s for s in steps if s.kind == "assign" and s.targets == (Name(name),)]
        if len(made) != 1 or made[0].value is None or len(scope.reaching(name, last)) != 1:
            return None
        found = read(made[0].value, made[0])
        used = sum(part == Name(name) for part in walk(value))
        wholes = {p for p in walk(value) if isinstance(p, Item) and p.value == Name(name)}
        if len(wholes) == 1 and sum(part in wholes for part in walk(value)) == used:
            # `row[0] or 0`: the one column of the row, which the library's reader knows better.
            (whole,) = wholes
            column = (
                read(whole, last)
                if around(value, next(p for p in walk(value) if p == whole))
                else None
            )
            if column is not None:
                return whole, _free("value", value, scope), last, *column
        if found is None or (found[0].lazy and found[1] is None and used > 1):
            return None  # rows that are read anew wherever they are looked at
        asker.consumed.append(made[0])
        return made[0].value, name, made[0], *found
    if locals_ or steps:
        return None
    for part in walk(value):
        if isinstance(part, Await | Call) and around(value, part):
            found = read(part, last)
            if found is not None:
                name = "rows" if found[0].answer == "all" else "row"
                return part, _free(name, value, scope), last, *found
    return None


def _free(wish: str, value: Expr, scope: Scope) -> str:
    taken = wish in free_names(value) or scope.is_local(wish)
    return f"{wish}_found" if taken else wish


def _others(steps: Sequence[Step], consumed: Sequence[Step]) -> bool:
    """Whether steps do more than what is in the query already, as a text that has a name is."""
    return any(s not in consumed and not names_text(s) for s in steps)


def names_text(step: Step) -> bool:
    match step.value:
        case Constant(type="str"):
            pass
        case Display(type="text", items=items) if all(isinstance(i, Constant) for i in items):
            pass
        case _:
            return False
    return step.kind == "assign" and all(isinstance(t, Name) for t in step.targets)


def _handing_on(
    effects: Effects,
    function: Function,
    self_type: Type | None,
    found: HelperCall,
    value: Expr,
    last: Step,
    contexts: list[Step],
    body: list[Step],
    consumed: list[Step],
) -> Helper | Unreadable | None:
    if isinstance(found.query, Unreadable) or found.helper is None:
        return found.query if isinstance(found.query, Unreadable) else None
    if contexts or _others(body[:-1], consumed):
        return Unreadable(f"`{function.name}` does more than its query", "B45")
    decorated = _decorators(effects, function)
    if decorated is not None:
        return decorated
    return Helper(function, self_type, found.query, value, last, (), found)


def _raising(asker: Asker, helper: Helper, raised: Expr) -> Helper | Unreadable | None:
    """A function that hands on, and makes an exception itself where it is given nothing."""
    query = helper.query
    name = exception_of(asker, raised)
    if not name:
        return Unreadable(f"what `{helper.function.name}` raises is not known")
    return replace(helper, query=replace(query, answer="one", missing=name), raises=raised)


def _decorators(effects: Effects, function: Function) -> Unreadable | None:
    for kind, name in decorator_kinds(effects.project, function):
        if kind == "cache":
            return Unreadable(f"`{function.name}` remembers its answers", "B44", quiet=True)
        if kind != "transparent" and name not in ("staticmethod", "classmethod"):
            return Unreadable(f"`{function.name}` is decorated with `{name}`")
    return None


def undecorated(effects: Effects, function: Function) -> bool:
    """Whether calling a function runs its body and nothing else."""
    return _decorators(effects, function) is None
