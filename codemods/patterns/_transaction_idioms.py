"""The ways in which a function works on a connection that it is handed, or else on one of its own."""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Choice,
    Constant,
    Expr,
    Function,
    Name,
    ShortCircuit,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.given import is_connection, truth
from codemods.project.items import entered_type
from codemods.project.scope import Scope

_ENDING = frozenset(["commit", "rollback", "close", "aclose", "release", "putconn"])
_NO = Constant("none", None)


def same_either_way(project: Codebase, function: Function, name: str) -> bool:
    """Whether all that depends on a parameter being given is which connection is used."""
    scope = Scope(project, function)
    for step in steps_within(function.body):
        if not all(_same_in(scope, expr, step, name) for expr in expressions(step)):
            return False
        answer = truth(step.value, {name: True}) if step.value is not None else None
        if step.kind == "while" and answer is not None:
            return False
        if step.kind == "if" and answer is not None:
            for block in step.blocks:
                given = (block.role == "body") == answer
                if not all(_only_chooses(scope, s, given) for s in block.steps):
                    return False
    return True


def _same_in(scope: Scope, expr: Expr, step: Step, name: str) -> bool:
    match expr:
        case ShortCircuit(operands=operands) if any(_asks(o, name) for o in operands[:-1]):
            return step.kind == "if" or all(_connects(scope, o, step) for o in operands)
        case Choice(test=test, then=then, otherwise=otherwise) if _asks(test, name):
            return _connects(scope, then, step) and _connects(scope, otherwise, step)
        case _:
            return all(_same_in(scope, part, step, name) for part in children(expr))


def _asks(expr: Expr, name: str) -> bool:
    return truth(expr, {name: True}) is not None and expr != _NO


def _connects(scope: Scope, expr: Expr, step: Step) -> bool:
    found = scope.type_of(expr, step)
    return is_connection(scope.project, found) or is_connection(
        scope.project, entered_type(scope.project, found)
    )


def _only_chooses(scope: Scope, step: Step, given: bool) -> bool:
    """Whether a statement under such a condition only opens, ends or names a connection."""
    value = step.value.value if isinstance(step.value, Await) else step.value
    if step.kind == "pass":
        return True
    if step.kind == "assign":
        plain = all(isinstance(t, Name) for t in step.targets)
        return plain and value is not None and _connects(scope, step.value or value, step)
    if step.kind == "expression":
        callee = value.callee if isinstance(value, Call) else None
        return isinstance(callee, Attribute) and callee.name in _ENDING
    if step.kind == "with" and not given:
        return all(_calls_itself(scope, s) for b in step.blocks for s in b.steps)
    return False


def _calls_itself(scope: Scope, step: Step) -> bool:
    """`return await insert(order, conn=conn)`: the same again, with a connection."""
    value = step.value.value if isinstance(step.value, Await) else step.value
    if step.kind not in ("return", "expression") or not isinstance(value, Call):
        return False
    function = scope.function
    found = calls.targets(scope, value, step)
    if len(found) != 1 or found[0].function is None or found[0].function.name != function.name:
        return False
    bound = calls.bind(scope.project, value, function)
    return all(
        bound.get(p.name) == Name(p.name) for p in function.parameters if p.name != scope.receiver
    )
