"""Rows that items load one by one when they are looked at: loaded together with the items.

source: Django documentation, "QuerySet API reference" (`select_related`), "Managers" (base managers
are what relations are followed through); observed: a joined row is an object of its own for each
item, as one that is loaded later is; setting the key or the object forgets what was joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.queries.django_form import Form
from codemods.model.code import (
    Attribute,
    Call,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import NOTHING, Summary
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Entity, Query
from codemods.model.spans import Span
from codemods.model.steps import FileEdit, TakeLoaded
from codemods.patterns._batch_case import Loading, Reader, header_of, span_of
from codemods.patterns._batch_checks import exits, interference, uses_of
from codemods.patterns._batch_joins import (
    cannot_extend,
    cannot_join,
    short_name,
    unknown_of_project,
    wanted_paths,
)
from codemods.patterns._batch_relations import (
    Loop,
    comes_joined,
    kept_by_owner,
    uses_in,
)
from codemods.patterns._batch_views import as_the_class_says
from codemods.project.describe import describe
from codemods.project.helpers import helper_call
from codemods.project.patched import is_patched
from codemods.project.queries import Asker
from codemods.project.schema import entity_of

# They go through all items before anything else happens.
_EAGER = frozenset(["list", "tuple", "set", "frozenset", "dict", "sum", "min", "max", "sorted"])


@dataclass(frozen=True, slots=True)
class Joined:
    """A finding that joins rows: by `code`, behind the query set that gives the items.

    `named` is the statement by which other findings give the items a name, "" where none does.
    Where the query set itself goes, `behind` is the finding that says so, and `loading` where the
    rows are asked for instead.
    """

    finding: Finding
    code: str
    named: str = ""
    behind: str = ""
    loading: Loading | None = None


def find_eager(reader: Reader) -> Iterator[Joined | Refused]:
    """Loops of the function whose items load their related rows one by one."""
    for loop in loops_in(reader):
        found = _decided(reader, loop)
        if found is not None:
            yield found


def loops_in(reader: Reader) -> Iterator[Loop]:
    """The loops and comprehensions of the function whose items have one name each."""
    for step in steps_within(reader.function.body):
        if step.kind == "for" and not step.is_async and step.value is not None:
            iterable, target = _counted(step.value, step.targets[0] if step.targets else None)
            body = next((b.steps for b in step.blocks if b.role == "body"), ())
            if isinstance(target, Name):
                yield Loop(target.id, iterable, step, body)
        for outer in expressions(step):
            for inner in _comprehensions(outer):
                clause = inner.clauses[0]
                if isinstance(clause.target, Name) and not any(c.is_async for c in inner.clauses):
                    yield Loop(clause.target.id, clause.iterable, step, (), inner)


def _counted(iterable: Expr, target: Expr | None) -> tuple[Expr, Expr | None]:
    """`order, orders` for `for i, order in enumerate(orders)`."""
    match iterable, target:
        case (
            Call(callee=Name(id="enumerate"), args=(only, *_)),
            Display(items=(Name(), Name() as item)),
        ):
            return only.value, item
        case _:
            return iterable, target


def _comprehensions(expr: Expr) -> Iterator[Comprehension]:
    """Those that run to their end where they stand."""
    taken: list[Expr] = []
    for part in walk(expr):
        if isinstance(part, Call) and len(part.args) == 1:
            callee = part.callee
            joins = isinstance(callee, Attribute) and isinstance(callee.value, Constant)
            if joins or (isinstance(callee, Name) and callee.id in _EAGER):
                taken.append(part.args[0].value)
        if isinstance(part, Comprehension) and (
            part.type != "generator" or any(part is t for t in taken)
        ):
            yield part


def _decided(reader: Reader, loop: Loop) -> Joined | Refused | None:
    found = source(reader, loop)
    if found is None:
        return None
    expr, at, query = found
    entity = entity_of(reader.project, query.entity)
    form = query.form
    if entity is None or not isinstance(form, Form):
        return None
    uses = uses_in(reader, loop, entity)
    paths = wanted_paths(uses, entity, form, query)
    if not paths or comes_joined(reader, query, paths):
        return None
    place = span_of(expr)
    if place is None:
        return None

    def refused(reason: str) -> Refused:
        return Refused(
            reader.pattern, reader.module.path, place, reader.function.name,
            f"`{paths[0]}` of each `{short_name(entity)}` is loaded one by one: {reason}",
        )  # fmt: skip

    missing: list[str] = []
    for path in paths:
        reason = cannot_join(reader, entity, path, missing)
        if reason is not None:
            return refused(reason)
    problem = cannot_extend(form, entity, missing)
    if problem is not None:
        return refused(problem)
    if uses.written:
        return refused(f"`{loop.item}` is set again in the loop")
    shared = is_shared(reader, loop, at)
    complete = all(uses.always[p] for p in uses.always) and not any(True for _ in exits(loop.body))
    if (shared or uses.escapes) and not complete:
        return refused("some items are handed on without it, and would keep what is read here")
    for effects in (between(reader, loop, at), running(reader, loop)):
        if effects is None:
            return refused("what happens before the loop is not known")
        stopped = interfering(reader, effects, query, missing)
        if stopped is not None:
            return refused(stopped)
    if any(isinstance(p, Yield) for s in steps_within(loop.body) for e in expressions(s) for p in walk(e)):  # fmt: skip
        return refused("the loop yields between its items: whoever takes them may write")
    missing += unknown_of_project(reader)
    missing += kept_by_owner(reader, query)
    return _told(reader, loop, expr, at, entity, paths, tuple(dict.fromkeys(missing)))


# -- where the items come from ----------------------------------------------------------------------


def source(reader: Reader, loop: Loop) -> tuple[Expr, Step, Query] | None:
    """The query set that gives the items, the step it is made in, and what it asks."""
    expr, at = loop.iterable, loop.step
    if isinstance(expr, Name):
        asker = Asker(reader.effects, reader.scope, at)
        opened = asker.opened(expr)
        if opened is None or asker.at is None:
            return None
        expr, at = opened, asker.at
    expr = _bare(expr)
    if not isinstance(expr, Call):
        return None
    query = Asker(reader.effects, reader.scope, at).read(expr)
    said = as_the_class_says(reader, expr) if query is None else None
    if said is not None:
        query = Asker(reader.effects, reader.scope, at).read(said)
    if query is None:
        # A function that returns a query set: what it gives can be asked for more.
        call = helper_call(reader.effects, reader.scope, expr, at)
        query = call.query if call is not None and call.query else None
        function = call.target.function if call is not None and call.target else None
        if function is None or is_patched(reader.project, function.name):
            return None
        if isinstance(query, Query) and (not query.lazy or query.shaped or query.is_async):
            return None
    if not isinstance(query, Query) or query.library != "django":
        return None
    if query.gives != "entity" or query.answer != "all":
        return None
    return expr, at, query


def _bare(expr: Expr) -> Expr:
    """The query set in `list(orders)`, `orders[:9]` and `orders.iterator()`."""
    match expr:
        case Call(callee=Name(id="list"), args=(only,)):
            return _bare(only.value)
        case Item(value=value):
            return _bare(value)
        case Call(callee=Attribute(value=value, name="iterator")):
            return _bare(value)
        case _:
            return expr


def is_shared(reader: Reader, loop: Loop, at: Step) -> bool:
    """Whether the items have another name under which they are taken again."""
    if at is loop.step or not isinstance(loop.iterable, Name):
        return False
    uses = [u for u in uses_of(reader.function.body, loop.iterable.id) if u is not loop.iterable]
    return any(not _is_loop_over(u, loop) for u in uses)


def _is_loop_over(use: Expr, loop: Loop) -> bool:
    inner = loop.comprehension
    return use == loop.iterable or (inner is not None and any(p is inner for p in walk(use)))


def between(reader: Reader, loop: Loop, at: Step) -> Summary | None:
    """What happens after the query set is made and before the loop; None when that is not known."""
    if at is loop.step:
        return NOTHING
    if at.path[:-1] != loop.step.path[:-1] or at.path[-1] > loop.step.path[-1]:
        return None
    steps = tuple(
        s
        for s in steps_within(reader.function.body)
        if s.path[:-1] == at.path[:-1] and at.path[-1] < s.path[-1] < loop.step.path[-1]
    )
    return reader.effects.of_steps(reader.scope, steps)


def running(reader: Reader, loop: Loop) -> Summary:
    """What the loop does, but for going over its items."""
    if loop.comprehension is not None:
        summary = reader.effects.of_step(reader.scope, loop.step)
    else:
        summary = reader.effects.of_steps(reader.scope, loop.body)
    own = f"iterating `{describe(loop.iterable)}`"
    return Summary(frozenset(e for e in summary.effects if e.via != own), summary.waits)


def interfering(reader: Reader, summary: Summary, query: Query, missing: list[str]) -> str | None:
    """Why the rows may be others when they are looked at; what only may be so is `missing`."""
    for effect in sorted(summary.effects, key=lambda e: (e.kind, e.resource, e.via, str(e.place))):
        if effect.kind == "unknown":
            missing.append(
                f"whether it changes the rows that are loaded with the items: {effect.via}"
            )
            continue
        if effect.kind == "write" and effect.resource == "database":
            missing.append(
                f"whether `{effect.via}` changes the rows that are loaded with the items"
            )
            continue
        alone = Summary(frozenset([effect]))
        reason = interference(reader.effects, reader.scope, alone, query, NOTHING)
        if reason is not None:
            return reason[0]
    return None


def asked_for(reader: Reader, expr: Expr, at: Step, code: str) -> TakeLoaded | None:
    """The step that has a query set load more with its rows."""
    place = span_of(expr)
    if place is None:
        return None
    lines = reader.project.lines(reader.module.path)
    last = lines[place.end_line - 1].encode("utf-8")[: place.end_column].decode("utf-8")
    end = Span(place.end_line, place.end_column, place.end_line, place.end_column)
    if last.endswith(".all()") and not last.strip().startswith(".all()"):
        end = Span(place.end_line, place.end_column - 6, place.end_line, place.end_column)
    statement = header_of(reader, at, place) if at.blocks else at.span
    return TakeLoaded(reader.function.name, reader.function.span.line, end, code, statement)


# -- what is told -----------------------------------------------------------------------------------


def _told(
    reader: Reader,
    loop: Loop,
    expr: Expr,
    at: Step,
    entity: Entity,
    paths: list[str],
    missing: tuple[str, ...],
) -> Joined | None:
    code = f".select_related({', '.join(repr(p) for p in paths)})".replace("'", '"')
    step = asked_for(reader, expr, at, code)
    place = span_of(expr)
    if step is None or place is None:
        return None
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[at.span.line - 1 : place.end_line])
    named = " and ".join(f"`{p.replace('__', '.')}`" for p in paths)
    short, verb = short_name(entity), "is" if len(paths) == 1 else "are"
    count = " + ".join("n" for _ in paths)
    verdict: Verdict = "unsafe" if missing else "safe"
    finding = Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, place, reader.function.name, verdict, "high",
        f"{named} of each `{short}` {verb} loaded one by one: 1 + {count} round trips become 1",
        (
            "foreign keys are followed without a manager of their own, as a join does",
            "each item gets an object of its own, as before",
        ),
        missing, f"1 + {count}", "1", (FileEdit(reader.module.path, (step,)),),
    )  # fmt: skip
    return joined_at(reader, loop, expr, at, finding, code)


def joined_at(
    reader: Reader, loop: Loop, expr: Expr, at: Step, finding: Finding, code: str
) -> Joined:
    """The finding with what other findings do to the query set that it asks for more."""
    items = ("items", id(loop.step), id(loop.iterable))
    named = reader.naming.get(items, "") if at is loop.step else ""
    for site, behind in reader.planned:
        if any(p is expr for p in walk(site)):
            return Joined(finding, code, named, behind, reader.loading.get(id(site)))
    return Joined(finding, code, named)
