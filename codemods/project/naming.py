"""Names for values and functions that a rewrite adds."""

from __future__ import annotations

import keyword
import re

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Expr,
    Item,
    Name,
    expressions,
    steps_within,
    walk,
)
from codemods.project.scope import Scope

_VERBS = re.compile(
    r"^_*(?:async_)?(?:get|fetch|load|read|find|list|query|retrieve|select|request)_(?=\w)"
)
_CUT = re.compile(r"_(?:async|by_\w+)$")


class Names:
    """Hands out names that nothing in a function, its outer functions or its module uses."""

    def __init__(self, scope: Scope) -> None:
        taken: set[str] = (
            set(scope.module.imports) | set(scope.module.functions) | set(scope.module.variables)
        )
        taken |= set(scope.module.classes)
        inner: Scope | None = scope
        while inner is not None:
            taken |= inner.function.local_names
            for step in steps_within(inner.function.body):
                taken.update(step.names)
                for expr in (*expressions(step), *step.targets):
                    taken.update(p.id for p in walk(expr) if isinstance(p, Name))
            inner = inner.outer
        self._taken = taken

    @classmethod
    def beside(cls, scope: Scope) -> Names:
        """Names for a new function that shares nothing with this one but its module and parameters."""
        names = cls(scope)
        own = scope.function.local_names
        used = set(scope.module.imports) | set(scope.module.functions)
        used |= set(scope.module.variables) | set(scope.module.classes)
        names._taken = used | {p.name for p in scope.function.parameters}
        names._taken |= {
            t.id
            for step in steps_within(scope.function.body)
            for item in step.items
            if isinstance(t := item.target, Name) and t.id in own
        }
        return names

    def fresh(self, wish: str) -> str:
        """The wished-for name, or one close to it that is free; from now on it is taken."""
        plain = wish if wish.isidentifier() and not keyword.iskeyword(wish) else "result"
        name, number = plain, 1
        while name in self._taken:
            number += 1
            name = f"{plain}_{number}"
        self._taken.add(name)
        return name

    def either(self, *wishes: str) -> str:
        """The first of the wishes that is free; one close to the last where none is."""
        for wish in wishes:
            if wish not in self._taken and wish.isidentifier() and not keyword.iskeyword(wish):
                return self.fresh(wish)
        return self.fresh(wishes[-1])

    def has(self, name: str) -> bool:
        """Whether a name means something already."""
        return name in self._taken

    def drop(self, name: str) -> None:
        """Nobody needs this name any more."""
        self._taken.discard(name)

    def take(self, name: str) -> None:
        """Nobody else shall get this name."""
        self._taken.add(name)


def short_name(expr: Expr) -> str:
    """`orders` for `await self.repo.get_orders(uid)`; `result` where the name says nothing."""
    inner = expr.value if isinstance(expr, Await) else expr
    if not isinstance(inner, Call):
        return "result"
    callee = inner.callee
    while isinstance(callee, Item):
        callee = callee.value
    name = (
        callee.name
        if isinstance(callee, Attribute)
        else callee.id
        if isinstance(callee, Name)
        else ""
    )
    short = _CUT.sub("", _VERBS.sub("", name)).strip("_").lower()
    if not short or short in (
        "get",
        "fetch",
        "load",
        "read",
        "find",
        "query",
        "request",
        "execute",
        "all",
        "first",
        "fetchrow",
        "fetchval",
        "fetchone",
        "fetchall",
        "scalar",
        "scalars",
    ):
        return "result"
    return short
