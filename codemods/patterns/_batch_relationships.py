"""Relations that load their rows one item at a time: the query of the items loads them for all.

`for order in orders: order.customer.name` sends a query per order. `options(selectinload(...))` on the
query behind `orders` sends one for all of them. Of the ways to load eagerly, this one leaves the rows
of the query itself alone: neither limits nor duplicates nor `unique()` have to be minded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from codemods.languages.python.queries.reading import changed, method
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Expr,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import ANY_ATTRIBUTE, NOTHING, Summary
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Entity, Query
from codemods.model.spans import Span
from codemods.model.steps import AddImport, FileEdit, PlanStep, TakeLoaded
from codemods.patterns._batch_case import No, Reader
from codemods.patterns._batch_checks import interference
from codemods.patterns._batch_outlive import unread_later
from codemods.patterns._batch_passes import Pass, passes_in
from codemods.patterns._batch_reads import Behind, Path, relations_read
from codemods.patterns._batch_relation_helpers import place_in_helper
from codemods.patterns._batch_row_queries import Rows, rows_from
from codemods.project.describe import describe
from codemods.project.queries import Asker
from codemods.project.row_code import run_while_loading
from codemods.project.schema import entity_of

# Options that load more, or less of a row, and leave relations as they are.
_HARMLESS = frozenset(
    ["selectinload", "joinedload", "subqueryload", "load_only", "defer", "undefer"]
)
# What makes a row forget what it has loaded, or have no session to load with.
_LETTING_GO = re.compile(r"\b(?:expunge|expire|expunge_all|expire_all|refresh|make_transient\w*)\b")
_CONFIGURES = re.compile(r"(?:\w+\.)*configure_mappers\(\)")  # when its module is imported
_LIBRARIES = frozenset(["sqlalchemy", "sqlmodel", "flask_sqlalchemy"])
_UNTIL = "how many items there are: the loop may stop early, the query loads for all of them"


@dataclass
class Source:
    """A query whose rows are gone through, with the relations that are read of them."""

    expr: Expr  # what gives the rows in the function that goes through them
    step: Step
    rows: Rows
    passes: list[Pass] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def find_relations(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings for the queries of a function whose rows load relations one by one."""
    if not reader.project.imported_tops() & _LIBRARIES:
        return
    for source in sources_in(reader):
        found = _decided(reader, source)
        if found is not None:
            yield found


def sources_in(reader: Reader) -> list[Source]:
    """The queries of a function whose rows read relations that are loaded one by one."""
    sources: dict[int, Source] = {}
    for step in steps_within(reader.function.body):
        for each in passes_in(reader, step):
            source = _source(reader, each.rows, step)
            entity = entity_of(reader.project, source.rows.entity) if source else None
            if source is None or entity is None:
                continue
            known = sources.setdefault(id(source.expr), source)
            row: dict[str, Behind] = {each.item: ((), entity)}
            paths = relations_read(reader.scope, row, each.parts, each.steps, step)
            if paths:
                known.passes.append(each)
                known.paths += paths
                if each.until:
                    known.missing.append(_UNTIL)
    return [source for source in sources.values() if source.paths]


def _source(reader: Reader, iterable: Expr, step: Step) -> Source | None:
    """The query behind what a loop goes over, where nothing but straight lines leads there."""
    expr, at = iterable, step
    if isinstance(iterable, Name):
        scope = reader.scope
        if not scope.is_local(iterable.id) or iterable.id in scope.parameters:
            return None
        found = scope.reaching(iterable.id, step)
        if len(found) != 1 or found[0].how != "value" or found[0].value is None:
            return None
        expr, at = found[0].value, found[0].step
        apart = at.path[:-1] != step.path[: len(at.path) - 1] or found[0].index is not None
        if apart or at.kind != "assign" or len(at.targets) != 1:
            return None
    if not isinstance(expr, Call | Attribute):
        return None
    rows = rows_from(reader, expr, at)
    if rows is None:
        return None
    return Source(expr, at, rows, missing=[rows.assumed] if rows.assumed else [])


# -- deciding ---------------------------------------------------------------------------------------


def _decided(reader: Reader, source: Source) -> Finding | Refused | None:
    rows = source.rows
    options = rows.options
    if not all(isinstance(o, Call) for o in options):
        return None  # what a name stands for may load other rows, or forbid to load any
    for part in (p for o in options for p in walk(o)):
        if isinstance(part, Call) and isinstance(part.callee, Name | Attribute):
            name = part.callee.id if isinstance(part.callee, Name) else part.callee.name
            if name not in _HARMLESS:
                return None
    named = {p.name for o in options for p in walk(o) if isinstance(p, Attribute)}
    wanted = [p for p in dict.fromkeys(source.paths) if not named & set(p)]
    home = rows.home
    chains = _chains(home, rows.model, rows.entity, wanted)
    if not chains:
        return None
    reason = hindrance(reader, source, wanted)
    if reason is not None:
        span = _span(source.expr) or source.step.span
        return Refused(reader.pattern, reader.module.path, span, reader.function.name, reason)
    later = unread_later(reader, source.expr, source.step, source.passes, wanted)
    if later:
        source.missing.append(later)
    if not rows.legacy:
        source.missing += _not_mapped_yet(reader, rows.entity, wanted)
    edit = _edit(rows, chains)
    if edit is None or "selectinload" in home.function.local_names:
        return None
    loaded = [p for p in wanted if _chain(home, rows.model, rows.entity, p)]
    if rows.call is None:
        steps: tuple[PlanStep, ...] = (edit, AddImport("sqlalchemy.orm", "selectinload"))
        return _told(reader, source, loaded, (FileEdit(reader.module.path, steps),), "")
    try:
        placed = place_in_helper(
            reader, rows.call, source.step, home, edit, loaded, partial(_gains, paths=loaded)
        )
    except No as no:
        span = _span(source.expr) or source.step.span
        return Refused(reader.pattern, reader.module.path, span, reader.function.name, str(no))
    return _told(reader, source, loaded, placed.edits, placed.told)


def _not_mapped_yet(reader: Reader, entity: str, paths: list[Path]) -> Iterator[str]:
    """Relations that other classes give to a class: `select` does not wait until it has them.

    source: observed on 1.4 and 2.x: `select(User).options(selectinload(User.orders))` raises where
    `orders` is a backref and nothing was asked or made before; `session.query(User)` maps first.
    """
    for module in reader.project.mentioning("configure_mappers"):
        if any(_CONFIGURES.match(row) for row in reader.project.lines(module.path)):
            return
    for path in paths:
        owner = entity_of(reader.project, entity)
        for name in path:
            if owner is not None and name in owner.backrefs:
                yield f"whether `{name}`, a backref, is there yet: call `configure_mappers()` at start"
            owner = entity_of(reader.project, owner.relations.get(name, "")) if owner else None


def _gains(reader: Reader, call: Call, paths: list[Path]) -> bool:
    """Whether what a call gives is gone through, and the relations are read of each of its rows."""
    for source in sources_in(reader):
        if any(isinstance(p, Call) and p.span == call.span for p in walk(source.expr)):
            read = all(path in source.paths for path in paths)
            later = unread_later(reader, source.expr, source.step, source.passes, paths)
            stays = hindrance(reader, source, paths) is not None
            return read and not (stays or later or source.missing)
    return False


def hindrance(reader: Reader, source: Source, paths: list[Path]) -> str | None:
    """Why rows that are loaded with the query may not be those that are read in the loop."""
    body = _since(reader, source)
    if body is None:
        return "the rows are gone through where the query may be long past"
    for effect in body.effects:
        if _LETTING_GO.search(effect.via):
            return f"{effect.via} takes rows out of their session, or has them loaded anew"
    # What goes through the rows of a relation takes none of them away.
    looking = (e for e in body.effects if e.via.startswith("iterating ") and e.resource == "state")
    body = Summary(body.effects - frozenset(looking), body.waits)
    for path in paths:
        entity = entity_of(reader.project, source.rows.entity)
        for name in path:
            owner = entity
            target = owner.relations.get(name, "") if owner is not None else ""
            entity = entity_of(reader.project, target)
            if owner is None or entity is None or len(entity.primary_key) != 1:
                return f"the rows behind `{name}` are not known"
            keys = _keys_of(owner)
            moved = [e for e in body.effects if e.kind == "write" and e.resource == "state"
                     and e.place is not None and e.place.path[-1:] and e.place.path[-1] in keys]  # fmt: skip
            if moved:
                return f"{moved[0].via} may lead `{name}` to other rows"
            asked = Query("sqlalchemy", target, "entity", "all", (), None, None)
            reason = interference(reader.effects, reader.scope, body, asked, NOTHING)
            if reason is not None:
                return reason[0]
            for effect in run_while_loading(reader.effects, asked, entity):
                if effect.kind == "unknown":
                    source.missing.append(
                        f"what loading a row of `{entity.table}` runs: {effect.via}"
                    )
                elif effect.kind != "read":
                    return f"loading a row runs code of the project: {effect.via}"
            relates = [e for e in body.effects if e.kind == "write" and e.place is not None
                       and e.resource == "state" and name in e.place.path]  # fmt: skip
            if relates:
                return f"{relates[0].via} changes what `{name}` holds"
    for loop in (each.step for each in source.passes):
        steps = loop.blocks[0].steps if loop.kind == "for" else ()
        inner = (p for s in (*steps_within(steps), loop) for e in expressions(s) for p in walk(e))
        if any(isinstance(p, Yield) for p in inner):
            return "the loop yields between its items: whoever takes them may write"
    return None


def _keys_of(entity: Entity) -> frozenset[str]:
    """The attributes by which a row finds the rows it leads to."""
    keys = {c.attribute for c in entity.columns.values() if c.references}
    return frozenset([*keys, *entity.primary_key, ANY_ATTRIBUTE])


def _since(reader: Reader, source: Source) -> Summary | None:
    """What is done from the query to the end of its last loop; None where that is not known."""
    first = source.step.path
    last = max(each.step.path[len(first) - 1] for each in source.passes)
    around = [s for s in steps_within(reader.function.body)
              if len(s.path) == len(first) and s.path[:-1] == first[:-1]
              and first[-1] <= s.path[-1] <= last]  # fmt: skip
    if any(each.step.path[: len(first) - 1] != first[:-1] for each in source.passes):
        return None
    return reader.effects.of_steps(reader.scope, tuple(around))


# -- writing ----------------------------------------------------------------------------------------


def _chains(reader: Reader, model: Expr, entity: str, paths: list[Path]) -> list[Expr]:
    """`selectinload(Order.items).selectinload(Item.product)` for every path that is no part of another."""
    found = [p for p in paths if _chain(reader, model, entity, p) is not None]
    longest = [p for p in found if not any(o[: len(p)] == p and o != p for o in found)]
    chains = (_chain(reader, model, entity, p) for p in longest)
    return [c for c in chains if c is not None]


def _chain(reader: Reader, model: Expr, name: str, path: Path) -> Expr | None:
    chain: Expr | None = None
    asker = Asker(reader.effects, reader.scope, None)
    spelled: Expr | None = model
    for relation in path:
        entity = entity_of(reader.project, name)
        if spelled is None or entity is None:
            return None
        argument = Argument(Attribute(spelled, relation))
        callee = Name("selectinload") if chain is None else Attribute(chain, "selectinload")
        chain = Call(callee, (argument,), Span(0, 0, 0, 0))
        name = entity.relations.get(relation, "")
        spelled = asker.spelled(name)
    return chain


def _edit(rows: Rows, chains: list[Expr]) -> TakeLoaded | None:
    """The query with the options, written where it stands."""
    reader, step, run = rows.home, rows.at, rows.run
    place = _span(run)
    if place is None:
        return None
    lines = reader.project.lines(reader.module.path)
    if any("#" in line for line in lines[place.line - 1 : place.end_line]):
        return None
    new = method(rows.statement, "options", *chains)
    code = spell(changed(run, lambda p: new if p is rows.statement else None))
    whole = step.span
    if step.blocks:
        after = lines[place.end_line - 1].encode("utf-8", "surrogatepass")[place.end_column :]
        end = place.end_column + after.startswith(b":")
        whole = Span(step.span.line, step.span.column, place.end_line, end)
    name, line = reader.function.name, reader.function.span.line
    return TakeLoaded(name, line, place, code, whole)


def _told(
    reader: Reader, source: Source, paths: list[Path], edits: tuple[FileEdit, ...], told: str
) -> Finding:
    entity = source.rows.entity.rpartition(".")[2]
    names = " and ".join(f"`{entity}.{'.'.join(p)}`" for p in paths)
    place = _span(source.expr) or source.step.span
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[place.line - 1 : place.end_line])
    verdict: Verdict = "unsafe" if source.missing else "safe"
    several = len(paths)
    rows = describe(source.expr) if len(describe(source.expr)) < 40 else f"the rows of `{entity}`"
    evidence = (
        'the relations are loaded when they are read (`lazy="select"`)',
        "nothing between the query and the end of the loop writes what they hold",
    )
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, place, reader.function.name, verdict, "high",
        f"{names} {'are' if several > 1 else 'is'} loaded once per item of {rows}: "
        f"{'n + ' * (several - 1)}n round trips become {several}",
        (*evidence, told) if told else evidence,
        tuple(dict.fromkeys(source.missing)), f"1 + {several}n" if several > 1 else "1 + n",
        str(1 + several), edits,
    )  # fmt: skip


def _span(expr: Expr) -> Span | None:
    return expr.span if isinstance(expr, Call | Await) else None
