"""Whether those who get the rows change them, so that two items must not share one."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.effects import ANY_ATTRIBUTE, Effect
from codemods.model.queries import Entity, Query
from codemods.patterns._batch_case import Case, Reader
from codemods.project.attributes import attribute_type
from codemods.project.call_sites import call_sites
from codemods.project.schema import entity_of
from codemods.project.types import Type, members

_WITH_DICTS = ("django", "tortoise", "peewee", "raw")
_FURTHEST = 12  # functions on the way up from the query


def changed_by_callers(reader: Reader, case: Case) -> Iterator[str]:
    """Callers, near and far, that change objects like the ones that the function may give them."""
    found = reader.scope.type_of(case.found.site, case.found.step)
    yield from callers_changing(reader, case.query, frozenset(_classes_in(reader, found)))


def changed_after(reader: Reader, case: Case) -> str | None:
    """What changes rows in the function itself, behind the loop that puts them where it finds them."""
    site = case.found.site
    entity = entity_of(reader.project, case.query.entity)
    if entity is None and case.query.gives != "row":
        return None
    made = frozenset(_classes_in(reader, reader.scope.type_of(site, case.found.step)))
    frame = case.found.frames[case.start]
    last = frame.step.span if frame.comprehension is None else case.found.step.span
    for step in reader.function.body:
        # A loop around the whole may come back to what stands before it.
        if step.span.end_line <= last.end_line and len(frame.step.path) == 1:
            continue
        for effect in sorted(reader.effects.of_step(reader.scope, step).effects, key=str):
            if _changes_row(reader, effect, entity, case.query, made):
                return effect.via
    return None


def callers_changing(
    reader: Reader, query: Query, made: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Callers that change rows like those of a query, or objects of the classes made of them."""
    entity = entity_of(reader.project, query.entity)
    if entity is None and query.gives != "row":
        return
    seen = {reader.function.name}
    pending = [reader.function]
    while pending and len(seen) < _FURTHEST:
        for site in call_sites(reader.project, pending.pop()) or ():
            caller = site.scope.function
            if caller.name in seen:
                continue
            seen.add(caller.name)
            pending.append(caller)
            summary = reader.effects.of_steps(site.scope, caller.body)
            if any(_changes_row(reader, e, entity, query, made) for e in summary.effects):
                yield f"`{caller.name}`"


def _classes_in(reader: Reader, type_: Type | None) -> Iterator[str]:
    """The classes of the project whose objects a value is, or is made of."""
    for part in members(type_):
        if reader.project.class_fact(part.name):
            yield part.name
        for inner in part.args:
            yield from _classes_in(reader, inner)


def _changes_row(
    reader: Reader, effect: Effect, entity: Entity | None, query: Query, made: frozenset[str]
) -> bool:
    if effect.kind != "write" or effect.resource != "state" or effect.place is None:
        return False
    if not effect.place.path or effect.place.root == reader.scope.receiver:
        return False
    name = effect.place.path[-1]
    if query.gives == "row":
        attributes = [p for p in effect.place.path if p != "[*]"]
        if made and attributes:
            # What a helper makes of each row is an object like any other.
            if effect.target and name != "[*]":
                return any(reader.project.related(effect.target, m) for m in made)
            return any(attribute_type(reader.project, Type(m), attributes[-1]) for m in made)
        return name == "[*]" and query.library in _WITH_DICTS and _is_item(effect)
    if entity is None or (effect.target and not reader.project.related(effect.target, entity.name)):
        return False
    return name == ANY_ATTRIBUTE or name in entity.columns or name in entity.relations


def _is_item(effect: Effect) -> bool:
    """Whether an item is set, as in a row that is a dict; lists grow by methods."""
    return effect.via.endswith(("[...] = ...", " |= ...")) or effect.via.startswith("dict.")
