"""Queries that run once for each object that is serialised: told, for the cure is in the view's query.

source: Django REST framework documentation, "Serializers" (`many=True`, `to_representation`) and
"Serializer fields" (`SerializerMethodField`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import (
    Await,
    Call,
    Constant,
    Expr,
    Item,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.model.findings import Finding, identity
from codemods.model.queries import Query
from codemods.patterns._batch_case import Reader, span_of
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase
from codemods.project.purity import names_read
from codemods.project.queries import Asker
from codemods.project.scope import Scope
from codemods.project.search import Candidate
from codemods.project.types import Type

_HOME = "rest_framework.serializers."
_FIELD = "SerializerMethodField"


def may_serialise(candidate: Candidate) -> bool:
    """A quick look: a method of a class in a module that knows serializers."""
    last = candidate.fact.name.rpartition(".")[2]
    if not candidate.fact.owner or not (last.startswith("get_") or last == "to_representation"):
        return False
    return any("rest_framework" in i.module for i in candidate.module.facts.imports)


def find_serialized(reader: Reader) -> Iterator[Finding]:
    """A finding for each query of a serializer's method that asks for rows of its one object."""
    function = reader.function
    owner, last = function.owner, function.name.rpartition(".")[2]
    if owner is None or len(function.parameters) < 2:
        return
    project = reader.project
    if not any(base.startswith(_HOME) for base in project.mro(owner)):
        return
    if last != "to_representation" and not _gives_a_field(project, owner, last):
        return
    model = _model(project, owner)
    where = _in_lists(project, owner)
    if not model or not where:
        return
    item = function.parameters[1].name
    scope = Scope(project, function, Type(owner), {item: Type(model)})
    for step in steps_within(function.body):
        for outer in expressions(step):
            for expr, query in _queries(reader, scope, outer, step):
                if any(item in names_read(f.value) for f in query.filters if not f.many):
                    if not _is_prefetched(project, query):
                        yield _told(reader, expr, query, model, where)


def _queries(reader: Reader, scope: Scope, expr: Expr, step: Step) -> Iterator[tuple[Expr, Query]]:
    if isinstance(expr, Await | Call | Item):
        query = Asker(reader.effects, scope, step).read(expr)
        if isinstance(query, Query):
            yield expr, query
            return
    for child in children(expr):
        yield from _queries(reader, scope, child, step)


def _gives_a_field(project: Codebase, owner: str, method: str) -> bool:
    """Whether a method computes a field of the serializer."""
    for name in project.mro(owner):
        held = project.class_fact(name)
        for attribute, line, end in held[1].attributes if held is not None else ():
            step = project.statement(held[0], line, end) if held is not None else None
            if step is None or not isinstance(step.value, Call) or held is None:
                continue
            symbol = resolve(project, held[0], step.value.callee)
            if symbol is None or not symbol.name.endswith(f".{_FIELD}"):
                continue
            named = step.value.argument(0, "method_name")
            if (isinstance(named, Constant) and named.value == method) or (
                named is None and method == f"get_{attribute}"
            ):
                return True
    return False


def _model(project: Codebase, owner: str) -> str:
    """The class that `Meta.model` names."""
    for name in project.mro(owner):
        held = project.class_fact(f"{name}.Meta")
        for attribute, line, end in held[1].attributes if held is not None else ():
            if attribute == "model" and held is not None:
                step = project.statement(held[0], line, end)
                symbol = (
                    resolve(project, held[0], step.value)
                    if step is not None and step.value is not None
                    else None
                )
                return symbol.name if symbol is not None and symbol.kind == "class" else ""
    return ""


def _in_lists(project: Codebase, owner: str) -> str:
    """Where many objects are given to the serializer at once; "" when that is nowhere seen."""
    short = owner.rpartition(".")[2]
    many = re.compile(rf"\b{re.escape(short)}\([^#]*\bmany=True")
    for module in project.mentioning("many=True"):
        if short not in module.classes and not any(i.local == short for i in module.facts.imports):
            continue
        for number, line in enumerate(project.lines(module.path), 1):
            if many.search(line):
                return f"{module.path}:{number}"
    return ""


def _is_prefetched(project: Codebase, query: Query) -> bool:
    return bool(query.relation) and any(
        "refetch" in line and query.relation in line
        for module in project.mentioning("refetch")
        for line in project.lines(module.path)
    )


def _told(reader: Reader, expr: Expr, query: Query, model: str, where: str) -> Finding:
    place = span_of(expr) or reader.function.span
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[place.line - 1 : place.end_line])
    entity, of = query.entity.rpartition(".")[2], model.rpartition(".")[2]
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, place, reader.function.name, "manual", "medium",
        f"`{entity}` is queried once per `{of}` that is serialised: n round trips; annotate or "
        "prefetch it in the query set of the view",
        (f"many objects are given to the serializer at once ({where})",),
        (), "n", "1",
    )  # fmt: skip
