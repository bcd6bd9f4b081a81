"""Related rows that a loop takes whole from each of its items: asked for with the items.

source: Django documentation, "QuerySet API reference" (`prefetch_related`); observed: the rows come
through the manager that `order.items` asks, in its order, and know the object whose they are.
"""

from __future__ import annotations

from codemods.languages.python.queries.django_form import Form
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Call,
    Comprehension,
    Expr,
    Name,
    expressions,
    steps_within,
    walk,
)
from codemods.model.steps import TakeLoaded
from codemods.patterns._batch_case import Case, Loading, Reader
from codemods.patterns._batch_eager import (
    asked_for,
    between,
    is_shared,
    source,
)
from codemods.patterns._batch_joins import cannot_extend, unknown_of_project
from codemods.patterns._batch_relations import Loop, uses_in
from codemods.project.queries import Asker
from codemods.project.schema import entity_of

# One query asks for the rows of all items, however many there are: these take so many keys and no more.
_FEW_KEYS = frozenset(["sqlite"])


def prefetched(reader: Reader, case: Case) -> TakeLoaded | None:
    """The step that loads the rows with the items; None where a dict of lists is written instead."""
    query, site = case.query, case.found.site
    loop = loop_of(case)
    if query.library != "django" or not query.relation or loop is None:
        return None
    if query.answer != "all" or query.gives != "entity" or query.is_async or query.assumed:
        return None
    if query.limit is not None or case.found.helper is not None or case.conditions:
        return None
    match site:
        case Call(callee=Attribute(value=Attribute(value=Name(id=item)), name="all"), args=()):
            if item != loop.item:
                return None
        case _:
            return None
    if not _is_gone_through(case, site) or _used(loop, query.relation) != 1:
        return None
    if Asker(reader.effects, reader.scope, loop.step).dialect in _FEW_KEYS:
        return None
    found = source(reader, loop)
    if found is None or _streams(loop.iterable):
        return None
    expr, at, items = found
    entity, form = entity_of(reader.project, items.entity), items.form
    if entity is None or not isinstance(form, Form) or form.repeats or items.relation:
        return None
    unknown = list(unknown_of_project(reader))
    if cannot_extend(form, entity, unknown) is not None or unknown:
        return None
    uses = uses_in(reader, loop, entity)
    before = between(reader, loop, at)
    if uses.escapes or uses.written or is_shared(reader, loop, at):
        return None
    if before is None or before.effects:
        return None
    code = f'.prefetch_related("{query.relation}")'
    if isinstance(query.form, Form) and not query.form.unnamed and not query.form.imported_late:
        of_rows = query.form
        reader.loading[id(site)] = Loading("", code, spell(of_rows.manager), of_rows.imports)
    return asked_for(reader, expr, at, code)


def loop_of(case: Case) -> Loop | None:
    """The loop over the items, where the rows are asked for in each of its turns."""
    frame = case.found.frames[case.start]
    if case.start != len(case.found.frames) - 1 or frame.walk is not None:
        return None
    if not isinstance(frame.targets, Name) or frame.iterable is None or frame.is_async:
        return None
    body = frame.block.steps if frame.block is not None else ()
    return Loop(frame.targets.id, frame.iterable, frame.step, body, frame.comprehension)


def _is_gone_through(case: Case, site: Expr) -> bool:
    """Whether the rows are taken one after the other and nothing else."""
    step = case.found.step
    if step.kind == "for" and step.value is site and not step.is_async:
        return True
    return any(
        clause.iterable is site and not clause.is_async
        for outer in expressions(step)
        for inner in walk(outer)
        if isinstance(inner, Comprehension)
        for clause in inner.clauses
    )


def _used(loop: Loop, relation: str) -> int:
    """How often the loop spells the relation: rows that are asked for again would be the same ones."""
    parts = (
        walk(loop.comprehension)
        if loop.comprehension is not None
        else (p for s in steps_within(loop.body) for e in expressions(s) for p in walk(e))
    )
    return sum(isinstance(p, Attribute) and p.name == relation for p in parts)


def _streams(iterable: Expr) -> bool:
    """Whether the items are read in pieces, which says how many rows are loaded at a time."""
    return any(isinstance(p, Attribute) and p.name == "iterator" for p in walk(iterable))
