"""Which class stands for the users of a Django project."""

from __future__ import annotations

import re

from codemods.model.code import Call, Constant, Expr, walk
from codemods.project.codebase import Codebase
from codemods.project.types import dotted_name

# In a class of settings, or a dict of them; `settings.AUTH_USER_MODEL` only asks.
_NAMING = re.compile(r"(?<!\.)\bAUTH_USER_MODEL\b")
_SHIPPED = "django.contrib.auth.models.User"


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
    if not named and _sets_up_accounts(project):
        return _SHIPPED
    if len(named) != 1:
        return ""
    label, _, short = named.pop().rpartition(".")
    found = [
        f"{m.name}.{short}"
        for m in project.modules.values()
        if short in m.classes and label in m.name.split(".")
    ]
    return found[0] if len(found) == 1 else ""


def _sets_up_accounts(project: Codebase) -> bool:
    """Whether the settings are here as a whole, with Django's own accounts and no word of others."""
    users = ("AbstractUser", "AbstractBaseUser")
    if any(project.subclasses(f"django.contrib.auth.models.{name}") for name in users):
        return False
    for module in project.modules.values():
        places = module.variables.get("INSTALLED_APPS", ())
        step = project.statement(module, *places[0]) if len(places) == 1 else None
        if step is None or step.value is None:
            continue
        # What comes from elsewhere may name another class.
        if module.facts.stars or _is_for_tests(module.name):
            continue
        apps = {p.value for p in walk(step.value) if isinstance(p, Constant)}
        if "django.contrib.auth" in apps:
            return not any(
                _NAMING.search(line)
                for other in project.mentioning("AUTH_USER_MODEL")
                for line in project.lines(other.path)
            )
    return False


def _is_for_tests(module: str) -> bool:
    """Whether settings serve tests: those of an application for others say nothing of their users."""
    return any(
        "test" in part or part in ("example", "demo", "sandbox") for part in module.split(".")
    )


def is_user_model(expr: Expr) -> bool:
    """Whether an expression stands for the class of users: `settings.AUTH_USER_MODEL`, `get_user_model()`."""
    head = expr.callee if isinstance(expr, Call) else expr
    last = (dotted_name(head) or "").rpartition(".")[2]
    return last == ("get_user_model" if isinstance(expr, Call) else "AUTH_USER_MODEL")


__all__ = ["is_user_model", "user_model"]
