"""Calls that have another one made in a thread: `await asyncio.to_thread(f, a)` is `f(a)` elsewhere.

source: Python library reference, "asyncio.to_thread", "loop.run_in_executor"; anyio, "Working with
threads"; asgiref, "Function wrappers".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Closure,
    Constant,
    Expr,
    Name,
    Step,
)
from codemods.project import calls
from codemods.project.scope import Scope
from codemods.project.types import members

_WITH_KEYWORDS = "asyncio.to_thread"  # the others keep their keywords to themselves
_WRAPPERS = ("asgiref.sync.sync_to_async", "channels.db.database_sync_to_async")
_POOL = "concurrent.futures.ThreadPoolExecutor"


@dataclass(frozen=True, slots=True)
class Thread:
    """`outer` has the call `inner` made in a thread; in `outer`, `place` is where its callee stands."""

    outer: Call
    inner: Call
    place: int
    wraps: bool = (
        False  # `sync_to_async(f)(a)`: the callee of `outer` is what the callee is given to
    )

    @property
    def beside(self) -> tuple[Expr, ...]:
        """What `outer` is made of besides `inner`."""
        if self.wraps and isinstance(self.outer.callee, Call):
            wrapping = self.outer.callee
            return (wrapping.callee, *(a.value for a in wrapping.args[1:]))
        own = (*self.outer.args[: self.place], *self._options())
        return (self.outer.callee, *(a.value for a in own))

    def making(self, call: Call) -> Expr:
        """The same with another call."""
        outer = self.outer
        if self.wraps and isinstance(outer.callee, Call):
            given = (Argument(call.callee), *outer.callee.args[1:])
            made = replace(call, callee=replace(outer.callee, args=given))
        else:
            args = (*outer.args[: self.place], Argument(call.callee), *call.args, *self._options())
            made = replace(outer, args=args)
        return Await(made, 0, made.span)

    def _options(self) -> Sequence[Argument]:
        """Keyword arguments that are about the thread."""
        after = self.outer.args[self.place + 1 :]
        return [a for a in after if not any(a is b for b in self.inner.args)]


def in_thread(scope: Scope, call: Call, at: Step | None) -> Thread | None:
    """What a call that is awaited has a thread do; None where it does something else, or more."""
    if isinstance(call.callee, Call):
        return _wrapped(scope, call)
    if not call.args:
        return None
    targets = calls.targets(scope, call, at)
    fact = targets[0].fact if len(targets) == 1 else None
    if fact is None or fact.thread is None:
        return None
    inner = calls.call_in_thread(fact, call)
    if inner is None or isinstance(inner.callee, Closure | Call):
        return None
    if fact.thread and not all(_is_pool(scope, a.value, at) for a in call.args[: fact.thread]):
        return None  # another process has objects of its own
    if fact.name != _WITH_KEYWORDS:
        if any(a.star for a in inner.args):
            return None
        inner = replace(inner, args=tuple(a for a in inner.args if a.keyword is None))
    return Thread(call, inner, fact.thread)


def _is_pool(scope: Scope, executor: Expr, at: Step | None) -> bool:
    """Whether work handed to it is done in threads of this process."""
    if executor == Constant("none", None):
        return True
    found = members(scope.type_of(executor, at))
    return bool(found) and all(p.name in (_POOL, "None") for p in found)


def _wrapped(scope: Scope, call: Call) -> Thread | None:
    """`sync_to_async(f)(a)`"""
    wrapping = call.callee
    if not isinstance(wrapping, Call) or not wrapping.args:
        return None
    first = wrapping.args[0]
    symbol = scope.symbol_of(wrapping.callee)
    if symbol is None or symbol.name not in _WRAPPERS or first.star or first.keyword:
        return None
    if not isinstance(first.value, Name | Attribute):
        return None
    if any(a.keyword != "thread_sensitive" for a in wrapping.args[1:]):
        return None
    return Thread(call, Call(first.value, call.args, call.span), 0, True)


__all__ = ["Thread", "in_thread"]
