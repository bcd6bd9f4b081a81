"""Which related rows of its items a loop looks at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from codemods.model.code import (
    Attribute,
    Call,
    Choice,
    Closure,
    Comprehension,
    Expr,
    Name,
    ShortCircuit,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.model.queries import Column, Entity, Query
from codemods.patterns._batch_case import Reader
from codemods.project.codebase import Codebase
from codemods.project.schema import entities_pointing_at, entity_of


@dataclass
class Loop:
    """A loop over rows; `body` for a statement, `parts` for a comprehension."""

    item: str
    iterable: Expr
    step: Step
    body: tuple[Step, ...] = ()
    comprehension: Comprehension | None = None


@dataclass
class Uses:
    """Which related rows of the item are looked at, and whether for every item."""

    always: dict[str, bool] = field(default_factory=dict)
    escapes: bool = False
    written: bool = False


def uses_in(reader: Reader, loop: Loop, entity: Entity) -> Uses:
    """What the loop does with its item."""
    found = Uses()
    look = _Look(reader, loop.item, entity, found)
    if loop.comprehension is not None:
        inner = loop.comprehension
        for number, clause in enumerate(inner.clauses):
            if number:
                look.expr(clause.iterable, number == 1 and not inner.clauses[0].conditions)
            for place, condition in enumerate(clause.conditions):
                look.expr(condition, number == 0 and place == 0)
        plain = len(inner.clauses) == 1 and not inner.clauses[0].conditions
        for element in inner.elements:
            look.expr(element, plain)
    else:
        look.steps(loop.body, True)
    return found


@dataclass
class _Look:
    """Goes through a loop's body in the order in which it runs."""

    reader: Reader
    item: str
    entity: Entity
    found: Uses

    def steps(self, steps: tuple[Step, ...], always: bool) -> bool:
        """Whether what comes after the steps runs for every item, too."""
        for step in steps:
            if step.kind in ("function", "class"):
                self.found.escapes = True
                continue
            for target in step.targets:
                if target == Name(self.item):
                    self.found.written = True
            if step.kind == "raise":
                continue
            for expr in expressions(step):
                if isinstance(expr, Attribute) and any(expr is t for t in step.targets):
                    expr = expr.value  # setting an attribute does not load what it was
                    if expr == Name(self.item):
                        continue
                self.expr(expr, always)
            for block in step.blocks:
                inner = self.steps(block.steps, always and step.kind == "with")
                if step.kind == "with":
                    always = always and inner
                elif any(
                    s.kind in ("continue", "break", "return") for s in steps_within(block.steps)
                ):
                    always = False
        return always

    def expr(self, expr: Expr, always: bool) -> None:
        if any(expr is gone for gone in self.reader.settled):
            return  # what is written there instead looks at no row behind the item
        match expr:
            case Name(id=name) if name == self.item:
                self.found.escapes = True
            case Attribute():
                names = self._names(expr)
                if names:
                    path = self._path(names)
                    if path:
                        known = self.found.always.get(path, False)
                        self.found.always[path] = known or always
                    return
                self.expr(expr.value, always)
            case ShortCircuit(operands=(first, *rest)):
                self.expr(first, always)
                for part in rest:
                    self.expr(part, False)
            case Choice(test=test, then=then, otherwise=otherwise):
                self.expr(test, always)
                self.expr(then, False)
                self.expr(otherwise, False)
            case Comprehension() | Closure():
                for child in children(expr):
                    self.expr(child, False)
            case _:
                if isinstance(expr, Call) and self._is_method(expr):
                    self.found.escapes = True
                for child in children(expr):
                    self.expr(child, always)

    def _is_method(self, call: Call) -> bool:
        callee = call.callee
        return isinstance(callee, Attribute) and callee.value == Name(self.item)

    def _names(self, expr: Expr) -> list[str]:
        """`["customer", "name"]` for `order.customer.name`."""
        names: list[str] = []
        while isinstance(expr, Attribute):
            names.insert(0, expr.name)
            expr = expr.value
        return names if expr == Name(self.item) else []

    def _path(self, names: list[str]) -> str:
        """The relations at the head of the names, as `select_related` spells them."""
        at: Entity | None = self.entity
        path: list[str] = []
        for name in names:
            if at is None:
                break
            hop = hop_from(self.reader.project, at, name)
            if hop is None or not hop[0].references:
                break
            path.append(name)
            at = hop[1]
        return "__".join(path)


def hop_from(project: Codebase, at: Entity, name: str) -> tuple[Column, Entity | None] | None:
    """The one row that an attribute leads to: by a foreign key, or by a one-to-one from there."""
    for column in at.columns.values():
        if column.object_attribute == name:
            return column, entity_of(project, column.references)
    for other, column in entities_pointing_at(project, at.name):
        if column.single and column.related_name == name:
            return column, other
    return None


def says_prefetched(lines: Sequence[str], relation: str) -> bool:
    """Whether code names a relation where it has rows come with others, on one line or on several."""
    if not any("refetch" in line for line in lines):
        return False
    inner = r"(?:[^()]|\([^()]*\))*"
    named = re.compile(rf"""refetch\w*\({inner}["'](?:\w+__)*{re.escape(relation)}\b""")
    return any("refetch" in line and relation in line for line in lines) or bool(
        named.search("\n".join(lines))
    )


def kept_by_owner(reader: Reader, query: Query) -> list[str]:
    """Whether related rows may be with their owner already, where a join would ask for them anew."""
    if not query.relation:
        return []
    for module in reader.project.mentioning("refetch"):
        if says_prefetched(reader.project.lines(module.path), query.relation):
            return [f"whether `{query.relation}` was loaded before ({module.path} does so)"]
    return []


def comes_joined(reader: Reader, query: Query, paths: list[str]) -> bool:
    """Whether the function has the rows come with their owners, and what they lead to with them."""
    span = reader.function.span
    lines = reader.project.lines(reader.module.path)[span.line - 1 : span.end_line]
    text = " ".join(line.strip() for line in lines)
    found = re.search(rf"""Prefetch\(\s*["']{query.relation}["'], queryset=(.*)""", text)
    joined = found.group(1) if query.relation and found is not None else ""
    return bool(joined) and all(re.search(rf"""["']{path}["']""", joined) for path in paths)
