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
from codemods.project.queries import Asker
from codemods.project.scope import Scope

# Calls of builtins around a query as it stands: what they do is known without the rows' type.
BUILTINS = frozenset(["list", "tuple", "set", "frozenset", "dict", "len", "int", "bool", "sorted"])
_VALIDATES = frozenset(["model_validate", "from_orm"])
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
        short = target.fact.name.rpartition(".")[2]
        known = target.fact.name.startswith("pydantic.") and short in _VALIDATES
        return known and len(call.args) == 1 and _is_plain_model(look, call)
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


def _is_plain_model(look: _Look, call: Call) -> bool:
    """Whether a Pydantic model takes each field from a column of that name, or has it not at all."""
    project = look.scope.project
    callee = call.callee
    symbol = look.scope.symbol_of(callee.value) if isinstance(callee, Attribute) else None
    if symbol is None or symbol.kind != "class":
        return False
    row_names: set[str] = set()
    for owner in project.mro(look.entity.name):
        found = project.class_fact(owner)
        if found is not None:
            row_names |= {a for a, _, _ in found[1].attributes} | set(found[1].methods)
    for owner in project.mro(symbol.name):
        found = project.class_fact(owner)
        if found is None:
            if not owner.startswith("pydantic.") and owner not in ("object", "typing.Generic"):
                return False
            continue
        module, fact = found
        for name, line, end in fact.attributes:
            if name in ("model_config", "Config"):
                continue
            text = "\n".join(project.lines(module.path)[line - 1 : end])
            if "alias" in text or (name not in look.entity.columns and name in row_names):
                return False
        for method in fact.methods:
            for function in project.functions_named(f"{owner}.{method}"):
                decorated = [look.scope.project.lookup(module, d) for d in _heads(function)]
                if any(s.name.endswith(("model_validator", "root_validator")) for s in decorated):
                    return False
    return True


def _heads(function: Function) -> list[str]:
    """The plain names of a function's decorators."""
    heads = [d.callee if isinstance(d, Call) else d for d in function.decorators]
    return [h.id for h in heads if isinstance(h, Name)]
