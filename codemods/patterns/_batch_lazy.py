"""Objects behind foreign keys of peewee's rows, loaded one by one when they are read: prefetched.

source: peewee documentation, "Relationships and Joins" (`prefetch`); observed: `prefetch` asks for the
objects of all rows in one query, rows of one key share an object, and an object that is not among
them is loaded when it is read, or raises, as before.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.languages.python.queries.peewee_form import Form
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Call,
    Expr,
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
from codemods.model.steps import FileEdit
from codemods.patterns._batch_callers import callers_changing
from codemods.patterns._batch_case import No, Reader, span_of
from codemods.patterns._batch_checks import exits, interference
from codemods.patterns._batch_eager import asked_for, between, is_shared, loops_in, running
from codemods.patterns._batch_relations import Loop, Uses, uses_in
from codemods.project.queries import Asker
from codemods.project.row_code import owned_by_project, run_while_loading
from codemods.project.schema import entities_pointing_at, entity_of

_TO_DICT = "playhouse.shortcuts.model_to_dict"
_DEEPEST = 4


def find_lazy(reader: Reader) -> Iterator[Finding | Refused]:
    """Loops of the function whose rows load what their foreign keys lead to one by one."""
    if "peewee" not in reader.project.imported_tops():
        return
    for loop in loops_in(reader):
        source = _source(reader, loop)
        if source is None:
            continue
        expr, at, query = source
        place = span_of(expr)
        entity = entity_of(reader.project, query.entity)
        if entity is None or place is None:
            continue
        uses = uses_in(reader, loop, entity)
        every = [*uses.always, *_shown_whole(reader, loop, entity)]
        paths = [p for p in every if not any(o.startswith(f"{p}__") for o in every)]
        paths = [p for p in dict.fromkeys(paths) if _loads(reader, entity, p)]
        if not paths:
            continue
        try:
            found = _decided(reader, loop, expr, at, query, entity, uses, paths)
        except No as no:
            yield Refused(
                reader.pattern, reader.module.path, place, reader.function.name,
                f"`{paths[0].replace('__', '.')}` of each row is loaded one by one: {no}",
            )  # fmt: skip
            continue
        if found is not None:
            yield found


def _source(reader: Reader, loop: Loop) -> tuple[Call, Step, Query] | None:
    """The query that gives the items, and the step it is made in."""
    expr, at = loop.iterable, loop.step
    if isinstance(expr, Name):
        asker = Asker(reader.effects, reader.scope, at)
        opened = asker.opened(expr)
        if opened is None or asker.at is None:
            return None
        expr, at = opened, asker.at
    if isinstance(expr, Call) and expr.callee == Name("list") and len(expr.args) == 1:
        expr = expr.args[0].value
    if not isinstance(expr, Call):
        return None
    query = Asker(reader.effects, reader.scope, at).read(expr)
    if not isinstance(query, Query) or query.library != "peewee" or query.gives != "entity":
        return None
    form = query.form
    if query.answer != "all" or not isinstance(form, Form) or query.relation:
        return None
    return expr, at, query


def _loads(reader: Reader, entity: Entity, path: str) -> bool:
    """Whether reading the path loads anything: with `lazy_load=False` it gives the key alone."""
    at: Entity | None = entity
    for name in path.split("__"):
        columns = at.columns.values() if at is not None else ()
        key = next((c for c in columns if c.object_attribute == name), None)
        if key is not None and not key.lazy:
            return False
        at = entity_of(reader.project, key.references) if key is not None else None
    return True


def _shown_whole(reader: Reader, loop: Loop, entity: Entity) -> list[str]:
    """What `model_to_dict(item)` follows: every foreign key of the item, and of what it leads to."""
    parts: list[Expr] = [loop.comprehension] if loop.comprehension is not None else []
    parts += [e for s in steps_within(loop.body) for e in expressions(s)]
    for part in (p for whole in parts for p in walk(whole)):
        if not isinstance(part, Call) or not part.args or part.args[0].value != Name(loop.item):
            continue
        symbol = reader.scope.symbol_of(part.callee)
        if symbol is not None and symbol.name == _TO_DICT and len(part.args) == 1:
            return list(_all_paths(reader, entity, ()))
    return []


def _all_paths(reader: Reader, entity: Entity, around: tuple[str, ...]) -> Iterator[str]:
    for column in entity.columns.values():
        to = entity_of(reader.project, column.references) if column.object_attribute else None
        if to is not None and len(around) < _DEEPEST:
            yield column.object_attribute
            for rest in _all_paths(reader, to, (*around, to.name)):
                yield f"{column.object_attribute}__{rest}"


def _decided(
    reader: Reader,
    loop: Loop,
    expr: Call,
    at: Step,
    query: Query,
    entity: Entity,
    uses: Uses,
    paths: list[str],
) -> Finding | None:
    targets = _targets(reader, entity, paths)
    missing: list[str] = []
    if uses.written:
        raise No(f"`{loop.item}` is set again in the loop")
    if is_shared(reader, loop, at):
        raise No("the rows have another use, for which they may be asked for anew")
    complete = all(uses.always.get(p, True) for p in paths) and not any(exits(loop.body))
    if uses.escapes and not complete:
        raise No("some rows are handed on without it, and would keep what is read here")
    for effects in (between(reader, loop, at), running(reader, loop)):
        if effects is None:
            raise No("what happens before the loop is not known")
        missing += _hindrances(reader, effects, targets, paths)
    asker = Asker(reader.effects, reader.scope, at)
    if query.limit is not None and asker.dialect not in ("sqlite", "postgresql"):
        missing.append(
            "`dialect`: MySQL takes no LIMIT where `prefetch` asks for the objects of rows"
        )
    body = loop.body
    if any(isinstance(p, Yield) for s in steps_within(body) for e in expressions(s) for p in walk(e)):  # fmt: skip
        raise No("the loop yields between its items: whoever takes them may write")
    if any(True for _ in exits(body)):
        missing.append(
            "how many items there are: the loop may stop early, the query loads for all of them"
        )
    names = [asker.spelled(t.name) for t in targets]
    if any(name is None for name in names):
        raise No("the class it leads to has no name here")
    if uses.escapes:
        for target in targets:
            asked = Query("peewee", target.name, "entity", "all", (), None, None)
            for where in callers_changing(reader, asked):
                missing.append(
                    f"that no two rows lead to one `{_short(target)}`: {where} changes those it gets"
                )
    models = [name for name in names if name is not None]
    return _told(reader, expr, at, entity, paths, models, tuple(dict.fromkeys(missing)))


def _targets(reader: Reader, entity: Entity, paths: list[str]) -> list[Entity]:
    """The classes behind the paths, each after the one that leads to it."""
    found: dict[str, Entity] = {}
    led: dict[str, str] = {}
    for path in paths:
        at = entity
        for name in path.split("__"):
            key = next((c for c in at.columns.values() if c.object_attribute == name), None)
            to = entity_of(reader.project, key.references) if key is not None else None
            if key is None or to is None:
                raise No("its class is not known")
            if key.kind in ("unknown", "custom"):
                raise No("which column it is found by is not known")
            if led.setdefault(to.name, at.name) != at.name or to.name == entity.name:
                raise No(f"several ways lead to `{_short(to)}`")
            found[to.name] = at = to
    # `prefetch` goes by classes: what else leads from one to another, it would take for the way.
    every = [entity, *found.values()]
    for to in every:
        for other, _ in entities_pointing_at(reader.project, to.name):
            if any(other.name == e.name for e in every) and led.get(to.name) != other.name:
                raise No(f"`{_short(other)}` leads to `{_short(to)}` as well")
    return list(found.values())


def _hindrances(
    reader: Reader, effects: Summary, targets: list[Entity], paths: list[str]
) -> Iterator[str]:
    """Why what is loaded with the rows may not be what is read later; facts that are missing."""
    names = {name for path in paths for name in path.split("__")}
    for target in targets:
        asked = Query("peewee", target.name, "entity", "all", (), None, None)
        own = owned_by_project(reader.project, asked, target)
        if own:
            raise No(f"{own} is the project's own")
        reason = interference(reader.effects, reader.scope, effects, asked, NOTHING)
        if reason is not None:
            raise No(*reason)
        for effect in run_while_loading(reader.effects, asked, target):
            if effect.kind == "unknown":
                yield f"what loading a row of `{target.table}` runs: {effect.via}"
            elif effect.kind != "read":
                raise No(f"loading a row runs code of the project: {effect.via}")
    for effect in effects.effects:
        inside = set(effect.place.path) if effect.place is not None else set()
        if effect.via.startswith("iterating "):
            continue
        if effect.kind == "write" and effect.resource == "state" and names & inside:
            raise No(f"{effect.via} changes an object that rows of one key would share", "B14")
        if effect.kind == "unknown":
            yield f"whether it changes what is loaded with the rows: {effect.via}"


def _short(entity: Entity) -> str:
    return entity.name.rpartition(".")[2]


def _told(
    reader: Reader,
    expr: Call,
    at: Step,
    entity: Entity,
    paths: list[str],
    models: list[Expr],
    missing: tuple[str, ...],
) -> Finding | None:
    code = f".prefetch({', '.join(spell(m) for m in models)})"
    step = asked_for(reader, expr, at, code)
    if step is None:
        return None
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[at.span.line - 1 : expr.span.end_line])
    named = " and ".join(f"`{p.replace('__', '.')}`" for p in paths)
    count = " + ".join("n" for _ in models)
    verdict: Verdict = "unsafe" if missing else "safe"
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, expr.span, reader.function.name, verdict, "high",
        f"{named} of each `{_short(entity)}` {'is' if len(paths) == 1 else 'are'} loaded one by one: "
        f"1 + {count} round trips become {1 + len(models)}",
        ("an object that is not there is looked for, and raises, when it is read, as before",
         "nothing between the query and the end of the loop writes what is loaded"),
        missing, f"1 + {count}", str(1 + len(models)), (FileEdit(reader.module.path, (step,)),),
    )  # fmt: skip


__all__ = ["find_lazy"]
