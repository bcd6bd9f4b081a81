"""Texts that are the same in every run."""

from __future__ import annotations

from codemods.model.code import Attribute, Constant, Display, Expr, Name, Operation, Step
from codemods.project.codebase import Symbol
from codemods.project.scope import Scope


def constant_text(scope: Scope, expr: Expr | None, at: Step | None) -> str | None:
    """The text of a string that is the same in every run."""
    match expr:
        case Constant(type="str", value=str(text)):
            return text
        case Display(type="text", items=items) if all(isinstance(i, Constant) for i in items):
            return "".join(str(i.value) for i in items if isinstance(i, Constant))
        case Operation(operator="+", operands=operands):
            parts = [constant_text(scope, o, at) for o in operands]
            return "".join(p for p in parts if p is not None) if None not in parts else None
        case Name(id=name):
            if scope.is_local(name):
                found = scope.reaching(name, at)
                if (
                    len(found) == 1
                    and found[0].how == "value"
                    and found[0].value is not None
                    and found[0].index is None
                ):
                    if name in scope.parameters:
                        return None
                    return constant_text(scope, found[0].value, found[0].step)
                return None
            return _constant_variable(scope, scope.symbol_of(expr))
        case Attribute():
            symbol = scope.symbol_of(expr)
            return _constant_variable(scope, symbol) if symbol is not None else None
        case _:
            return None


def _constant_variable(scope: Scope, symbol: Symbol | None) -> str | None:
    if symbol is None or symbol.kind != "variable":
        return None
    module, name = scope.project.split(symbol.name)
    if module is None or name in module.facts.rebound or len(module.variables.get(name, ())) != 1:
        return None
    step = scope.project.statement(module, *module.variables[name][0])
    if step is None or step.kind != "assign" or step.value is None:
        return None
    return constant_text(scope, step.value, None) if not isinstance(step.value, Name) else None
