"""Loops that collect one thing per item, at most: the work on an item becomes a coroutine that gives it back.

Wherever the body puts something into the collection, nothing of the item comes after it: an append at the
end of a block, in a branch, in a handler, or before a `continue`. An item that collects nothing is skipped.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from codemods.model.code import (
    Attribute,
    Call,
    Closure,
    Comprehension,
    Display,
    Expr,
    Item,
    Name,
    Step,
    bound_names,
    children,
    expressions,
    steps_within,
)
from codemods.model.effects import Effect, Summary
from codemods.patterns._gather_bodies import Loop, whole_body
from codemods.patterns._gather_items import held_elsewhere
from codemods.patterns._site import Site
from codemods.project.concurrency import state_writes
from codemods.project.keeping import keeps_errors
from codemods.project.naming import Names
from codemods.project.purity import all_awaits, changes, may_raise, names_bound, names_read
from codemods.project.types import dotted_name

# What an item's work may consist of; it stays in its order.
_WORK = ("assign", "expression", "if", "raise", "with", "try", "continue", "pass", "declare")


@dataclass
class _Ends:
    """Where a body collects, and whether an item may be skipped."""

    finder: Site
    own: frozenset[str]  # what the body makes itself
    leaves: list[Step] = field(default_factory=list)
    skips: bool = False

    def certain(self, steps: tuple[Step, ...], last: bool) -> bool | None:
        """Whether a block surely collects or raises; None where something comes after collecting.

        `last` tells whether the item is done when the block is.
        """
        for index, step in enumerate(steps):
            end = last if index + 1 == len(steps) else False
            before_continue = index + 2 == len(steps) and steps[index + 1].kind == "continue"
            found = collected(step)
            if found is not None and found[0] not in self.own:
                if not (end or before_continue):
                    return None
                self.leaves.append(step)
                return True
            if step.kind == "continue":
                self.skips = True
                return True
            if step.kind == "raise":
                return True
            if step.blocks:
                inner = self.blocks(step, end or before_continue)
                if inner is not False:
                    return inner
        return False

    def blocks(self, step: Step, last: bool) -> bool | None:
        """The same of a statement with inner blocks."""
        if step.kind == "with":
            if any(
                keeps_errors(self.finder.scope, i.context, step, i.target, any_error=True)
                for i in step.items
            ):
                return None
            return self.certain(step.blocks[0].steps, last)
        if step.kind not in ("if", "try"):
            return None
        roles = [b.role for b in step.blocks]
        if "finally" in roles:
            return None
        found: list[bool] = []
        for block in step.blocks:
            # What stands in the body of a `try` with an `else` is not the end of it.
            ends = last and not (block.role == "body" and step.kind == "try" and "else" in roles)
            sure = self.certain(block.steps, ends)
            if sure is None:
                return None
            if not (block.role == "body" and step.kind == "try" and "else" in roles):
                found.append(sure)
        return all(found) and (step.kind == "try" or "else" in roles)


def collected(step: Step) -> tuple[str, Expr | None, Expr] | None:
    """The collection, key and value of `out.append(value)` or `out[key] = value`."""
    match step:
        case Step(
            kind="expression",
            value=Call(callee=Attribute(value=Name(id=out), name="append"), args=(only,)),
        ) if not only.star and only.keyword is None:
            return out, None, only.value
        case Step(kind="assign", targets=(Item(value=Name(id=out), key=key),), value=value) if (
            value is not None
        ):
            return out, key, value
        case _:
            return None


def build(finder: Site, steps: tuple[Step, ...], index: int) -> Loop | None:
    """`for x in xs: ...; out.append(made)`, where all that an item's work changes is its own.

    None where the body is anything else: then it may still be found in another shape.
    """
    step = steps[index]
    body = step.blocks[0].steps
    if step.value is None or any(s.kind not in _WORK for s in steps_within(body)):
        return None
    loop_names = {n for t in step.targets for n in bound_names(t)}
    own = frozenset(n for s in body for n in names_bound(s)) - loop_names
    ends = _Ends(finder, own)
    sure = ends.certain(body, last=True)
    if sure is None or not ends.leaves:
        return None
    found = [f for s in ends.leaves if (f := collected(s)) is not None]
    (out, key, _), into = found[0], "list" if found[0][1] is None else "dict"
    if any(name != out or (k is None) != (key is None) for name, k, _ in found):
        return None
    if not _is_made_here(finder, step, ends.leaves[0], out, into):
        return None
    parts = [p for s in steps_within(body) for p in _parts(s, ends.leaves)]
    if any(later(p) for p in parts) or any(
        _keeps_cancellation(finder, s) for s in steps_within(body)
    ):
        return None
    if out in finder.scope.names_behind(frozenset(n for p in parts for n in names_read(p))):
        return None
    if out in finder.scope.names_behind(names_read(step.value)) or held_elsewhere(
        finder, step, out
    ):
        return None
    first = ""
    for leaf, (_, leaf_key, made) in zip(ends.leaves, found, strict=True):
        if leaf_key is None:
            continue
        if all_awaits(leaf_key) or changes(finder.effects, finder.scope, leaf_key, leaf):
            return None
        plain = not all_awaits(made) and not may_raise(finder.effects, finder.scope, made, leaf)
        if not plain and may_raise(finder.effects, finder.scope, leaf_key, leaf):
            first = Names(finder.scope).fresh("value")
    whole = whole_body(finder, step, index, body)
    if isinstance(whole, str):
        return None
    work = finder.effects.of_steps(finder.scope, body)
    kept = frozenset(_alone(e, own) for e in work.effects if not _is_of_item(e, {*own, out}))
    summary = Summary(kept, work.waits)
    if state_writes(summary) or changes(finder.effects, finder.scope, step.value, step) is not None:
        return None
    fresh = index - 1 if index > 0 and makes_empty(steps[index - 1], out, into) else None
    return replace(
        whole,
        shape="build",
        summary=summary,
        rest=(),
        fresh=fresh,
        out=out,
        into="dict" if key is not None else "list",
        skips=ends.skips or not sure,
        hoist=first,
    )


def later(expr: Expr) -> bool:
    """Whether an expression makes something that looks at names later: a lambda, a lazy generator.

    After the loop they find the last item; in a coroutine of its own they find theirs.
    """
    lazy = isinstance(expr, Comprehension) and expr.type == "generator"
    consumed = isinstance(expr, Call) and [
        id(a.value) for a in expr.args if isinstance(a.value, Comprehension)
    ]
    return (
        lazy
        or isinstance(expr, Closure)
        or any(
            later(part)
            for child in children(expr)
            for part in (children(child) if consumed and id(child) in consumed else (child,))
        )
    )


def _keeps_cancellation(finder: Site, step: Step) -> bool:
    """Whether a handler may end the cancellation of an item, after which the loop would have gone on."""
    if step.kind != "try":
        return False
    for block in step.blocks:
        if block.role != "handler":
            continue
        if block.catches_all or not block.catches:
            return True
        for caught in block.catches:
            symbol = finder.scope.symbol_of(caught)
            name = symbol.name if symbol is not None else (dotted_name(caught) or "BaseException")
            if name.rpartition(".")[2] in ("BaseException", "CancelledError"):
                return True
    return False


def _is_made_here(finder: Site, step: Step, leaf: Step, out: str, into: str) -> bool:
    found = finder.scope.type_of(Name(out), leaf)
    place = finder.scope.place_of(Name(out), step)
    return found is not None and found.name == into and place.kind == "fresh" and not place.path


def _parts(step: Step, leaves: list[Step]) -> tuple[Expr, ...]:
    """What a statement reads, the collection it puts something into left out."""
    if any(step is leaf for leaf in leaves):
        made = collected(step)
        return tuple(p for p in made[1:] if p is not None) if made is not None else ()
    return (*expressions(step), *step.targets, *(c for b in step.blocks for c in b.catches))


def _is_of_item(effect: Effect, bound: Collection[str]) -> bool:
    """Whether an effect is about an object that the body makes anew for each item."""
    place = effect.place
    return (
        effect.resource == "state"
        and place is not None
        and place.kind == "fresh"
        and place.root.partition("@")[0] in bound
    )


def _alone(effect: Effect, bound: Collection[str]) -> Effect:
    """The effect without the channel that the body opens anew for each item."""
    place = effect.channel.place if effect.channel is not None else None
    if place is None or place.kind != "fresh" or place.root.partition("@")[0] not in bound:
        return effect
    return replace(effect, channel=None)


def makes_empty(step: Step, name: str, into: str) -> bool:
    """Whether a statement makes the empty list or dict that a loop fills."""
    if step.kind != "assign" or step.targets != (Name(name),):
        return False
    match step.value:
        case Display(type=made, items=()):
            return made == into
        case Call(callee=Name(id=made), args=()):
            return made == into
        case _:
            return False
