"""Whether an object of a model may be one that the database does not have yet, and so has no key.

source: Django documentation, "Model instance reference" (`pk` is None until an object is saved; relations
of such an object raise ValueError); SQLAlchemy documentation, "Session Basics" (an object that is made
gets its key at a flush); observed: a query by such a key finds the rows whose column is NULL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import Attribute, Call, Expr, Name, Step, expressions, steps_within, walk
from codemods.model.queries import Entity
from codemods.project.call_sites import call_sites, modules_calling
from codemods.project.dialects import is_test
from codemods.project.effects import Effects
from codemods.project.scope import Scope

_MOST_FUNCTIONS = 60  # that make objects of one class
_DATABASE = "database"


def made_unstored(effects: Effects, entity: Entity) -> str:
    """Where the project makes an object of a model that nothing there stores; "" for nowhere.

    Tests are left out: what they hand in is theirs to choose.
    """
    key = ("made unstored", entity.name)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = next(_places(effects, entity), "")
    return str(memo[key])


def _places(effects: Effects, entity: Entity) -> Iterator[str]:
    project = effects.project
    looked = 0
    for name in (entity.name, *sorted(project.subclasses(entity.name))):
        short = name.rpartition(".")[2]
        called = re.compile(rf"\b{re.escape(short)}\s*\(")
        for module in modules_calling(project, short):
            if is_test(module.path):
                continue
            rows = project.lines(module.path)
            for fact in module.facts.functions:
                if not any(called.search(row) for row in rows[fact.def_line : fact.end_line]):
                    continue
                looked += 1
                function = project.function(module, fact)
                if looked > _MOST_FUNCTIONS or function is None:
                    yield module.path
                    return
                scope = Scope(project, function)
                for step, made in _made(scope, name):
                    if not _has_key(made, entity) and not _is_stored(effects, scope, step, made):
                        yield f"`{function.name.rpartition('.')[2]}` (line {step.span.line})"


def makes(scope: Scope, entity: Entity) -> bool:
    """Whether a function itself makes objects of a model: also one that it stores has no key at first."""
    return any(True for _ in _made(scope, entity.name))


def _made(scope: Scope, name: str) -> Iterator[tuple[Step, Call]]:
    for step in steps_within(scope.function.body):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call):
                    symbol = scope.symbol_of(part.callee)
                    if symbol is not None and (symbol.kind, symbol.name) == ("class", name):
                        yield step, part


def _has_key(made: Call, entity: Entity) -> bool:
    return any(a.keyword in ("pk", *entity.primary_key) for a in made.args)


def _is_stored(effects: Effects, scope: Scope, step: Step, made: Call, depth: int = 0) -> bool:
    """Whether a new object goes where rows are written: by itself, under its name, or in a list.

    One that a function gives back is stored where all of its callers store it.
    """
    if any(_writes_it(effects, scope, step, e, made) for e in expressions(step)):
        return True
    held = [t for t in step.targets if isinstance(t, Name)]
    for expr in expressions(step):
        # `objects.append(Customer(...))`
        if isinstance(expr, Call) and isinstance(expr.callee, Attribute):
            held += [n for n in (expr.callee.value,) if isinstance(n, Name)]
    steps = list(steps_within(scope.function.body))
    if any(
        _writes_it(effects, scope, s, e, n) for n in held for s in steps for e in expressions(s)
    ):
        return True
    if depth > 1 or not any(s.kind == "return" and s.value in (made, *held) for s in steps):
        return False
    sites = call_sites(scope.project, scope.function)
    return bool(sites) and all(
        _is_stored(effects, site.scope, site.step, site.call, depth + 1) for site in sites or ()
    )


def _writes_it(effects: Effects, scope: Scope, step: Step, expr: Expr, held: Expr) -> bool:
    """Whether a call in an expression writes rows and has an object among what it is given."""
    for part in walk(expr):
        if not isinstance(part, Call) or part is held:
            continue
        on_it = isinstance(part.callee, Attribute) and part.callee.value == held
        if not on_it and not any(held in walk(a.value) for a in part.args):
            continue
        summary = effects.of_expr(scope, part, step)
        if any(e.kind == "write" and e.resource == _DATABASE for e in summary.effects):
            return True
    return False


__all__ = ["made_unstored", "makes"]
