"""A handler for the missing row alone becomes what is done where nothing is found.

`try: x = get(key)` with `except DoesNotExist: x = None` is a lookup, with any other handler a lookup
and a condition. Where the two might differ the handler stays, and the exception is raised for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Block,
    Call,
    Closure,
    Constant,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.spans import Span
from codemods.patterns._batch_case import Case, Reader
from codemods.patterns._batch_checks import is_missing
from codemods.project import calls
from codemods.project.queries import Asker

# A handler that is left by one of them does not go on with what the `try` should have set.
_LEAVES = frozenset(["continue", "break", "return", "raise"])
_TELLING = frozenset(["exception", "exc_info", "traceback", "format_exc", "print_exc", "opt"])
_PLAIN = frozenset(["assign", "augment", "expression", "if", "pass", *_LEAVES])


def looked_up(reader: Reader, case: Case, into: str, key: str) -> tuple[Span, str] | None:
    """What stands for the `try` around a query, and for how much of it; None where it stays."""
    frame, step = case.found.frames[-1], case.found.step
    if frame.kind != "try" or frame.block is None or frame.block.steps != (step,):
        return None
    query = case.query
    blocks = {b.role: b for b in frame.step.blocks}
    handler, otherwise = blocks.get("handler"), blocks.get("else")
    if len(blocks) != len(frame.step.blocks) or handler is None or "finally" in blocks:
        return None
    if query.answer != "one" or query.gives != "entity" or query.shaped:
        return None
    if step.value is not case.found.site or not _is_plain(reader, handler):
        return None
    asker = Asker(reader.effects, reader.scope, step)
    if not any(is_missing(asker, caught, query) for caught in handler.catches):
        return None
    if step.kind == "expression" and otherwise is None:
        return _cut(reader, frame.step, handler, f"if {key} not in {into}:")
    if step.kind != "assign" or step.annotation is not None:
        return None
    if len(step.targets) != 1 or not isinstance(step.targets[0], Name):
        return None
    name = step.targets[0].id
    if not reader.scope.is_local(name):
        return None
    default = _default(handler, name)
    if default is not None and otherwise is None:
        given = "" if default.value is None else f", {spell(default)}"
        return _cut(reader, frame.step, None, f"{name} = {into}.get({key}{given})")
    if not _is_set_or_left(reader, frame.step, handler, otherwise, name):
        return None
    taken = f"{name} = {into}.get({key})\n"
    nothing = default is not None and default.value is None
    if otherwise is not None and (nothing or [s.kind for s in handler.steps] == ["pass"]):
        return _cut(reader, frame.step, otherwise, f"{taken}if {name} is not None:")
    return _cut(reader, frame.step, handler, f"{taken}if {name} is None:")


def _is_plain(reader: Reader, handler: Block) -> bool:
    """Whether the handler does the same where no exception is being handled."""
    if handler.name is not None:
        return False
    for step in steps_within(handler.steps):
        if step.kind not in _PLAIN:
            return False
        if step.kind == "raise" and (step.value is None or not _is_none(step)):
            return False  # its exception would tell of the missing row
        if any(_tells(reader, p, step) for e in expressions(step) for p in walk(e)):
            return False
    effects = reader.effects.of_steps(reader.scope, handler.steps).effects
    return not any(e.kind == "unknown" for e in effects)


def _is_none(step: Step) -> bool:
    return isinstance(step.second, Constant) and step.second.value is None


def _tells(reader: Reader, part: Expr, at: Step) -> bool:
    """Whether something may look at the exception that is being handled."""
    if isinstance(part, Name | Attribute):
        return (part.id if isinstance(part, Name) else part.name) in _TELLING
    if not isinstance(part, Call):
        return False
    if any(a.star or a.keyword in ("exc_info", "exception") for a in part.args):
        return True
    # What the project's own code does with it would have to be read, too.
    return any(t.kind == "function" for t in calls.targets(reader.scope, part, at))


def _default(handler: Block, name: str) -> Constant | None:
    """The constant that a handler, which does nothing else, sets the name to."""
    match handler.steps:
        case (Step(kind="assign", targets=(Name(id=target),), value=Constant() as value),):
            return value if target == name else None
        case _:
            return None


def _is_set_or_left(
    reader: Reader, at: Step, handler: Block, otherwise: Block | None, name: str
) -> bool:
    """Whether nobody looks at what the name was before where no row is found."""
    after = [
        s
        for s in steps_within(reader.function.body)
        if s.path[: len(at.path) - 1] == at.path[:-1] and s.path[len(at.path) - 1] > at.path[-1]
    ]
    good = list(steps_within(otherwise.steps)) if otherwise is not None else []
    last = handler.steps[-1]
    if last.kind in _LEAVES or (last.kind == "assign" and last.targets == (Name(name),)):
        good += after
    return all(any(s is g for g in good) for s in _reading(reader, at, name))


def _reading(reader: Reader, at: Step, name: str) -> Iterator[Step]:
    """The steps that look at a name; a function that may do so later counts."""
    body = next(b for b in at.blocks if b.role == "body")
    for step in steps_within(reader.function.body):
        if step in body.steps:
            continue
        if step.kind in ("function", "class"):
            yield at
        for expr in expressions(step):
            if step.kind == "assign" and expr == Name(name):
                continue
            parts = list(walk(expr))
            if any(isinstance(p, Closure) for p in parts):
                yield at
            if Name(name) in parts:
                yield step


def _cut(reader: Reader, at: Step, until: Block | None, code: str) -> tuple[Span, str] | None:
    """From the `try` to the head of a block, or to its end; None where comments would go."""
    lines = reader.project.lines(reader.module.path)
    last = at.span.end_line
    if until is not None:
        last = until.steps[0].span.line - 1
        while last > at.span.line and not lines[last - 1].strip():
            last -= 1
    covered = lines[at.span.line - 1 : last]
    end = covered[-1].rstrip()
    if any("#" in line for line in covered) or (until is not None and not end.endswith(":")):
        return None
    indent = covered[0][: len(covered[0]) - len(covered[0].lstrip())]
    place = Span(at.span.line, at.span.column, last, len(end.encode("utf-8")))
    return place, code.replace("\n", f"\n{indent}")
