"""Which rows many-to-many fields of Django lead to, from either side.

source: Django documentation, "Model field reference" (`ManyToManyField`, `related_name`).
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.libraries.facts import ModelFact
from codemods.model.code import Call, Constant
from codemods.model.queries import Entity
from codemods.project.accounts import user_model
from codemods.project.codebase import Codebase
from codemods.project.schema import entity_of
from codemods.project.types import dotted_name

_FIELD = "ManyToManyField"


def many_behind(project: Codebase, owner: Entity, name: str) -> Entity | None:
    """The model whose rows an attribute of an object gives through a table between them."""
    if owner.library != "django":
        return None
    for cls in _order(project, owner.name):
        for attribute, target, _ in _fields_of(project, cls):
            if attribute == name:
                return entity_of(project, target)
    return _from_the_other_side(project, owner, name)


def _from_the_other_side(project: Codebase, owner: Entity, name: str) -> Entity | None:
    classes = set(_order(project, owner.name))
    found = {cls for cls, target, related in _all(project) if target in classes and related == name}
    return entity_of(project, found.pop()) if len(found) == 1 else None


def _order(project: Codebase, name: str) -> tuple[str, ...]:
    """A class with its bases, also where both come from a library."""
    return (*project.mro(name), *project.catalogue.bases(name))


def _all(project: Codebase) -> list[tuple[str, str, str]]:
    """The model, the target and the name for the other side of all such fields."""
    key = ("many to many",)
    if key not in project.memo:
        classes = [
            f"{module.name}.{fact.name}"
            for module in project.mentioning(_FIELD)
            for fact in module.facts.classes
            if not project.subclasses(
                f"{module.name}.{fact.name}"
            )  # they may have names of their own
        ]
        found = [(cls, t, r) for cls in classes for _, t, r in _fields_of(project, cls)]
        # Accounts are one class only, whichever the project has chosen for them.
        brought = [n for n in project.catalogue.models() if not n.endswith(".models.User")]
        for name in filter(None, dict.fromkeys([*brought, user_model(project)])):
            facts = (project.catalogue.model(owner) for owner in _order(project, name))
            found += [(name, t, r) for fact in facts if fact for _, t, r in _brought(fact)]
        project.memo[key] = found
    return project.memo[key]  # type: ignore[return-value]


def _fields_of(project: Codebase, cls: str) -> Iterator[tuple[str, str, str]]:
    """The many-to-many fields that a class has itself: name, target, name of the other side."""
    held = project.class_fact(cls)
    if held is None:
        fact = project.catalogue.model(cls)
        if fact is not None:
            yield from _brought(fact)
        return
    entity: Entity | None = None
    for attribute, line, end in held[1].attributes:
        if _FIELD not in "".join(project.lines(held[0].path)[line - 1 : end]):
            continue
        step = project.statement(held[0], line, end)
        call = step.value if step is not None else None
        if not isinstance(call, Call) or not (dotted_name(call.callee) or "").endswith(_FIELD):
            continue
        entity = entity or entity_of(project, cls)
        target = entity.relations.get(attribute, "") if entity is not None else ""
        if target and not any(a.star for a in call.args):
            yield attribute, target, _other_side(cls, call)


def _other_side(cls: str, call: Call) -> str:
    """What the objects on the other side call the rows; "" where that is not known."""
    given = next((a.value for a in call.args if a.keyword == "related_name"), None)
    if given is None:
        return f"{cls.rpartition('.')[2].lower()}_set"
    plain = isinstance(given, Constant) and isinstance(given.value, str)
    text = str(given.value) if plain and isinstance(given, Constant) else ""
    return "" if text.endswith("+") or "%" in text else text


def _brought(fact: ModelFact) -> Iterator[tuple[str, str, str]]:
    for name, target in fact.many.items():
        yield name, target, fact.related.get(name, "")


__all__ = ["many_behind"]
