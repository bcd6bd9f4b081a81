"""Whether code looks at nothing of a row but its columns, so that no other row is loaded for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from codemods.model.code import (
    Attribute,
    Call,
    Choice,
    Comprehension,
    Expr,
    Function,
    Name,
    Operation,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.model.queries import Entity
from codemods.project import calls
from codemods.project.calls import Target
from codemods.project.codebase import Codebase
from codemods.project.queries import Asker
from codemods.project.scope import Scope
from codemods.project.types import dotted_name

# Calls of builtins around a query as it stands: what they do is known without the rows' type.
BUILTINS = frozenset(["list", "tuple", "set", "frozenset", "dict", "len", "int", "bool", "sorted"])
# What decorates a method that is not run before the fields are read, as a validator is.
_OWN_DECORATORS = frozenset(["property", "classmethod", "staticmethod"])
_MOST_CALLS = 3


@dataclass(frozen=True, slots=True)
class _Look:
    """Where somebody looks: at rows by these names, `whole` for all that a query gives."""

    scope: Scope
    entity: Entity
    rows: frozenset[str]
    whole: str
    at: Step | None
    depth: int = 0


def only_columns(
    asker: Asker, entity: Entity, expr: Expr, rows: set[str], whole: str, at: Step
) -> bool:
    """Whether rows are asked for nothing but their columns, or whether they are there."""
    return _only(_Look(asker.scope, entity, frozenset(rows), whole, at), expr)


def _only(look: _Look, expr: Expr) -> bool:
    def inner(part: Expr) -> bool:
        return part == Name(look.whole) or _only(look, part)

    match expr:
        case Attribute(value=Name(id=name), name=attribute) if name in look.rows:
            pk = attribute == "pk" and look.entity.library == "django"
            return pk or attribute in look.entity.columns
        case Choice(test=test, then=then, otherwise=otherwise):
            return all(inner(p) for p in (test, then, otherwise))
        case Operation(operator="is" | "is not" | "not", operands=operands):
            return all(inner(p) for p in operands)
        case Comprehension(elements=elements, clauses=clauses):
            rest = (*elements, *(t for c in clauses for t in c.conditions))
            return all(inner(c.iterable) for c in clauses) and all(_only(look, p) for p in rest)
        case Call(callee=Name(id=function), args=(only,)) if function in BUILTINS:
            return inner(only.value)
        case Call(args=args) if any(a.value in {Name(r) for r in look.rows} for a in args):
            given = [a.value for a in args if a.value not in {Name(r) for r in look.rows}]
            return all(_only(look, p) for p in (expr.callee, *given)) and _handed_on(look, expr)
        case Name(id=name):
            return name not in look.rows
        case _:
            return all(_only(look, c) for c in children(expr))


def _handed_on(look: _Look, call: Call) -> bool:
    """Whether what is called with a whole row looks at its columns alone, too."""
    if look.depth >= _MOST_CALLS or any(a.star for a in call.args):
        return False
    targets = calls.targets(look.scope, call, look.at)
    return bool(targets) and all(_by_target(look, call, t) for t in targets)


def _by_target(look: _Look, call: Call, target: Target) -> bool:
    project = look.scope.project
    if target.kind == "fact" and target.fact is not None:
        return target.fact.reads_fields and len(call.args) == 1 and _takes_its_fields(look, call)
    function = target.function
    if target.kind != "function" or function is None or function.is_async:
        return False
    bound = calls.bind(project, call, function)
    rows = frozenset(n for n, value in bound.items() if value in {Name(r) for r in look.rows})
    scope = Scope(project, function, target.self_type if function.owner else None)
    below = replace(look, scope=scope, rows=rows, whole="", at=None, depth=look.depth + 1)
    return bool(rows) and _reads_columns(below, function)


def _reads_columns(look: _Look, function: Function) -> bool:
    if any(look.scope.bindings.get(r) for r in look.rows):
        return False
    for step in steps_within(function.body):
        below = replace(look, at=step)
        if step.kind in ("function", "class"):
            return False
        for expr in (*expressions(step), *(i.context for i in step.items)):
            tested = (
                step.kind == "if" and expr is step.value and expr in {Name(r) for r in look.rows}
            )
            if not tested and not _only(below, expr):
                return False
    return True


def _takes_its_fields(look: _Look, call: Call) -> bool:
    """Whether a class of values takes each field from a column of that name.

    A field of another name may be a relation that only the other side declares.
    """
    callee = call.callee
    symbol = look.scope.symbol_of(callee.value) if isinstance(callee, Attribute) else None
    if symbol is None or symbol.kind != "class":
        return False
    fields = _fields(look.scope.project, symbol.name)
    return fields is not None and fields <= set(look.entity.columns)


def _fields(project: Codebase, cls: str) -> set[str] | None:
    """The fields of a class of values; None where its own code decides what they are read from."""
    found: set[str] = set()
    for owner in project.mro(cls):
        fact = project.class_fact(owner)
        if fact is None:
            continue
        module, known = fact
        for name, line, end in known.attributes:
            step = project.statement(module, line, end)
            if step is None:
                return None
            made = step.value
            if isinstance(made, Call) and any(
                a.star or (a.keyword or "").rpartition("_")[2] in ("alias", "generator")
                for a in made.args
            ):
                return None
            if step.annotation is not None:
                found.add(name)
        for method in known.methods:
            for function in project.functions_named(f"{owner}.{method}"):
                # A validator gets the row itself before its fields are read.
                if any(dotted_name(d) not in _OWN_DECORATORS for d in function.decorators):
                    return None
        if "Config" in {c.name.rpartition(".")[2] for c in module.facts.classes if c.nested}:
            return None
    return found
