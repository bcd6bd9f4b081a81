"""Where queries run once per item: the loops of a function and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Choice,
    Closure,
    Comprehension,
    Constant,
    Expr,
    Function,
    Item,
    Name,
    Operation,
    ShortCircuit,
    Step,
    bound_names,
    children,
    expressions,
    steps_within,
)
from codemods.model.queries import Query, Unreadable
from codemods.patterns._batch_inside import Inside, asked_inside
from codemods.patterns._batch_itself import asked_of_itself
from codemods.patterns._batch_walks import Walk, walk_of
from codemods.project.effects import Effects
from codemods.project.helpers import HelperCall, helper_call
from codemods.project.queries import Asker, read_existence, read_query
from codemods.project.scope import Scope


@dataclass(frozen=True, slots=True)
class Frame:
    """Something around a query: a loop, a condition, or anything else that decides whether it runs.

    For a loop, `targets` and `iterable` say over what it goes (not for every `while`); for a condition, `test` must be true
    (or false, when `negated`).
    """

    kind: str  # loop, if, try, other
    step: Step
    targets: Expr | None = None
    iterable: Expr | None = None
    test: Expr | None = None
    negated: bool = False
    comprehension: Comprehension | None = None
    is_async: bool = False
    block: Block | None = None
    position: int = 0  # the index in the block of the step that leads on to the query
    walk: Walk | None = None  # how a `while` loop goes over its items

    def bound(self) -> frozenset[str]:
        return frozenset(bound_names(self.targets)) if self.targets is not None else frozenset()

    @property
    def own(self) -> tuple[Step, ...]:
        """The steps of a `while` loop that only move on."""
        return self.walk.own if self.walk is not None else ()


@dataclass(frozen=True, slots=True)
class Found:
    """A query (or the call of a helper that is one) in a loop."""

    expr: Expr
    step: Step
    frames: tuple[Frame, ...]  # outermost first
    query: Query | Unreadable
    consumed: tuple[Step, ...]
    helper: HelperCall | None = None
    comprehensions: tuple[Comprehension, ...] = ()
    gathered: Await | None = None  # `await gather(*(...))` around it, which is replaced as a whole
    written_in: Function | None = None  # the method of its model that a query was read from
    instead: Constant | None = None  # what that gives for an answer that is nothing
    inside: Inside | None = None  # the called function that asks, which does more than that

    @property
    def site(self) -> Expr:
        """The expression that goes; the call that stays, where the query stands in its function."""
        if self.inside is not None:
            return self.inside.site
        return self.gathered if self.gathered is not None else self.expr

    @property
    def asked(self) -> Expr:
        """The expression that asks, without the thread that it may be asked in."""
        if self.helper is not None and self.helper.thread is not None:
            return self.helper.call
        return self.expr


def find_queries(effects: Effects, scope: Scope, function: Function) -> Iterator[Found]:
    """All queries of a function that stand in a loop or a comprehension."""
    yield from _Walker(effects, scope).block(function.body, ())


class _Walker:
    def __init__(self, effects: Effects, scope: Scope) -> None:
        self.effects = effects
        self.scope = scope

    def block(self, steps: tuple[Step, ...], frames: tuple[Frame, ...]) -> Iterator[Found]:
        for position, step in enumerate(steps):
            yield from self._step(step, frames, position)

    def _step(self, step: Step, frames: tuple[Frame, ...], position: int) -> Iterator[Found]:
        if step.kind in ("function", "class"):
            return
        here = (*frames[:-1], _placed(frames[-1], position)) if frames else frames
        tests = step.kind in ("if", "while", "assert") or self._is_answer(step)
        for expr in expressions(step):
            if step.kind == "for" and step.is_async and expr is step.value:
                rows = self._gone_through(expr, step, here)
                if rows is not None:
                    yield rows
                    continue
            yield from self._expr(expr, step, here, (), tests and expr is step.value)
        for number, block in enumerate(step.blocks):
            frame = _frame(self.scope, step, block, number)
            yield from self.block(block.steps, (*here, frame))

    def _gone_through(self, expr: Expr, step: Step, frames: tuple[Frame, ...]) -> Found | None:
        """`async for order in user.orders.all()`, for which Tortoise awaits the query."""
        if not isinstance(expr, Call) or not any(f.kind == "loop" for f in frames):
            return None
        asker = Asker(self.effects, self.scope, step)
        query = read_query(asker, Await(expr, -1, expr.span))
        if not isinstance(query, Query) or query.library != "tortoise" or query.answer != "all":
            return None
        return Found(expr, step, frames, query, tuple(asker.consumed), None, ())

    def _is_answer(self, step: Step) -> bool:
        """Whether it gives a name to something of which only the truth is looked at."""
        if step.kind != "assign" or len(step.targets) != 1:
            return False
        if not isinstance(step.value, Await | Call) or not isinstance(step.targets[0], Name):
            return False
        return only_tested(self.scope.function.body, step.targets[0].id)

    def _expr(
        self,
        expr: Expr,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
        tested: bool = False,
    ) -> Iterator[Found]:
        """The queries in an expression; of one that is `tested` only the truth is looked at."""
        if isinstance(expr, Closure):
            return
        if isinstance(expr, Await):
            each = self._gathered(expr)
            if each is not None:
                yield from self._each(expr, each, step, frames, inside)
                return
        looped = any(f.kind == "loop" for f in frames)
        if looped and isinstance(expr, Attribute):
            inlined = self._inlined(expr, step, frames, inside)
            if inlined is None and self._is_rows(expr, step):
                inlined = self._read(expr, step, frames, inside)
            if inlined is not None:
                yield inlined
                return
        if looped and isinstance(expr, Await | Call | Item | Operation):
            found = self._existence(expr, step, frames, inside, tested)
            if found is None:
                found = self._read(expr, step, frames, inside)
            if found is None or does_more(found):
                behind = list(self._behind(expr, step, frames, inside))
                yield from behind
                found = None if behind else found
            if found is not None:
                yield found
                if not isinstance(found.query, Unreadable) or not found.query.quiet:
                    return
                # What a write is given may be asked for, but its rows are its own.
                call = expr.value if isinstance(expr, Await) else expr
                for arg in call.args if isinstance(call, Call) else ():
                    yield from self._expr(arg.value, step, frames, inside)
                return
        if isinstance(expr, Comprehension):
            yield from self._comprehension(expr, step, frames, inside)
            return
        yield from self._parts(expr, step, frames, inside, tested)

    def _behind(
        self,
        expr: Expr,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
    ) -> Iterator[Found]:
        """What the function behind a call asks for the item it is given."""
        for spelled, asked in asked_inside(self.effects, self.scope, expr, step):
            found = self._existence(spelled, step, frames, inside, False)
            if found is None:
                found = self._read(spelled, step, frames, inside)
            if found is not None and isinstance(found.query, Query) and not found.consumed:
                yield replace(found, inside=asked)

    def _is_rows(self, expr: Attribute, step: Step) -> bool:
        """Whether an attribute is a query for the rows that lead to its object, as in peewee."""
        found = Asker(self.effects, self.scope, step).related(expr.value, expr.name)
        return found is not None and found[0].library == "peewee"

    def _existence(
        self,
        expr: Expr,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
        tested: bool,
    ) -> Found | None:
        """A query of which only is asked whether it has a row."""
        asker = Asker(self.effects, self.scope, step)
        asked = read_existence(asker, expr, tested)
        if asked is None:
            return None
        return Found(expr, step, frames, asked, tuple(asker.consumed), None, inside)

    def _parts(
        self,
        expr: Expr,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
        tested: bool = False,
    ) -> Iterator[Found]:
        """What stands in an expression; what is evaluated only under a condition knows it."""
        match expr:
            case Choice(test=test, then=then, otherwise=otherwise):
                yield from self._expr(test, step, frames, inside, True)
                when = Frame("if", step, test=test)
                yield from self._expr(then, step, (*frames, when), inside)
                unless = Frame("if", step, test=test, negated=True)
                yield from self._expr(otherwise, step, (*frames, unless), inside)
            case ShortCircuit(operator=operator, operands=operands):
                for operand in operands:
                    yield from self._expr(operand, step, frames, inside, tested)
                    frames = (*frames, Frame("if", step, test=operand, negated=operator == "or"))
            case Operation(operator="not", operands=(operand,)):
                yield from self._expr(operand, step, frames, inside, True)
            case _:
                for child in children(expr):
                    yield from self._expr(child, step, frames, inside)

    def _gathered(self, expr: Await) -> Comprehension | None:
        """The comprehension in `await asyncio.gather(*(call(x) for x in xs))`."""
        call = expr.value
        if not isinstance(call, Call) or len(call.args) != 1 or call.args[0].star != "*":
            return None
        symbol = self.scope.symbol_of(call.callee)
        inner = call.args[0].value
        if (
            symbol is None
            or symbol.name != "asyncio.gather"
            or not isinstance(inner, Comprehension)
        ):
            return None
        if inner.type not in ("generator", "list") or not isinstance(inner.elements[0], Call):
            return None
        return inner

    def _each(
        self,
        whole: Await,
        expr: Comprehension,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
    ) -> Iterator[Found]:
        element = expr.elements[0]
        if not isinstance(element, Call):
            return
        awaited = Await(element, -1, element.span)
        with self.scope.inside(expr):
            for clause in expr.clauses:
                frames = (
                    *frames,
                    Frame("loop", step, clause.target, clause.iterable, comprehension=expr,
                          is_async=clause.is_async),
                    *(Frame("if", step, test=c, comprehension=expr) for c in clause.conditions),
                )  # fmt: skip
            found = self._read(awaited, step, frames, (*inside, expr))
            if found is None or does_more(found):
                behind = list(self._behind(awaited, step, frames, (*inside, expr)))
                yield from behind
                found = None if behind else found
            if found is not None:
                yield replace(found, gathered=whole)

    def _comprehension(
        self,
        expr: Comprehension,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
    ) -> Iterator[Found]:
        first = expr.clauses[0]
        yield from self._expr(first.iterable, step, frames, inside)
        with self.scope.inside(expr):
            around = frames
            for number, clause in enumerate(expr.clauses):
                if number:
                    yield from self._expr(clause.iterable, step, around, (*inside, expr))
                around = (
                    *around,
                    Frame("loop", step, clause.target, clause.iterable, comprehension=expr,
                          is_async=clause.is_async),
                )  # fmt: skip
                for condition in clause.conditions:
                    yield from self._expr(condition, step, around, (*inside, expr), True)
                    around = (*around, Frame("if", step, test=condition, comprehension=expr))
            for element in expr.elements:
                yield from self._expr(element, step, around, (*inside, expr))

    def _read(
        self,
        expr: Expr,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
    ) -> Found | None:
        asker = Asker(self.effects, self.scope, step)
        query = read_query(asker, expr)
        if query is not None:
            return Found(expr, step, frames, query, tuple(asker.consumed), None, inside)
        inlined = self._inlined(expr, step, frames, inside) if isinstance(expr, Call) else None
        if inlined is not None:
            return inlined
        if isinstance(expr, Await | Call):
            helper = helper_call(self.effects, self.scope, expr, step)
            if helper is not None:
                return Found(expr, step, frames, helper.query, (), helper, inside)
        return None

    def _inlined(
        self,
        expr: Expr,
        step: Step,
        frames: tuple[Frame, ...],
        inside: tuple[Comprehension, ...],
    ) -> Found | None:
        """What a method or a property of a model asks of its object."""
        asked = asked_of_itself(self.effects, self.scope, expr, step)
        if asked is None:
            return None
        query, function, instead = asked
        return Found(
            expr, step, frames, query, (), None, inside, written_in=function, instead=instead
        )


def does_more(found: Found) -> bool:
    """Whether a helper asks, and does more with the answer than its twin could."""
    return isinstance(found.query, Unreadable) and found.query.trap == "B45"


def only_tested(steps: tuple[Step, ...], name: str) -> bool:
    """Whether a local is used for nothing but its truth."""
    for step in steps_within(steps):
        if step.kind in ("function", "class", "delete", "global"):
            return False
        for expr in expressions(step):
            if (
                expr == Name(name)
                and step.kind == "assign"
                and any(expr is t for t in step.targets)
            ):
                continue
            tested = step.kind in ("if", "while", "assert") and expr is step.value
            if not _tests(expr, name, tested):
                return False
    return True


def _tests(expr: Expr, name: str, tested: bool) -> bool:
    match expr:
        case Name(id=found):
            return found != name or tested
        case Operation(operator="not", operands=(only,)):
            return _tests(only, name, True)
        case ShortCircuit(operands=operands):
            return all(_tests(o, name, tested) for o in operands)
        case Choice(test=test, then=then, otherwise=otherwise):
            parts = (_tests(then, name, tested), _tests(otherwise, name, tested))
            return _tests(test, name, True) and all(parts)
        case _:
            return all(_tests(c, name, False) for c in children(expr))


def _placed(frame: Frame, position: int) -> Frame:
    if frame.position == position:
        return frame
    return Frame(
        frame.kind, frame.step, frame.targets, frame.iterable, frame.test, frame.negated,
        frame.comprehension, frame.is_async, frame.block, position, frame.walk,
    )  # fmt: skip


def _frame(scope: Scope, step: Step, block: Block, number: int) -> Frame:
    match step.kind:
        case "while" if block.role == "body":
            found = walk_of(scope, step)
            return Frame("loop", step, found.targets, found.iterable, block=block, walk=found)
        case "for" if block.role == "body":
            target = step.targets[0] if step.targets else None
            return Frame("loop", step, target, step.value, is_async=step.is_async, block=block)
        case "if":
            return Frame("if", step, test=step.value, negated=number > 0, block=block)
        case "try" if block.role == "body":
            return Frame("try", step, block=block)
        case _:
            return Frame("other", step, block=block)
