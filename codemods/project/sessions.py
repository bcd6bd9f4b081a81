"""Which session a query of SQLAlchemy runs on: the one that made it, or that of its model."""

from __future__ import annotations

from codemods.model.code import Attribute, Call, Expr, Name, Step
from codemods.model.effects import Place
from codemods.project.attributes import attribute_type
from codemods.project.codebase import Codebase, Module
from codemods.project.scope import Scope
from codemods.project.symbols import symbol_type
from codemods.project.types import Type, dotted_name, members

# `session.query(User).filter(...).order_by(...)`: nobody writes longer chains through variables.
_LONGEST = 40


def session_behind(
    scope: Scope, expr: Expr | None, at: Step | None, depth: int = 0
) -> tuple[Place, str] | None:
    """The place and the type of the session behind a query; None where it is not known."""
    if depth > _LONGEST:
        return None
    match expr:
        case Call(callee=Attribute(value=value)):
            session = _session(scope, value, at)
            return session or session_behind(scope, value, at, depth + 1)
        case Attribute(value=value):
            found = {_session_of_model(scope.project, owner) for owner in _models(scope, value, at)}
            return found.pop() if len(found) == 1 else None
        case Name(id=name) if scope.is_local(name) and name not in scope.parameters:
            made = {
                session_behind(scope, binding.value, binding.step, depth + 8)
                if binding.how == "value" and binding.index is None
                else None
                for binding in scope.reaching(name, at)
                if binding.step is not at or len(scope.bindings[name]) == 1
            }
            return made.pop() if len(made) == 1 else None
        case _:
            return None


def _session(scope: Scope, expr: Expr, at: Step | None) -> tuple[Place, str] | None:
    kinds = members(scope.type_of(expr, at))
    if len(kinds) != 1:
        return None
    known = scope.project.catalogue.type(kinds[0].name)
    if known is None or known.transaction != "flushes":
        return None
    return scope.place_of(expr, at), known.name


def _models(scope: Scope, expr: Expr, at: Step | None) -> list[str]:
    """The classes whose `query` it is, for `User.query`, `cls.query` and `user.query`."""
    found = members(scope.type_of(expr, at))
    return [k.args[0].name if k.name == "type" and k.args else k.name for k in found]


def _session_of_model(project: Codebase, cls: str) -> tuple[Place, str] | None:
    """`db.session` for a model below `db.Model`."""
    key = ("session of model", cls)
    if key not in project.memo:
        project.memo[key] = next(
            (
                found
                for owner in project.mro(cls)
                if (fact := project.class_fact(owner)) is not None
                for base in fact[1].bases
                if (found := _session_beside(project, fact[0], base, 0)) is not None
            ),
            None,
        )
    return project.memo[key]  # type: ignore[return-value]


def _session_beside(
    project: Codebase, module: Module, base: str, depth: int
) -> tuple[Place, str] | None:
    head, _, _ = base.rpartition(".")
    symbol = project.resolve_dotted(module, head or base)
    if symbol.kind != "variable" or depth > 3:
        return None
    if head:
        session = attribute_type(project, symbol_type(project, symbol), "session")
        return _at_variable(project, symbol.name, session)
    # `Model = db.Model`
    home, name = project.split(symbol.name)
    places = home.variables.get(name, ()) if home is not None else ()
    step = project.statement(home, *places[0]) if home is not None and len(places) == 1 else None
    dotted = dotted_name(step.value) if step is not None and step.value is not None else None
    return _session_beside(project, home, dotted, depth + 1) if home and dotted else None


def _at_variable(
    project: Codebase, variable: str, session: Type | None
) -> tuple[Place, str] | None:
    kinds = members(session)
    known = project.catalogue.type(kinds[0].name) if len(kinds) == 1 else None
    if known is None or known.transaction != "flushes":
        return None
    return Place("global", variable, ("session",)), known.name
