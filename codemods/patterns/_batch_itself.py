"""A query that a model asks of itself, in a method or a property: read where the loop looks at it.

`customer.open_count()` is `customer.orders.filter(status="open").count()` where the method returns
`self.orders.filter(status="open").count()` and nothing else.
"""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Expr,
    Function,
    Name,
    ShortCircuit,
    Step,
)
from codemods.model.queries import Query
from codemods.project import calls
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase
from codemods.project.decorators import receiver_name
from codemods.project.effects import Effects
from codemods.project.helpers import undecorated
from codemods.project.inlining import in_terms_of, only_return
from codemods.project.queries import Asker, read_query
from codemods.project.schema import entity_of
from codemods.project.scope import Scope
from codemods.project.types import members

_KEPT = ("django.utils.functional.cached_property", "functools.cached_property")


def asked_of_itself(
    effects: Effects, scope: Scope, expr: Expr, at: Step
) -> tuple[Query, Function, Constant | None] | None:
    """The query behind a method or a property of a model, in terms of the object at hand.

    With it come the function and the constant that stands in for an answer that is nothing.
    """
    call = expr if isinstance(expr, Call) else None
    callee = call.callee if call is not None else expr
    match callee:
        case Attribute(value=Name(id=item)) if scope.is_local(item):
            function = _method(effects, scope, callee, at)
        case _:
            return None
    if function is None or not _may_be_read(effects, function, call is None):
        return None
    step = only_return(scope.project, function)
    if step is None or step.value is None:
        return None
    receiver = receiver_name(scope.project, function)
    if receiver is None:
        return None
    given: dict[str, Expr | None] = {receiver: callee.value}
    if call is not None:
        if any(a.star for a in call.args):
            return None
        given |= calls.bind(scope.project, call, function)
    asked = in_terms_of(scope, function, step.value, given)
    if asked is None:
        return None
    query = read_query(Asker(effects, scope, at), asked)
    instead: Constant | None = None
    match asked:
        case ShortCircuit(operator="or", operands=(first, Constant() as constant)) if query is None:
            query, instead = read_query(Asker(effects, scope, at), first), constant
    if not isinstance(query, Query) or query.library != "django" or query.is_async:
        return None
    if instead is not None and (query.answer != "first" or query.gives == "exists"):
        return None
    return query, function, instead


def _method(effects: Effects, scope: Scope, callee: Attribute, at: Step) -> Function | None:
    """The one function that an attribute of a model stands for."""
    found = members(scope.type_of(callee.value, at))
    if len(found) != 1:
        return None
    entity = entity_of(scope.project, found[0].name)
    if entity is None or entity.library != "django":
        return None
    if not any(
        (fact := scope.project.class_fact(owner)) is not None and callee.name in fact[1].methods
        for owner in scope.project.mro(found[0].name)
    ):
        return None
    targets = calls.method_targets(scope.project, found[0], callee.name, callee.value)
    return targets[0].function if len(targets) == 1 else None


def _may_be_read(effects: Effects, function: Function, as_property: bool) -> bool:
    """Whether looking at it runs its body and nothing else, each time."""
    if function.outer is not None:
        return False
    if as_property:
        return function.decorators == (Name("property"),) or is_kept(effects.project, function)
    return not function.decorators or undecorated(effects, function)


def is_kept(project: Codebase, function: Function) -> bool:
    """Whether it is a property whose answer stays with its object."""
    if len(function.decorators) != 1:
        return False
    symbol = resolve(project, project.modules[function.module], function.decorators[0])
    return symbol is not None and symbol.name in _KEPT


def _is_text(step: Step) -> bool:
    return step.kind == "expression" and isinstance(step.value, Constant)
