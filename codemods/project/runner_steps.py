"""What stands around the call by which a function runs what it is handed.

The function must run it once, hand on what comes back and do nothing else that shows: no error is
kept, nothing is counted or remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Expr,
    Function,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Summary
from codemods.project.decorators import decorator_kinds
from codemods.project.effects import Effects
from codemods.project.keeping import keeps_errors
from codemods.project.queries import Asker
from codemods.project.runner_mentions import are_titles, only_tells, returns_early
from codemods.project.scope import Scope

_MOST_LAYERS = 4
DATABASE = "database"


class Other(Exception):
    """A function does something else than running its text; the words go on after its name."""

    def __init__(self, reason: str, trap: str = "B45") -> None:
        super().__init__(reason)
        self.trap = trap


class Inside(Asker):
    """Looks at a function that may be a runner: a cursor may be looked at before it is read."""

    steps: Sequence[Step] = ()

    def executed_before(self, expr: Expr, methods: frozenset[str]) -> Call | None:
        found = super().executed_before(expr, methods)
        if found is not None or self.at is None:
            return found
        places = [n for n, s in enumerate(self.steps) if s is self.at]
        for step in reversed(self.steps[: places[0]] if places else ()):
            value = step.value.value if isinstance(step.value, Await) else step.value
            match value:
                case Call(callee=Attribute(value=cursor, name=name)) if cursor == expr:
                    if step.kind != "expression" or name not in methods:
                        return None
                    self.consumed.append(step)
                    return value
                case _:
                    pass
        return None


def check_decorators(effects: Effects, function: Function) -> None:
    """A decorator may do anything with what the function gives."""
    for kind, name in decorator_kinds(effects.project, function):
        if kind == "cache":
            raise Other("remembers its answers", "B44")
        if kind != "transparent" and name not in ("staticmethod", "classmethod"):
            raise Other(f"is decorated with `{name}`")


def check_contexts(scope: Scope, contexts: Sequence[Step]) -> None:
    """What is entered around the call must let errors through."""
    for step in contexts:
        if any(keeps_errors(scope, i.context, step, i.target, any_error=True) for i in step.items):
            raise Other("may keep an error to itself", "B08")


def in_order(body: Sequence[Step]) -> list[Step]:
    """The steps in the order in which they run, where no error is kept and no code runs again."""
    found: list[Step] = []
    for step in body:
        if step.kind == "with":
            found += [step, *in_order(step.blocks[0].steps)]
        elif step.kind == "try":
            handlers = [b for b in step.blocks if b.role == "handler"]
            if any(not b.steps or b.steps[-1].kind != "raise" for b in handlers):
                raise Other("may keep an error to itself", "B08")
            if any(s.kind == "return" for b in handlers for s in steps_within(b.steps)):
                raise Other("may keep an error to itself", "B08")
            for role in ("body", "else"):
                for block in step.blocks:
                    if block.role == role:
                        found += in_order(block.steps)
            last = [b for b in step.blocks if b.role == "finally"]
            if any(s.kind in ("return", "raise") for b in last for s in steps_within(b.steps)):
                raise Other("may keep an error to itself", "B08")
            returned = bool(found) and found[-1].kind == "return"
            closing = [s for b in last for s in b.steps]
            found = [*found[:-1], *closing, found[-1]] if returned else [*found, *closing]
        elif step.kind in ("for", "while"):
            raise Other("runs its SQL in a loop or has one of its own")
        else:
            found.append(step)
        if found and found[-1].kind == "return" and step is not body[-1]:
            raise Other("returns from several places")
    return found


def check_rest(asker: Asker, text: str, steps: Sequence[Step]) -> None:
    """What follows the query must neither look at its rows nor change them before they are given."""
    scope = asker.scope
    closing = [
        s
        for step in steps_within(scope.function.body)
        for block in step.blocks
        if block.role == "finally"
        for s in block.steps
    ]
    ran = False
    if returns_early(steps):
        raise Other("returns from several places")
    for step in steps:
        summary = asker.effects.of_steps(scope, (step,))
        if not ran:
            mentioned = any(Name(text) in walk(e) for e in expressions(step))
            ran = mentioned and any(e.resource == DATABASE for e in summary.effects)
            if not ran or step.kind in ("assign", "expression"):
                continue
        if any(step is s for s in closing) or step.kind in ("pass", "declare"):
            continue
        if step.kind == "if" and only_tells(asker.effects, scope, step):
            continue
        if step.kind not in ("assign", "expression"):
            raise Other("looks at what it finds before it gives it")
        match step.value:
            case (
                Call(callee=Attribute(name="close"), args=())
                | Await(value=Call(callee=Attribute(name="close"), args=()))
            ):
                continue
            case _:
                pass
        if step.value is not None and are_titles(asker, text, step.value):
            continue
        if not all(isinstance(t, Name) for t in step.targets):
            raise Other("changes what it finds before it gives it")
        for effect in summary.effects:
            told = effect.kind == "raise" and effect.known != "guessed"
            if told or (effect.kind == "write" and effect.resource == "state"):
                raise Other("looks at what it finds before it gives it, or changes it")


def what_else(text: str, summary: Summary) -> str | None:
    """What a function does beside running its text; None when that shows nowhere."""
    for effect in sorted(summary.effects, key=lambda e: (e.kind, e.resource, e.via, str(e.place))):
        if effect.decided_by is not None and effect.decided_by[0] == text:
            continue
        if effect.kind in ("unknown", "delay", "spawn", "ddl"):
            return effect.via
        if effect.kind == "write" and effect.resource not in (DATABASE, "log"):
            own = effect.place is not None and effect.place.kind == "fresh"
            if not effect.once and not effect.fills and not own:
                return effect.via
    return None


def settled(asker: Asker, expr: Expr, bound: set[str], depth: int = 0) -> Expr:
    """An expression without locals: what they stand for, or names that no other function has."""
    scope = asker.scope

    def opened(part: Expr) -> Expr | None:
        if not isinstance(part, Name) or not scope.is_local(part.id):
            return None
        if part.id in scope.parameters or part.id in bound:
            return None
        value = Asker(asker.effects, scope, asker.at).opened(part)
        if value is None or depth > _MOST_LAYERS:
            return Name(f"{scope.function.name}.{part.id}")
        return settled(asker, value, bound, depth + 1)

    return changed(expr, opened)


__all__ = [
    "DATABASE",
    "Inside",
    "Other",
    "check_contexts",
    "check_decorators",
    "check_rest",
    "in_order",
    "settled",
    "what_else",
]
