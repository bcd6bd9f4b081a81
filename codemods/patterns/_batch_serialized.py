"""Queries that run once for each object that is serialised, or listed by the admin: told, for the cure
is in the query set of the view.

source: Django REST framework documentation, "Serializers" (`many=True`, `to_representation`),
"Serializer fields" (`SerializerMethodField`) and "Generic views" (`serializer_class`); Django
documentation, "The Django admin site" (`list_display`, `list_select_related`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Item,
    Name,
    Step,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.findings import Finding, identity
from codemods.model.queries import Query
from codemods.model.spans import Span
from codemods.patterns._batch_case import Reader, span_of
from codemods.patterns._batch_relations import says_prefetched
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase, Module
from codemods.project.purity import names_read
from codemods.project.queries import Asker
from codemods.project.schema import entity_of
from codemods.project.scope import Scope
from codemods.project.search import Candidate
from codemods.project.types import Type

_HOME = "rest_framework.serializers."
_FIELD = "SerializerMethodField"
# Views that give the objects of their query set to their serializer, many at once.
_LISTING = frozenset(
    ["ModelViewSet", "ReadOnlyModelViewSet", "ListModelMixin", "ListAPIView", "ListCreateAPIView"]
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A method that is called with one object after the other: of which model, where, and by whom."""

    model: str
    where: str
    verb: str


def may_serialise(candidate: Candidate) -> bool:
    """A quick look: a method of a class in a module that knows serializers."""
    last = candidate.fact.name.rpartition(".")[2]
    if not candidate.fact.owner:
        return False
    homes = {i.module for i in candidate.module.facts.imports if not i.level}
    if any(home.startswith("django.contrib") for home in homes) and candidate.has_word("."):
        return True
    if not (last.startswith("get_") or last == "to_representation"):
        return False
    return any("rest_framework" in home for home in homes)


def find_serialized(reader: Reader) -> Iterator[Finding]:
    """A finding for each query of a serializer's method that asks for rows of its one object."""
    function = reader.function
    if function.owner is None or len(function.parameters) < 2:
        return
    shown = _serialised(reader, function.owner) or _listed(reader, function.owner)
    if shown is None:
        return
    item = function.parameters[1].name
    given = {item: Type(shown.model)}
    scope = Scope(reader.project, function, Type(function.owner), given)
    told: set[str] = set()
    for step in steps_within(function.body):
        for outer in expressions(step):
            for expr, query in _queries(reader, scope, outer, step):
                if any(item in names_read(f.value) for f in query.filters if not f.many):
                    if not _is_prefetched(reader.project, query):
                        yield _told(reader, expr, query, shown)
            for place, relation in _followed(reader, shown, item, outer):
                if relation not in told and not _is_joined(reader.project, relation):
                    told.add(relation)
                    yield _told_of_relation(reader, place or step.span, relation, shown)


def _serialised(reader: Reader, owner: str) -> Shown | None:
    """What a serializer's method is called with, where many objects are given to the serializer."""
    project, last = reader.project, reader.function.name.rpartition(".")[2]
    if not any(base.startswith(_HOME) for base in project.mro(owner)):
        return None
    if last != "to_representation" and not _gives_a_field(project, owner, last):
        return None
    model, where = _model(project, owner), _in_lists(project, owner)
    return Shown(model, where, "serialised") if model and where else None


def _listed(reader: Reader, owner: str) -> Shown | None:
    """What a method of the admin is called with, where its list shows what the method gives."""
    project, last = reader.project, reader.function.name.rpartition(".")[2]
    held = project.class_fact(owner)
    if held is None or not any(base.endswith("ModelAdmin") for base in held[1].bases):
        return None
    module, fact = held
    for attribute, line, end in fact.attributes:
        step = project.statement(module, line, end) if attribute == "list_display" else None
        if step is None or step.value is None:
            continue
        if any(p == Constant("str", last) for p in walk(step.value)):
            model = _registered(project, module, fact.name, fact.line)
            return Shown(model, f"{module.path}:{line}", "listed") if model else None
    return None


def _registered(project: Codebase, module: Module, name: str, line: int) -> str:
    """The model that a class of the admin is for."""
    lines = project.lines(module.path)
    above = [row for row in lines[max(0, line - 3) : line + 3] if "register(" in row]
    by_call = re.compile(rf"register\(\s*(\w+),\s*{re.escape(name)}\b")
    found = [m.group(1) for row in above if (m := re.search(r"@.*register\((\w+)", row))]
    found += [m.group(1) for row in lines if (m := by_call.search(row))]
    symbol = project.lookup(module, found[0]) if len(set(found)) == 1 else None
    if symbol is None or symbol.kind not in ("class", "external"):
        return ""
    return symbol.name if entity_of(project, symbol.name) is not None else ""


def _followed(
    reader: Reader, shown: Shown, item: str, expr: Expr
) -> Iterator[tuple[Span | None, str]]:
    """The foreign keys of the object behind which something is looked at."""
    entity = entity_of(reader.project, shown.model)
    if entity is None:
        return
    leading = {c.object_attribute: c for c in entity.columns.values() if c.object_attribute}
    for part in walk(expr):
        match part:
            case Attribute(value=Attribute(value=Name(id=name), name=relation), name=last):
                column = leading.get(relation)
                if name == item and column is not None and last not in ("pk", "id"):
                    yield None, relation


def _is_joined(project: Codebase, relation: str) -> bool:
    """Whether some query set of the project loads a relation with its rows."""
    return any(
        says_prefetched(lines, relation)
        or any("select_related" in line and relation in line for line in lines)
        or any("select_related()" in line or "list_select_related = True" in line for line in lines)
        for module in project.mentioning("select_related", "refetch")
        for lines in (project.lines(module.path),)
    )


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
    return _in_views(project, short)


def _in_views(project: Codebase, short: str) -> str:
    """Where a view that lists objects names the serializer."""
    for module in project.mentioning("serializer_class"):
        lines = project.lines(module.path)
        for fact in module.facts.classes:
            if not {base.rpartition(".")[2] for base in fact.bases} & _LISTING:
                continue
            for attribute, line, _ in fact.attributes:
                if attribute == "serializer_class" and re.search(
                    rf"\b{re.escape(short)}\s*$", lines[line - 1]
                ):
                    return f"{module.path}:{line}"
    return ""


def _is_prefetched(project: Codebase, query: Query) -> bool:
    return bool(query.relation) and any(
        "refetch" in line and query.relation in line
        for module in project.mentioning("refetch")
        for line in project.lines(module.path)
    )


def _told(reader: Reader, expr: Expr, query: Query, shown: Shown) -> Finding:
    place = span_of(expr) or reader.function.span
    entity, of = query.entity.rpartition(".")[2], shown.model.rpartition(".")[2]
    return _finding(
        reader, place, shown,
        f"`{entity}` is queried once per `{of}` that is {shown.verb}: n round trips; annotate or "
        "prefetch it in the query set of the view",
    )  # fmt: skip


def _told_of_relation(reader: Reader, place: Span, relation: str, shown: Shown) -> Finding:
    of = shown.model.rpartition(".")[2]
    cure = (
        "name it in `list_select_related`"
        if shown.verb == "listed"
        else "join it in the query set of the view (`select_related`)"
    )
    return _finding(
        reader, place, shown,
        f"`{relation}` of each `{of}` that is {shown.verb} is loaded one by one: n round trips; {cure}",
    )  # fmt: skip


def _finding(reader: Reader, place: Span, shown: Shown, message: str) -> Finding:
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[place.line - 1 : place.end_line])
    many = (
        "the admin shows a list of objects"
        if shown.verb == "listed"
        else "many objects are given to the serializer at once"
    )
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, place, reader.function.name, "manual", "medium",
        message, (f"{many} ({shown.where})",), (), "n", "1",
    )  # fmt: skip
