"""Which library a class is a model of, and what the project says of its models as a whole."""

from __future__ import annotations

import re

from codemods.model.code import (
    Call,
)
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase

_ORM_BASES = {
    "django.db.models.Model": "django",
    "tortoise.models.Model": "tortoise",
    "tortoise.Model": "tortoise",
    "peewee.Model": "peewee",
    "sqlmodel.SQLModel": "sqlmodel",
}


def library_of(project: Codebase, name: str) -> str | None:
    order = project.mro(name)
    for base in order:
        if base in _ORM_BASES:
            return _ORM_BASES[base]
    if len(order) > 1 and _has_django_fields(project, order):
        return "django"
    for owner in order:
        found = project.class_fact(owner)
        if found is None:
            continue
        for attribute, line, end in found[1].attributes:
            if attribute in ("__tablename__", "__table__", "__mapper_args__"):
                return "sqlalchemy"
            text = "".join(project.lines(found[0].path)[line - 1 : end])
            if "mapped_column(" in text or "Column(" in text or "Mapped[" in text:
                return "sqlalchemy"
    return None


def _has_django_fields(project: Codebase, order: tuple[str, ...]) -> bool:
    """Whether a class below one that is not known is a model of Django: only models have fields."""
    if not any(
        project.class_fact(o) is None and o.rpartition(".")[2].endswith(("Model", "?", "Mixin"))
        for o in order
    ):
        return False
    for owner in order:
        found = project.class_fact(owner)
        if found is None:
            continue
        for _, line, end in found[1].attributes:
            step = project.statement(found[0], line, end)
            if step is None or not isinstance(step.value, Call):
                continue
            symbol = resolve(project, found[0], step.value.callee)
            if symbol is not None and symbol.name.startswith("django.db.models."):
                if symbol.name.endswith(("Field", ".ForeignKey")):
                    return True
    return False


def entity_like(project: Codebase, name: str) -> bool:
    """Whether a class of the project stands for a table, without looking at its columns."""
    return library_of(project, name) is not None


def maps_annotations(project: Codebase, of: str = "str") -> bool:
    """Whether a project says itself which column types its annotations of a type mean."""
    key = ("maps annotations", of)
    if key not in project.memo:
        project.memo[key] = any(
            attribute == "type_annotation_map"
            for module in project.modules.values()
            for fact in module.facts.classes
            for attribute, line, end in fact.attributes
            if any(of in row for row in project.lines(module.path)[line - 1 : end])
        )
    return bool(project.memo[key])


_STAMPS = re.compile(
    r"""\b(?:server_default|default|insert_default|db_default)\s*=\s*(?:(?:\w+\.)*(?:func\.(?:now|current_"""
    r"""timestamp|localtimestamp|current_date)|Now)\(|(?:\w+\.)*text\(\s*["'](?:now\(|current_))""",
    re.IGNORECASE,
)


def is_stamped(project: Codebase, name: str) -> bool:
    """Whether the database puts the time of the transaction into new rows of a class."""
    key = ("stamped", name)
    if key not in project.memo:
        project.memo[key] = any(
            _STAMPS.search(" ".join(project.lines(found[0].path)[line - 1 : end]))
            for owner in project.mro(name)
            if (found := project.class_fact(owner)) is not None
            for _, line, end in found[1].attributes
        )
    return bool(project.memo[key])
