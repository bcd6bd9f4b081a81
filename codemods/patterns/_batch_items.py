"""What a loop changes of its items before the query that takes its key from them."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Expr,
    Item,
    Name,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import ANY_ATTRIBUTE, Effect, Summary
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import body_of
from codemods.project.types import members


def check_items(reader: Reader, case: Case, body: Summary) -> None:
    """Refuses keys that the loop sets on its items: those that are collected would be the old ones."""
    frames = case.found.frames[case.start :]
    parts = [*case.keys, *(test for _, test, _ in case.conditions)]
    for frame in frames:
        for name in sorted(frame.bound()) if frame.kind == "loop" else ():
            read = [p for part in parts for p in _chains(part, name)]
            attributes = {p.name for p in read if isinstance(p, Attribute)}
            roots: set[tuple[str, str]] = {
                (place.kind, place.root)
                for expr in (Name(name), frame.iterable)
                if expr is not None
                for place in (reader.scope.place_of(expr, case.found.step),)
            }
            for effect in body.effects:
                if attributes and _sets(reader, effect, roots, attributes, name):
                    raise No(f"{effect.via} changes what the query depends on", "B16")
            keys = [p.key for p in read if isinstance(p, Item)]
            changed = next(_set_by_key(reader, case, name, keys, roots), "") if keys else ""
            if changed:
                raise No(f"{changed} changes what the query depends on", "B16")


def _chains(expr: Expr, name: str) -> Iterator[Attribute | Item]:
    """The attributes and items that lead from a name: `post.author.id`, `row["id"]`."""
    for part in walk(expr):
        inner: Expr = part
        while isinstance(inner, Attribute | Item):
            inner = inner.value
        if isinstance(part, Attribute | Item) and inner == Name(name):
            yield part


def _sets(
    reader: Reader,
    effect: Effect,
    roots: set[tuple[str, str]],
    attributes: set[str],
    name: str,
) -> bool:
    place = effect.place
    if effect.kind != "write" or effect.resource != "state" or place is None:
        return False
    if effect.once or effect.fills or not {*attributes, ANY_ATTRIBUTE} & set(place.path):
        return False
    if place.kind == "unknown":
        of_item = [p.name for p in members(reader.scope.type_of(Name(name)))]
        known = effect.target and reader.project.class_fact(effect.target) is not None
        return not known or not of_item or any(
            reader.project.related(effect.target, n) for n in of_item
        )  # fmt: skip
    return (place.kind, place.root) in roots


def _set_by_key(
    reader: Reader, case: Case, name: str, keys: list[Expr], roots: set[tuple[str, str]]
) -> Iterator[str]:
    """What puts something else under a key of the item: a statement, or a call that is given it."""
    for step in steps_within(body_of(case.found, case.start)):
        for target in step.targets if step.kind in ("assign", "augment", "delete") else ():
            if isinstance(target, Item) and target.value == Name(name):
                plain = isinstance(target.key, Constant)
                if not plain or any(not isinstance(k, Constant) or k == target.key for k in keys):
                    yield f"`{name}[...] = ...`"
        for part in (p for e in expressions(step) for p in walk(e)):
            if not isinstance(part, Call):
                continue
            if not any(p == Name(name) for p in walk(part)):
                continue
            for effect in reader.effects.of_expr(reader.scope, part, step).effects:
                place = effect.place
                if effect.kind != "write" or effect.resource != "state" or place is None:
                    continue
                if (place.kind, place.root) in roots and place.path:
                    yield effect.via
