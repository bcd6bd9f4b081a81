"""The model's values as plain data for JSON, and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from codemods.model.findings import Finding, Refused
from codemods.model.spans import Span
from codemods.model.steps import (
    AddFunction,
    AddImport,
    AwaitEach,
    AwaitTogether,
    Dissolve,
    FileEdit,
    Forget,
    Keep,
    LoadOnce,
    Member,
    TakeLoaded,
    Together,
)

_CLASSES: dict[str, type] = {
    c.__name__: c
    for c in (
        Finding,
        Refused,
        Span,
        FileEdit,
        AwaitTogether,
        AwaitEach,
        AddImport,
        LoadOnce,
        TakeLoaded,
        Dissolve,
        Forget,
        AddFunction,
        Keep,
        Together,
        Member,
    )
}


def to_plain(value: Any) -> Any:
    """Dataclasses become lists that begin with their name, tuples become lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(to_plain(getattr(value, f.name)) for f in fields(value))]
    if isinstance(value, tuple | list):
        return ["()", *(to_plain(v) for v in value)]
    return value


def from_plain(value: Any) -> Any:
    """The value that `to_plain` took apart; ValueError for anything else."""
    if not isinstance(value, list):
        return value
    if not value:
        raise ValueError("an empty list stands for nothing")
    head, rest = value[0], [from_plain(v) for v in value[1:]]
    if head == "()":
        return tuple(rest)
    if head not in _CLASSES:
        raise ValueError(f"unknown kind of value: {head!r}")
    return _CLASSES[head](*rest)
