"""Which code keeps an error to itself, so that what comes after it goes on: handlers, context managers,
decorators.

A statement that has failed ends the transaction it stands in, whoever has caught the error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Constant,
    Expr,
    Function,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.decorators import has_decorator
from codemods.project.scope import Scope
from codemods.project.types import dotted_name, members

# Contexts within contexts, as far as they are followed.
_MOST = 8
STACKS = frozenset(["contextlib.ExitStack", "contextlib.AsyncExitStack"])
# Errors that Python code raises by itself: no statement has failed in the database.
_OF_PYTHON = frozenset(
    [
        "KeyError",
        "IndexError",
        "LookupError",
        "ValueError",
        "TypeError",
        "AttributeError",
        "ZeroDivisionError",
        "UnicodeError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "StopIteration",
        "JSONDecodeError",
        "ImportError",
        "ModuleNotFoundError",
        "NotImplementedError",
        "AssertionError",
        "OverflowError",
    ]
)
_OF_ROWS = frozenset(
    [
        "ObjectDoesNotExist",
        "DoesNotExist",
        "MultipleObjectsReturned",
        "NoResultFound",
        "MultipleResultsFound",
        "Http404",
        "ValidationError",
    ]
)


# -- handlers ----------------------------------------------------------------------------------------


def falls_through(block: Block) -> bool:
    """Whether the code after a handler may run when it has caught something."""
    if not block.steps:
        return True
    last = block.steps[-1]
    if last.kind == "raise":
        return any(_leaves(s) for s in block.steps[:-1])
    if (
        last.kind == "if"
        and len(last.blocks) > 1
        and all(not falls_through(b) for b in last.blocks)
    ):
        return False
    return not (last.kind == "expression" and _exits(last.value))


def _leaves(step: Step) -> bool:
    """Whether a step may end the handler in another way than by an error."""
    if step.kind in ("return", "continue", "break"):
        return True
    return any(_leaves(inner) for block in step.blocks for inner in block.steps)


def _exits(value: Expr | None) -> bool:
    return isinstance(value, Call) and value.callee in (Name("exit"),)


def catches_database_errors(scope: Scope, block: Block) -> bool:
    """Whether a handler may catch an error that a statement gave."""
    if block.catches_all or not block.catches:
        return True
    return any(_is_of_database(scope, expr) for expr in block.catches)


def _is_of_database(scope: Scope, expr: Expr) -> bool:
    symbol = scope.symbol_of(expr)
    name = symbol.name if symbol is not None else dotted_name(expr) or ""
    short = name.rpartition(".")[2]
    if short in _OF_ROWS:
        return False
    return not (short in _OF_PYTHON and (symbol is None or symbol.kind == "builtin"))


# -- context managers --------------------------------------------------------------------------------


def keeps_errors(
    scope: Scope,
    context: Expr,
    step: Step,
    target: Expr | None = None,
    depth: int = 0,
    any_error: bool = False,
) -> bool:
    """Whether leaving a context may keep an error that a statement gave, or `any_error` at all.

    `target` is the name that the `with` gives it: what a stack of contexts takes in counts, too.
    """
    inner = context.value if isinstance(context, Await) else context
    if depth > _MOST:
        return True
    if isinstance(inner, Name) and scope.is_local(inner.id):
        # `quiet = suppress(IntegrityError)`, and later `with quiet:`
        for found in scope.reaching(inner.id, step):
            if found.how == "value" and found.value is not None and found.value != inner:
                if keeps_errors(scope, found.value, found.step, None, depth + 1, any_error):
                    return True
    if isinstance(inner, Call):
        for made in calls.targets(scope, inner, step):
            if made.fact is not None and made.fact.swallows:
                named = [a.value for a in inner.args]
                return any_error or not named or any(_is_of_database(scope, e) for e in named)
            if made.function is not None and _generator_keeps(
                scope, made.function, depth, any_error
            ):
                return True
    for part in members(scope.type_of(context, step)):
        known = scope.project.catalogue.type(part.name)
        if known is not None and known.entered is not None and known.entered.swallows:
            return True
        if part.name in STACKS and isinstance(target, Name):
            return any(_taken_in(scope, target, depth, any_error))
        if scope.project.class_fact(part.name) is None:
            continue
        for name in ("__aexit__", "__exit__"):
            for found_method in calls.method_targets(scope.project, part, name, context):
                function = found_method.function
                if function is not None and any(
                    s.kind == "return" and _may_be_true(s.value)
                    for s in steps_within(function.body)
                ):
                    return True
    return False


def _taken_in(scope: Scope, stack: Name, depth: int, any_error: bool) -> Iterator[bool]:
    """Of what a stack of contexts takes in: whether it keeps errors."""
    for step in steps_within(scope.function.body):
        for expr in expressions(step):
            for part in walk(expr):
                if not isinstance(part, Call) or not isinstance(part.callee, Attribute):
                    continue
                if part.callee.value != stack or not part.args:
                    continue
                if part.callee.name in ("enter_context", "enter_async_context"):
                    yield keeps_errors(scope, part.args[0].value, step, None, depth + 1, any_error)
                elif part.callee.name in ("push", "push_async_exit"):
                    yield True  # the exit of an object, which may answer anything


def _may_be_true(value: Expr | None) -> bool:
    """Whether what `__exit__` returns may be true; one that asks another `__exit__` is seen through."""
    if value is None or isinstance(value, Constant):
        return value is not None and bool(value.value)
    inner = value.value if isinstance(value, Await) else value
    asks = isinstance(inner, Call) and isinstance(inner.callee, Attribute)
    return not (asks and inner.callee.name in ("__exit__", "__aexit__"))  # type: ignore[union-attr]


def _generator_keeps(scope: Scope, function: Function, depth: int, any_error: bool) -> bool:
    """Whether a function under `@contextmanager` keeps what is raised where it yields."""
    if not has_decorator(scope.project, function, "contextmanager", "asynccontextmanager"):
        return False
    inner = Scope(scope.project, function)
    return _keeps_at(
        inner, function.body, lambda part: isinstance(part, Yield), depth + 1, any_error
    )


def resumed_at(scope: Scope, steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """What a generator under `@contextmanager` does with an error raised where it yields."""
    for step in steps:
        for block in step.blocks:
            if not _has(block.steps, lambda part: isinstance(part, Yield)):
                continue
            yield from resumed_at(scope, block.steps)
            if step.kind == "try" and block.role == "body":
                for other in step.blocks:
                    if other.role == "finally" or (
                        other.role == "handler" and catches_database_errors(scope, other)
                    ):
                        yield other.steps


def wrapper_keeps_errors(project: Codebase, function: Function) -> bool:
    """Whether a decorator of the project keeps an error of the function that it wraps."""
    return any(_wrapper_keeps(project, wrapper) for wrapper in wrappers_of(project, function))


def wrappers_of(project: Codebase, function: Function) -> tuple[Function, ...]:
    """The functions of the project that run in place of a function, and call it."""
    found: list[Function] = []
    for mark in function.decorators:
        dotted = dotted_name(mark.callee if isinstance(mark, Call) else mark)
        if dotted is None:
            continue
        symbol = project.resolve_dotted(project.modules[function.module], dotted)
        if symbol.kind == "function":
            found += _inside(project, symbol.name)
    return tuple(found)


def _inside(project: Codebase, name: str) -> tuple[Function, ...]:
    key = ("functions inside", name)
    if key not in project.memo:
        project.memo[key] = tuple(
            function
            for module in project.modules.values()
            if name.startswith(f"{module.name}.")
            for fact in module.facts.functions
            if f"{module.name}.{fact.name}".startswith(f"{name}.")
            and (function := project.function(module, fact)) is not None
        )
    found = project.memo[key]
    return found if isinstance(found, tuple) else ()


def wrapped_calls(
    wrapper: Function,
) -> Iterator[tuple[Step, Call, tuple[tuple[Step, Block], ...]]]:
    """Where a wrapper calls what was decorated, and the steps around each call, outermost first."""
    for step, ancestors in _with_ancestors(wrapper.body, ()):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call) and runs_wrapped(wrapper, part):
                    yield step, part, ancestors


def _with_ancestors(
    steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[tuple[Step, tuple[tuple[Step, Block], ...]]]:
    for step in steps:
        yield step, ancestors
        for block in step.blocks:
            yield from _with_ancestors(block.steps, (*ancestors, (step, block)))


def runs_wrapped(wrapper: Function, part: Expr) -> bool:
    """Whether an expression in a wrapper calls what was decorated."""
    outer = wrapper.outer
    while outer is not None:
        if isinstance(part, Call) and isinstance(part.callee, Name):
            if any(p.name == part.callee.id for p in outer.parameters):
                return True
        outer = outer.outer
    return False


def _wrapper_keeps(project: Codebase, wrapper: Function) -> bool:
    key = ("keeps errors", wrapper.name)
    if key not in project.memo:
        project.memo[key] = False
        scope = Scope(project, wrapper)
        project.memo[key] = _keeps_at(
            scope, wrapper.body, lambda part: runs_wrapped(wrapper, part), 0
        )
    return bool(project.memo[key])


def _keeps_at(
    scope: Scope,
    steps: tuple[Step, ...],
    marks: Callable[[Expr], bool],
    depth: int,
    any_error: bool = False,
) -> bool:
    """Whether an error raised at a marked expression may end within the steps."""
    for step in steps:
        for block in step.blocks:
            if not _has(block.steps, marks):
                continue
            if _keeps_at(scope, block.steps, marks, depth, any_error):
                return True
            if step.kind == "with" and any(
                keeps_errors(scope, item.context, step, item.target, depth + 1, any_error)
                for item in step.items
            ):
                return True
            if step.kind == "try" and block.role == "body" and _try_keeps(scope, step, any_error):
                return True
    return False


def _try_keeps(scope: Scope, step: Step, any_error: bool) -> bool:
    return any(
        (
            block.role == "handler"
            and falls_through(block)
            and (any_error or catches_database_errors(scope, block))
        )
        or (block.role == "finally" and leaves_in_finally(block))
        for block in step.blocks
    )


def leaves_in_finally(block: Block) -> bool:
    """Whether a `finally` ends in a way that lets go of the error that led to it."""
    return any(
        step.kind == "return" or (step.kind in ("break", "continue") and not looped)
        for step, looped in _with_loops(block.steps, False)
    )


def _with_loops(steps: tuple[Step, ...], looped: bool) -> Iterator[tuple[Step, bool]]:
    for step in steps:
        yield step, looped
        for block in step.blocks:
            yield from _with_loops(block.steps, looped or step.kind in ("for", "while"))


def _has(steps: tuple[Step, ...], marks: Callable[[Expr], bool]) -> bool:
    return any(
        marks(part)
        for step in steps_within(steps)
        for expr in expressions(step)
        for part in walk(expr)
    )
