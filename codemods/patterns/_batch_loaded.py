"""What is loaded already when the loop begins, and answers otherwise than the database does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import ANY_ATTRIBUTE, Summary
from codemods.model.queries import Entity, Query
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import body_of
from codemods.project.queries import Asker
from codemods.project.transactions import routers_of


def check_loaded(reader: Reader, case: Case, body: Summary) -> None:
    """Whether rows that are asked for all at once come as they came one by one."""
    query = case.query
    asker = Asker(reader.effects, reader.scope, case.found.step)
    entity = asker.entity(query.entity)
    if entity is None:
        return
    if query.library == "sqlalchemy":
        start = case.found.frames[case.start].step
        case.missing += dict.fromkeys(stale_objects(reader, case, entity, start))
    elif query.library == "django" and _is_related(query) and case.joined is None:
        _check_owner(reader, case, entity, body)
        _check_database(reader, case)
    elif query.library == "tortoise" and query.relation:
        case.missing += _of_items(reader, case, entity, body)


# -- objects of a session --------------------------------------------------------------------------


def stale_objects(reader: Reader, case: Case, entity: Entity, start: Step) -> Iterator[str]:
    """Loaded objects of a session are as they were, whatever a statement has made of their rows.

    `start` is the statement before which the rows of all keys are loaded.
    """
    keys = {case.query.filters[i].column for i in case.varying}
    get = bool(getattr(case.query.form, "get", False))
    for step in _before(reader, start):
        summary = reader.effects.of_steps(reader.scope, (step,))
        for effect in summary.effects:
            if effect.kind != "write":
                continue
            method = effect.via.rpartition(".")[2]
            if effect.resource == "database" and method == "delete" and get:
                yield (
                    f"that the row deleted in line {step.span.line} is not asked for: `get` gives the "
                    "loaded object until a flush"
                )
            elif effect.resource == "database" and method in ("execute", "exec", "scalars"):
                if _is_text(step) and (get or case.query.gives == "entity"):
                    yield (
                        f"that no row is loaded that the statement in line {step.span.line} changes: "
                        "objects of a session do not see it"
                    )
            elif effect.resource == "state" and effect.place is not None and effect.place.path:
                named = effect.place.path[-1]
                if effect.target and not reader.project.related(effect.target, entity.name):
                    continue
                if case.query.gives == "entity" and (named in keys or named == ANY_ATTRIBUTE):
                    if _keeps_changes(reader):
                        yield (
                            f"that `{named}`, set in line {step.span.line}, is stored: the session "
                            "does not flush by itself"
                        )


def _before(reader: Reader, start: Step) -> Iterator[Step]:
    """The simple steps of the function that may have run when the rows are loaded."""
    for step in steps_within(reader.function.body):
        if not step.blocks and (step.span.line, step.span.column) < (
            start.span.line,
            start.span.column,
        ):
            yield step


def _is_text(step: Step) -> bool:
    """Whether a statement is text, which tells a session nothing of the rows it changes."""
    for expr in (step.value, step.second):
        for part in walk(expr) if expr is not None else ():
            if isinstance(part, Call) and isinstance(part.callee, Name | Attribute):
                callee = part.callee
                if (callee.id if isinstance(callee, Name) else callee.name) == "text":
                    return True
            if isinstance(part, Constant) and part.value is False:
                return True  # synchronize_session=False
    return False


def _keeps_changes(reader: Reader) -> bool:
    """Whether sessions of the project may leave changes unsaved while they query."""
    key = ("keeps changes",)
    memo = reader.project.memo
    if key not in memo:
        memo[key] = bool(reader.project.mentioning("autoflush"))
    return bool(memo[key])


# -- objects of Tortoise ----------------------------------------------------------------------------


def _of_items(reader: Reader, case: Case, entity: Entity, body: Summary) -> Iterator[str]:
    """What an item of Tortoise has to be for its relation to run the query.

    An object that is not stored raises when its rows are asked for; the object behind a foreign key
    that is loaded already is taken as it is.
    """
    relation = case.query.relation
    item = case.found.frames[case.start].targets
    asker = Asker(reader.effects, reader.scope, case.found.step)
    source = asker.rows_behind(item) if isinstance(item, Name) else None
    query = asker.read(source) if source is not None else None
    asked = isinstance(query, Query) and query.library == "tortoise" and query.gives == "entity"
    key = case.query.filters[0].column
    if case.query.answer == "first" and entity.is_unique(frozenset([key])):
        if asked and _is_loaded_with(query, relation):
            raise No("", quiet=True)
        _check_kept(relation, body)
        lines = reader.project.lines(reader.module.path)
        own = lines[reader.function.span.line - 1 : reader.function.span.end_line]
        if not asked or any("fetch_" in line and relation in line for line in own):
            yield f"whether `{relation}` is loaded with the items already"
    elif not asked:
        yield from _not_stored(reader, entity, relation)


def _is_loaded_with(query: object, relation: str) -> bool:
    links = getattr(getattr(query, "form", None), "links", ())
    return any(
        isinstance(a.value, Constant) and str(a.value.value).split("__")[0] == relation
        for link in links
        if link.name in ("select_related", "prefetch_related")
        for a in link.args or ()
    )


def _check_kept(relation: str, body: Summary) -> None:
    """Setting an object sets its key as well, and then it is there."""
    for effect in body.effects:
        if effect.kind == "write" and effect.resource == "state" and effect.place is not None:
            if relation in effect.place.path[-1:] or ANY_ATTRIBUTE in effect.place.path[-1:]:
                raise No(f"{effect.via} changes what `{relation}` leads to", "B16")


def _not_stored(reader: Reader, entity: Entity, relation: str) -> Iterator[str]:
    """Where the project makes an object that may not be stored when its rows are asked for."""
    keys = (c for c in entity.columns.values() if c.related_name == relation)
    short = next((c.references for c in keys), "").rpartition(".")[2]
    made = re.compile(rf"(?<!class )\b{re.escape(short)}\(|\.clone\(")
    for module in reader.project.mentioning(f"{short}(", ".clone("):
        for number, line in enumerate(reader.project.lines(module.path), 1):
            if made.search(line):
                yield (
                    "that every item is stored, or else asking for its rows raises "
                    f"({module.path}:{number} makes one)"
                )
                return


# -- objects that know whose they are ----------------------------------------------------------------


def _is_related(query: Query) -> bool:
    keys = tuple(getattr(query.form, "keys", ()))
    return keys[:1] == ((-1, 0),)


def _check_owner(reader: Reader, case: Case, entity: Entity, body: Summary) -> None:
    """`customer.orders` gives rows whose `customer` is there already; others would load it."""
    owner = entity.columns[case.query.filters[0].column].object_attribute
    if case.query.gives != "entity" or not owner:
        return
    frame = case.found.frames[case.start]
    steps = (frame.step,) if frame.comprehension is not None else body_of(case.found, case.start)
    spelled = any(
        isinstance(part, Attribute) and part.name == owner
        for step in steps_within(steps)
        for expr in expressions(step)
        for part in walk(expr)
    )
    if spelled or any(
        e.resource == "state" and e.place is not None and owner in e.place.path
        for e in body.effects
    ):
        raise No(f"its rows know their `{owner}`, which would be loaded for each of them", "B33")


def _check_database(reader: Reader, case: Case) -> None:
    """The rows of an object are asked of the database that it came from."""
    frame = case.found.frames[case.start]
    source: Expr | None = frame.iterable
    if isinstance(source, Name) and reader.scope.is_local(source.id):
        found = reader.scope.reaching(source.id, frame.step)
        source = found[0].value if len(found) == 1 and found[0].how == "value" else None
    if source is not None and any(_names_database(part) for part in walk(source)):
        raise No("the items come from a database that is named, and so do their rows", "B43")
    routers = routers_of(reader.project)
    if routers:
        case.missing.append(f"which database the rows of an item come from ({routers})")


def _names_database(part: Expr) -> bool:
    return (
        isinstance(part, Call)
        and isinstance(part.callee, Attribute)
        and part.callee.name in ("using", "db_manager")
    )
