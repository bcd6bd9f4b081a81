"""Rows behind many-to-many fields that a loop takes whole from each of its items: loaded with the items.

source: Django documentation, "QuerySet API reference" (`prefetch_related`); observed: only `.all()` gives
what was loaded with the items, every other method asks again; each item has objects of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.languages.python.queries.django_form import Form, default_manager, manager_of
from codemods.model.code import (
    Attribute,
    Call,
    Comprehension,
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
from codemods.model.steps import FileEdit
from codemods.patterns._batch_case import Reader, span_of
from codemods.patterns._batch_checks import exits, interference, without
from codemods.patterns._batch_eager import (
    Joined,
    asked_for,
    between,
    is_shared,
    joined_at,
    loops_in,
    source,
)
from codemods.patterns._batch_joins import cannot_extend, loaded_by, unknown_of_project
from codemods.patterns._batch_relations import Loop, uses_in
from codemods.project.many_to_many import many_behind
from codemods.project.queries import Asker
from codemods.project.schema import entity_of

# They go through all rows and keep none of the query set.
_WHOLE = frozenset(["list", "tuple", "set", "frozenset", "sorted", "len", "sum", "min", "max"])
# They ask the database each time, whatever was loaded with the items.
_ASKING = {
    "count": "annotate a `Count` where the items are asked for",
    "exists": "annotate an `Exists` where the items are asked for",
    "filter": "load what is wanted with `Prefetch(..., queryset=..., to_attr=...)`",
    "exclude": "load what is wanted with `Prefetch(..., queryset=..., to_attr=...)`",
    "order_by": "load them in order with `Prefetch(..., queryset=..., to_attr=...)`",
    "values_list": "take the values from rows that `prefetch_related` loads",
    "values": "take the values from rows that `prefetch_related` loads",
    "first": "take it from rows that `prefetch_related` loads",
    "last": "take it from rows that `prefetch_related` loads",
}
_FEW_KEYS = frozenset(["sqlite"])
_MADE = frozenset(["__init__", "__new__", "from_db", "__getattribute__", "__getattr__"])


class _Left(Exception):
    """The rows stay with the items; the reason is its text."""


@dataclass
class _Taken:
    """How a loop takes the rows behind one field of its item."""

    name: str
    target: Entity
    whole: list[Call] = field(default_factory=list)
    asking: list[tuple[str, Call]] = field(default_factory=list)
    spelled: int = 0


def find_many(reader: Reader) -> Iterator[Joined | Finding | Refused]:
    """Loops of the function that ask for rows behind a many-to-many field of each item."""
    for loop in loops_in(reader):
        found = source(reader, loop)
        entity = entity_of(reader.project, found[2].entity) if found is not None else None
        if found is None or entity is None:
            continue
        wanted: list[_Taken] = []
        for taken in _taken(reader, loop, entity):
            for method, call in taken.asking:
                yield _told(reader, entity, taken, method, call)
            if taken.whole and taken.spelled == 1:
                wanted.append(taken)
        if wanted:
            yield from _decided(reader, loop, found, entity, wanted)


def _taken(reader: Reader, loop: Loop, entity: Entity) -> list[_Taken]:
    found: dict[str, _Taken] = {}
    parts = list(_parts(loop))
    for _, part in parts:
        if isinstance(part, Attribute) and part.value == Name(loop.item):
            target = many_behind(reader.project, entity, part.name)
            if target is not None:
                found.setdefault(part.name, _Taken(part.name, target)).spelled += 1
    for step, part in parts:
        match part:
            case Call(
                callee=Attribute(value=Attribute(value=Name(id=item), name=name), name=method)
            ) if item == loop.item and name in found:
                if method == "all" and not part.args and _is_gone_through(parts, step, part):
                    found[name].whole.append(part)
                elif method in _ASKING:
                    found[name].asking.append((method, part))
    return list(found.values())


def _parts(loop: Loop) -> Iterator[tuple[Step, Expr]]:
    if loop.comprehension is not None:
        yield from ((loop.step, p) for p in walk(loop.comprehension))
        return
    for step in steps_within(loop.body):
        yield from ((step, p) for e in expressions(step) for p in walk(e))


def _is_gone_through(parts: list[tuple[Step, Expr]], step: Step, site: Call) -> bool:
    """Whether the rows are taken one after the other and nothing else."""
    if step.kind == "for" and step.value is site and not step.is_async:
        return True
    for _, part in parts:
        match part:
            case Comprehension(clauses=clauses):
                if any(c.iterable is site and not c.is_async for c in clauses):
                    return True
            case Call(callee=Name(id=name), args=(first, *_)):
                if first.value is site and not first.star and name in _WHOLE:
                    return True
    return False


def _decided(
    reader: Reader,
    loop: Loop,
    found: tuple[Expr, Step, Query],
    entity: Entity,
    wanted: list[_Taken],
) -> Iterator[Joined | Refused]:
    expr, at, query = found
    form = query.form
    place = span_of(expr)
    if not isinstance(form, Form) or place is None:
        return
    loaded = loaded_by(form.links)
    wanted = [t for t in wanted if loaded is not None and t.name not in loaded]
    if not wanted:
        return
    try:
        missing = _checked(reader, loop, found, form, entity, wanted)
    except _Left as left:
        named = f"`{wanted[0].name}` of each `{_short(entity)}` is loaded one by one"
        yield Refused(
            reader.pattern, reader.module.path, place, reader.function.name, f"{named}: {left}"
        )
        return
    code = f".prefetch_related({', '.join(_quoted(t.name) for t in wanted)})"
    step = asked_for(reader, expr, at, code)
    if step is None:
        return
    finding = _finding(
        reader, place, at, entity, wanted, missing, (FileEdit(reader.module.path, (step,)),)
    )
    yield joined_at(reader, loop, expr, at, finding, code)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _checked(
    reader: Reader,
    loop: Loop,
    found: tuple[Expr, Step, Query],
    form: Form,
    entity: Entity,
    wanted: list[_Taken],
) -> list[str]:
    """The facts that are missing; raises where the rows have to be asked for one by one."""
    _, at, query = found
    missing: list[str] = []
    problem = cannot_extend(form, entity, missing)
    if problem is not None:
        raise _Left(problem)
    if form.repeats:
        raise _Left("its rows are put together from several")
    if any(isinstance(p, Attribute) and p.name == "iterator" for p in walk(loop.iterable)):
        raise _Left("the items are read in pieces")
    for taken in wanted:
        _check_target(reader, taken.target)
    uses = uses_in(reader, loop, entity)
    if uses.written:
        raise _Left(f"`{loop.item}` is set again in the loop")
    if uses.escapes or is_shared(reader, loop, at):
        raise _Left("the items are handed on, and would keep the rows that are read here")
    before = between(reader, loop, at)
    if before is None:
        raise _Left("what happens before the loop is not known")
    for summary in (before, _running(reader, loop, wanted)):
        _check_effects(reader, summary, query, entity, wanted)
    if any(
        isinstance(p, Yield)
        for s in steps_within(loop.body)
        for e in expressions(s)
        for p in walk(e)
    ):
        raise _Left("the loop yields between its items: whoever takes them may write")
    if any(True for _ in exits(loop.body)):
        missing.append(
            "how many items there are: the loop may stop early, the query loads for all of them"
        )
    if Asker(reader.effects, reader.scope, loop.step).dialect in _FEW_KEYS:
        missing.append("how many items there are: SQLite counts the keys of a query")
    return [*missing, *unknown_of_project(reader)]


def _check_target(reader: Reader, target: Entity) -> None:
    """The rows come through the manager that a prefetch asks as well; it must leave them alone."""
    held = manager_of(target, default_manager(target))
    if held is None or not held.known or held.shaped or held.own & {"_fetch_all", "__iter__"}:
        raise _Left(f"what the manager of `{_short(target)}` does is not known")
    for owner in reader.project.mro(target.name):
        fact = reader.project.class_fact(owner)
        if fact is not None and set(fact[1].methods) & _MADE:
            raise _Left(f"`{_short(target)}` does something of its own when it is loaded")


def _running(reader: Reader, loop: Loop, wanted: list[_Taken]) -> Summary:
    """What the loop does besides asking for the rows."""
    sites = [call for t in wanted for call in t.whole]
    steps = (loop.step,) if loop.comprehension is not None else loop.body
    return reader.effects.of_steps(reader.scope, without(steps, sites))


def _check_effects(
    reader: Reader, summary: Summary, query: Query, entity: Entity, wanted: list[_Taken]
) -> None:
    for taken in wanted:
        asked = Query("django", taken.target.name, "entity", "all", (), None, query.form)
        reason = interference(reader.effects, reader.scope, summary, asked, NOTHING)
        if reason is not None:
            raise _Left(reason[0])
    for effect in summary.effects:
        if effect.kind != "write" or effect.resource != "state" or effect.place is None:
            continue
        if effect.target and not reader.project.related(effect.target, entity.name):
            continue
        if {*effect.place.path[-1:]} & {*entity.primary_key, "pk", ANY_ATTRIBUTE}:
            raise _Left(f"{effect.via} may change the key of an item")


def _short(entity: Entity) -> str:
    return entity.name.rpartition(".")[2]


def _finding(
    reader: Reader,
    place: Span,
    at: Step,
    entity: Entity,
    wanted: list[_Taken],
    missing: list[str],
    edits: tuple[FileEdit, ...],
) -> Finding:
    path = reader.module.path
    text = "\n".join(reader.project.lines(path)[at.span.line - 1 : place.end_line])
    named = " and ".join(f"`{t.name}`" for t in wanted)
    verb = "is" if len(wanted) == 1 else "are"
    count = " + ".join("n" for _ in wanted)
    verdict: Verdict = "unsafe" if missing else "safe"
    return Finding(
        identity(reader.pattern, path, reader.function.name, f"{text} {named}", reader.seen),
        reader.pattern, path, place, reader.function.name, verdict, "high",
        f"{named} of each `{_short(entity)}` {verb} loaded one by one: "
        f"1 + {count} round trips become {1 + len(wanted)}",
        ("each item gets objects of its own, through the same manager, as before",
         "nothing in the loop writes, and no item is kept with its rows"),
        tuple(dict.fromkeys(missing)), f"1 + {count}", str(1 + len(wanted)), edits,
    )  # fmt: skip


def _told(reader: Reader, entity: Entity, taken: _Taken, method: str, call: Call) -> Finding:
    path = reader.module.path
    place = call.span
    text = "\n".join(reader.project.lines(path)[place.line - 1 : place.end_line])
    return Finding(
        identity(reader.pattern, path, reader.function.name, text, reader.seen),
        reader.pattern, path, place, reader.function.name, "manual", "medium",
        f"`{taken.name}.{method}(...)` asks once per `{_short(entity)}`: n round trips; "
        f"{_ASKING[method]}",
        (f"only `{taken.name}.all()` uses rows that are loaded with the items",), (), "n", "1",
    )  # fmt: skip


__all__ = ["find_many"]
