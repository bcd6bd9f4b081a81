"""Which class stands for the users of a Django project."""

from __future__ import annotations

from codemods.model.code import Call, Constant, Expr
from codemods.project.codebase import Codebase
from codemods.project.types import dotted_name


def user_model(project: Codebase) -> str:
    """The class that `AUTH_USER_MODEL` names in the settings; "" when none of the project is named."""
    key = ("user model",)
    if key not in project.memo:
        project.memo[key] = _user_model(project)
    return str(project.memo[key])


def _user_model(project: Codebase) -> str:
    named: set[str] = set()
    for module in project.modules.values():
        for line, end in module.variables.get("AUTH_USER_MODEL", ()):
            step = project.statement(module, line, end)
            value = step.value if step is not None else None
            named.add(str(value.value) if isinstance(value, Constant) else "?")
    if len(named) != 1:
        return ""
    label, _, short = named.pop().rpartition(".")
    found = [
        f"{m.name}.{short}"
        for m in project.modules.values()
        if short in m.classes and label in m.name.split(".")
    ]
    return found[0] if len(found) == 1 else ""


def is_user_model(expr: Expr) -> bool:
    """Whether an expression stands for the class of users: `settings.AUTH_USER_MODEL`, `get_user_model()`."""
    head = expr.callee if isinstance(expr, Call) else expr
    last = (dotted_name(head) or "").rpartition(".")[2]
    return last == ("get_user_model" if isinstance(expr, Call) else "AUTH_USER_MODEL")


__all__ = ["is_user_model", "user_model"]
