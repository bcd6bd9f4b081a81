"""Rows that a session of SQLAlchemy keeps: whoever asks for one that is loaded gets the object that is there."""

from __future__ import annotations

from codemods.project.codebase import Codebase
from codemods.project.schema import entity_of
from codemods.project.types import Type, members


def is_kept_row(project: Codebase, type_: Type | None) -> bool:
    """Whether a value is an object that others may have from the same session.

    source: SQLAlchemy documentation, "Session Basics" (the identity map).
    """
    return any(is_kept(project, part.name) for part in members(type_))


def is_kept(project: Codebase, cls: str) -> bool:
    """Whether a class is one whose objects a session keeps."""
    entity = entity_of(project, cls) if project.class_fact(cls) is not None else None
    return entity is not None and entity.library == "sqlalchemy"
