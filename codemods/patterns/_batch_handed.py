"""Query sets that a function is handed, whose items load rows one by one: joined where they are made.

What is written changes the query at a call alone: other callers, and those that are not seen, go on as
before. So a call counts where its query set goes to the function and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.queries.django_form import Form
from codemods.model.code import (
    Comprehension,
    Expr,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Entity, Query
from codemods.model.steps import FileEdit, TakeLoaded
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_checks import exits
from codemods.patterns._batch_eager import asked_for, interfering, loops_in, running, source
from codemods.patterns._batch_joins import (
    cannot_extend,
    cannot_join,
    unknown_of_project,
    wanted_paths,
)
from codemods.patterns._batch_relations import Loop, Uses, kept_by_owner, uses_in
from codemods.project.call_sites import CallSite, call_sites
from codemods.project.calls import bind
from codemods.project.dialects import is_test
from codemods.project.patched import is_patched
from codemods.project.schema import entity_of
from codemods.project.scope import Scope
from codemods.project.types import Type

_ROWS = "django.db.models.QuerySet"


@dataclass(frozen=True, slots=True)
class _Handed:
    """The query set that a call hands over, in the function that makes it."""

    reader: Reader
    expr: Expr
    at: Step
    query: Query
    entity: Entity
    form: Form


def find_handed(reader: Reader) -> Iterator[Finding | Refused]:
    """Loops of the function over query sets that its callers make."""
    function = reader.function
    if function.owner or function.outer is not None or function.decorators or function.is_async:
        return
    names = {p.name for p in function.parameters if p.kind in ("positional", "keyword")}
    for loop in loops_in(reader):
        if isinstance(loop.iterable, Name) and loop.iterable.id in names:
            found = _decided(reader, loop, loop.iterable)
            if found is not None:
                yield found


def _decided(reader: Reader, loop: Loop, name: Name) -> Finding | Refused | None:
    if is_patched(reader.project, reader.function.name) or not _is_used_once(reader, loop, name):
        return None
    sites = call_sites(reader.project, reader.function)
    if not sites:
        return None
    handed = [h for h in (_handed(reader, site, name.id) for site in sites) if h is not None]
    if not handed or len({h.entity.name for h in handed}) != 1:
        return None
    # Only calls that hand over such rows are changed, so for them the type is known.
    types = {**reader.scope.arguments, name.id: Type(_ROWS, (Type(handed[0].entity.name),))}
    scope = Scope(reader.project, reader.function, reader.scope.self_type, types)
    within = Reader(
        reader.pattern, reader.project, reader.effects, reader.function, reader.module, scope
    )
    uses = uses_in(within, loop, handed[0].entity)
    missing: list[str] = []
    steps: list[tuple[_Handed, list[str], TakeLoaded]] = []
    reason: str | None = None
    for one in handed:
        paths = wanted_paths(uses, one.entity, one.form, one.query)
        if not paths:
            continue
        reason = reason or _hindrance(within, loop, uses, one, paths, missing)
        code = f".select_related({', '.join(repr(p) for p in paths)})".replace("'", '"')
        step = asked_for(one.reader, one.expr, one.at, code)
        if step is not None:
            steps.append((one, paths, step))
    if not steps:
        return None
    paths = steps[0][1]
    named = " and ".join(f"`{p.replace('__', '.')}`" for p in paths)
    short = handed[0].entity.name.rpartition(".")[2]
    told = f"{named} of each `{short}` {'is' if len(paths) == 1 else 'are'} loaded one by one"
    path = reader.module.path
    if reason is not None:
        return Refused(
            reader.pattern, path, loop.step.span, reader.function.name, f"{told}: {reason}"
        )
    missing += unknown_of_project(reader)
    verdict: Verdict = "unsafe" if missing else "safe"
    places = [f"{o.reader.module.path}:{s.place.line}" for o, _, s in steps]
    text = "\n".join(reader.project.lines(path)[loop.step.span.line - 1 : loop.step.span.end_line])
    count = " + ".join("n" for _ in paths)
    return Finding(
        identity(reader.pattern, path, reader.function.name, f"{text} {name.id}", reader.seen),
        reader.pattern, path, loop.step.span, reader.function.name, verdict, "high",
        f"{told}: 1 + {count} round trips become 1, where `{name.id}` is made",
        (f"`{name.id}` is made for this call alone: {', '.join(places)}",
         "each item gets an object of its own, as before"),
        tuple(dict.fromkeys(missing)), f"1 + {count}", "1", _edits(steps),
    )  # fmt: skip


def _edits(steps: list[tuple[_Handed, list[str], TakeLoaded]]) -> tuple[FileEdit, ...]:
    found: dict[str, list[TakeLoaded]] = {}
    for one, _, step in steps:
        found.setdefault(one.reader.module.path, []).append(step)
    return tuple(FileEdit(path, tuple(own)) for path, own in sorted(found.items()))


def _is_used_once(reader: Reader, loop: Loop, name: Name) -> bool:
    """Whether the loop is all that is done with a parameter, after nothing that may run again."""
    if len(loop.step.path) != 1 or reader.scope.bindings.get(name.id):
        return False
    body = reader.function.body
    every = [p for s in steps_within(body) for e in expressions(s) for p in walk(e)]
    if any(isinstance(p, Yield) for p in every):
        return False
    return sum(p == name for p in every) == 1 and not any(
        s.kind in ("function", "class") for s in steps_within(body)
    )


def _handed(reader: Reader, site: CallSite, name: str) -> _Handed | None:
    """The query set that a call hands over; None where it is something else, or is used besides."""
    caller = site.scope.function
    if any(a.star for a in site.call.args) or caller.name == reader.function.name:
        return None
    given = bind(reader.project, site.call, reader.function).get(name)
    if given is None:
        return None
    module = reader.project.modules[caller.module]
    if is_test(module.path):
        return None  # what a test asks for is its own business
    theirs = Reader(reader.pattern, reader.project, reader.effects, caller, module, site.scope)
    if isinstance(given, Name) and not _is_for_the_call(site, given):
        return None
    found = source(theirs, Loop("", given, site.step))
    if found is None:
        return None
    expr, at, query = found
    if expr is not (at.value if isinstance(given, Name) else given):
        return None  # a list of the rows is made where it stands
    entity = entity_of(reader.project, query.entity)
    if entity is None or not isinstance(query.form, Form):
        return None
    return _Handed(theirs, expr, at, query, entity, query.form)


def _is_for_the_call(site: CallSite, given: Name) -> bool:
    """Whether a name is bound once, and then handed over by the call, once, and used nowhere else."""
    body = tuple(steps_within(site.scope.function.body))
    every = [p for s in body for e in expressions(s) for p in walk(e)]
    again = any(step.kind in ("for", "while") for step, _ in site.ancestors) or any(
        isinstance(p, Comprehension) and any(c is site.call for c in walk(p)) for p in every
    )
    return (
        not again
        and len(site.scope.bindings.get(given.id, [])) == 1
        and sum(p == given for p in every) == 2
        and not any(s.kind in ("function", "class") for s in body)
    )


def _hindrance(
    reader: Reader, loop: Loop, uses: Uses, one: _Handed, paths: list[str], missing: list[str]
) -> str | None:
    """Why a join does not give what the loop reads; facts that are only missing are added."""
    for path in paths:
        reason = cannot_join(reader, one.entity, path, missing)
        if reason is not None:
            return reason
    problem = cannot_extend(one.form, one.entity, missing)
    if problem is not None:
        return problem
    if uses.written:
        return f"`{loop.item}` is set again in the loop"
    complete = all(uses.always.values()) and not any(True for _ in exits(loop.body))
    if uses.escapes and not complete:
        return "some items are handed on without it, and would keep what is read here"
    stopped = interfering(reader, running(reader, loop), one.query, missing)
    missing += kept_by_owner(reader, one.query)
    return stopped


__all__ = ["find_handed"]
