"""Changes of loaded objects that a session of SQLAlchemy writes before its next query, which may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Choice,
    Constant,
    Expr,
    Function,
    Name,
    ShortCircuit,
    Step,
    steps_within,
)
from codemods.model.effects import ANY_ATTRIBUTE, Effect, Place
from codemods.model.queries import Entity, Query
from codemods.project import calls
from codemods.project.attributes import attribute_type
from codemods.project.codebase import Codebase
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.items import iterated_type
from codemods.project.schema import entity_of, entity_of_table
from codemods.project.scope import Scope
from codemods.project.session_rows import is_kept
from codemods.project.types import dotted_name, members

_LIBRARY = "sqlalchemy"
# source: SQLAlchemy documentation, "ORM Events" (`AttributeEvents`)
_ATTRIBUTE_EVENTS = re.compile(r"""["'](?:set|append|remove|bulk_replace|modified)["']""")
_MOST = 3


def pending(
    effects: Effects, scope: Scope, effect: Effect, query: Query, depth: int = 0
) -> tuple[str, str] | None:
    """Why a change of object state may be seen by the query of a later item, with the trap it is."""
    if effect.kind != "write" or effect.resource != "state" or effect.place is None:
        return None
    entity = _asked(effects.project, query)
    name, of_items = _changed_attribute(effect.place)
    if entity is None or not name:
        return None
    seen = f"{effect.via} may change a row that the query finds", "B02"
    owner = effect.target or _owner(effects.project, scope, effect.place, of_items)
    project = effects.project
    if name == ANY_ATTRIBUTE or name in entity.columns or name in entity.relations:
        if not owner or project.related(owner, entity.name):
            return seen
    owners = _mapped(project) if not owner else (owner,) if is_kept(project, owner) else ()
    for cls in owners:
        changed = entity_of(project, cls)
        if changed is None:
            continue
        if name in changed.relations:
            if _touches(project, changed, name, entity) and (
                of_items
                or project.related(cls, entity.name)
                or not _leads_to_loaded(scope, effect, name)
            ):
                return seen
        elif name not in changed.columns and _is_made_in_class(project, cls, name):
            return seen  # `synonym("team_id")`, `association_proxy("user", "name")`
        if depth < _MOST:
            for reason in _of_validators(effects, cls, name, query, depth):
                return reason
        if _listens(project) and name in {*changed.columns, *changed.relations}:
            return f"a listener is told of {effect.via} and may change a row", "B02"
    return None


def written_with(project: Codebase, effect: Effect) -> Iterator[Effect]:
    """The columns of a row that change with another attribute: `order.user = boss`, `team.pk = 2`."""
    place = effect.place
    entity = entity_of(project, effect.target) if effect.target else None
    if place is None or not place.path or entity is None:
        return
    name = place.path[-1]
    for column in entity.columns.values():
        primary = name == "pk" and (column.attribute,) == entity.primary_key
        # A session stores the key of a relation with its next query.
        kept = entity.library == _LIBRARY and name in entity.relations and bool(column.references)
        if (primary or kept or column.object_attribute == name) and column.attribute != name:
            yield replace(effect, place=replace(place, path=(*place.path[:-1], column.attribute)))


def _asked(project: Codebase, query: Query) -> Entity | None:
    """What a query of a session asks for; texts that a session runs are queries of one, too."""
    if query.library == _LIBRARY:
        return entity_of(project, query.entity)
    if getattr(query.form, "driver", "") == "text":
        return entity_of_table(project, query.entity) or entity_of(project, query.entity)
    return None


def _changed_attribute(place: Place) -> tuple[str, bool]:
    """The attribute that is set, and whether it is its items that change."""
    names = [p for p in place.path if p != "[*]"]
    return (names[-1] if names else ""), place.path[-1:] == ("[*]",)


def _owner(project: Codebase, scope: Scope, place: Place, of_items: bool) -> str:
    """The class of the object whose attribute a place ends in; "" where it is not known."""
    if place.kind not in ("fresh", "local", "parameter"):
        return ""
    path = place.path[: len(place.path) - (2 if of_items else 1)]
    found = scope.type_of(Name(place.root.partition("@")[0]))
    for part in path:
        found = (
            iterated_type(project, found, False)
            if part == "[*]"
            else attribute_type(project, found, part)
        )
    names = [p.name for p in members(found)]
    return names[0] if len(names) == 1 and project.class_fact(names[0]) is not None else ""


def _mapped(project: Codebase) -> tuple[str, ...]:
    """All classes of the project whose objects a session keeps."""
    key = "classes that sessions keep"
    if key not in project.memo:
        names = (f"{m.name}.{c.name}" for m in project.modules.values() for c in m.facts.classes)
        project.memo[key] = tuple(sorted(n for n in names if is_kept(project, n)))
    return project.memo[key]  # type: ignore[return-value]


def _touches(project: Codebase, changed: Entity, name: str, asked: Entity) -> bool:
    """Whether the ends of a relation, whose rows it may change or add, are among what is asked for."""
    other = changed.relations[name]
    return (
        not other or project.related(other, asked.name) or project.related(changed.name, asked.name)
    )


def _leads_to_loaded(scope: Scope, effect: Effect, name: str) -> bool:
    """Whether a relation is set here, and only to objects that are there: a new one is stored with it."""
    known = False
    for step in steps_within(scope.function.body):
        for target in step.targets:
            if not isinstance(target, Attribute) or target.name != name:
                continue
            known = known or effect.via == f"{describe(target.value)}.{name} = ..."
            if step.kind != "assign" or not _is_loaded(scope, step.value, step):
                return False
    return known


def _is_loaded(scope: Scope, value: Expr | None, at: Step) -> bool:
    match value:
        case Constant(type="none"):
            return True
        case Attribute():
            return True
        case Await(value=inner):
            return _is_loaded(scope, inner, at)
        case ShortCircuit(operands=operands):
            return all(_is_loaded(scope, o, at) for o in operands)
        case Choice(then=then, otherwise=otherwise):
            return _is_loaded(scope, then, at) and _is_loaded(scope, otherwise, at)
        case Call():
            return all(t.kind == "fact" for t in calls.targets(scope, value, at))
        case Name(id=name) if scope.is_local(name):
            found = scope.reaching(name, at)
            return all(
                b.how == "item"
                or (b.how == "value" and b.index is None and _is_loaded(scope, b.value, b.step))
                for b in found
            ) and (bool(found) or name in scope.parameters)
        case _:
            return False


def _is_made_in_class(project: Codebase, cls: str, name: str) -> bool:
    """Whether a call in the body of a mapped class makes an attribute that is no column of its own."""
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        for attribute, line, end in found[1].attributes if found is not None else ():
            if attribute == name:
                step = project.statement(found[0], line, end) if found is not None else None
                return step is None or isinstance(step.value, Call)
    return False


def _of_validators(
    effects: Effects, cls: str, name: str, query: Query, depth: int
) -> Iterator[tuple[str, str]]:
    """What methods that are told of an attribute (`@validates("status")`) change themselves."""
    for function in _validators(effects.project, cls, name):
        inner = Scope(effects.project, function)
        for effect in effects.of_function(function).effects:
            if effect.kind == "unknown" or (effect.kind == "write" and effect.resource != "state"):
                if effect.resource != "log":
                    yield f"`{function.name}` is told of `{name}`: {effect.via}", "B02"
            own = effect.place is not None and _changed_attribute(effect.place)[0] == name
            reason = None if own else pending(effects, inner, effect, query, depth + 1)
            if reason is not None:
                yield reason


def _validators(project: Codebase, cls: str, name: str) -> tuple[Function, ...]:
    key = ("validators", cls, name)
    if key not in project.memo:
        found: list[Function] = []
        for owner in project.mro(cls):
            fact = project.class_fact(owner)
            for method in fact[1].methods if fact is not None else ():
                found += (
                    function
                    for function in project.functions_named(f"{owner}.{method}")
                    if any(_validates(mark, name) for mark in function.decorators)
                )
        project.memo[key] = tuple(found)
    return project.memo[key]  # type: ignore[return-value]


def _validates(mark: Expr, name: str) -> bool:
    if not isinstance(mark, Call) or not (dotted_name(mark.callee) or "").endswith("validates"):
        return False
    return any(a.value == Constant("str", name) or a.star for a in mark.args)


def _listens(project: Codebase) -> bool:
    """Whether code of the project is told of changes of attributes."""
    key = "listens to attributes"
    if key not in project.memo:
        project.memo[key] = any(
            "listen" in row and _ATTRIBUTE_EVENTS.search(row)
            for module in project.mentioning("listens_for", "listen(")
            for row in project.lines(module.path)
        )
    return bool(project.memo[key])
