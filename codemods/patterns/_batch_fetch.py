"""Relations of Tortoise's objects that are loaded item by item: loaded for the list at once.

source: Tortoise ORM documentation, "Models" (`fetch_related`, `fetch_for_list`); observed: both do the
same by one query for each relation, nothing for an empty list, and objects of one key then share
what is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import ANY_ATTRIBUTE, NOTHING
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Entity, Query
from codemods.model.steps import FileEdit, Forget, LoadOnce, PlanStep, TakeLoaded
from codemods.patterns._batch_callers import callers_changing
from codemods.patterns._batch_case import No, Reader, header_of, span_of
from codemods.patterns._batch_checks import exits, interference
from codemods.project.describe import describe
from codemods.project.queries import Asker
from codemods.project.row_code import owned_by_project, run_while_loading
from codemods.project.schema import entities_pointing_at, entity_of
from codemods.project.types import members

_LISTS = frozenset(["list", "tuple", "collections.abc.Sequence", "typing.Sequence"])
_OWN = frozenset(["fetch_related", "fetch_for_list"])


def find_fetches(reader: Reader) -> Iterator[Finding | Refused]:
    """Loops of the function that load relations of each item by `fetch_related`."""
    for loop in steps_within(reader.function.body):
        if loop.kind != "for" or loop.is_async or loop.value is None or len(loop.targets) != 1:
            continue
        target = loop.targets[0]
        body = next((b.steps for b in loop.blocks if b.role == "body"), ())
        for step in body:
            call = _fetch_of(step, target)
            if call is None:
                continue
            try:
                found = _decided(reader, loop, body, step, call)
            except No as no:
                yield Refused(
                    reader.pattern, reader.module.path, call.span, reader.function.name, str(no)
                )
                break
            if found is not None:
                yield found
                break  # what it loads is there for the next, which a second run sees


def _fetch_of(step: Step, target: Expr) -> Call | None:
    """`item.fetch_related("orders")`, where that is all that a step does."""
    value = step.value
    if step.kind != "expression" or not isinstance(value, Await):
        return None
    call = value.value
    if not isinstance(call, Call) or not isinstance(call.callee, Attribute):
        return None
    plain = call.callee.name == "fetch_related" and call.callee.value == target
    return call if plain and isinstance(target, Name) else None


def _decided(
    reader: Reader, loop: Step, body: tuple[Step, ...], step: Step, call: Call
) -> Finding | None:
    iterable = loop.value
    asker = Asker(reader.effects, reader.scope, step)
    entity = asker.entity_behind(loop.targets[0])
    if entity is None or entity.library != "tortoise" or iterable is None:
        return None
    names = [
        str(a.value.value)
        for a in call.args
        if isinstance(a.value, Constant) and a.value.type == "str" and not a.keyword and not a.star
    ]
    if not names or len(names) != len(call.args):
        raise No("which relations it loads is not known")
    model = asker.spelled(entity.name)
    if model is None:
        raise No(f"the class of `{describe(loop.targets[0])}` has no name here")
    for cls in reader.project.mro(entity.name):
        held = reader.project.class_fact(cls)
        if held is not None and _OWN & set(held[1].methods):
            raise No(f"`{cls.rpartition('.')[2]}` loads its relations in a way of its own")
    missing = list(_hindrances(reader, loop, body, step, entity, names))
    missing += _of_iterable(reader, loop, iterable)
    return _told(reader, loop, step, call, model, names, tuple(dict.fromkeys(missing)))


def _of_iterable(reader: Reader, loop: Step, iterable: Expr) -> Iterator[str]:
    """What has to be known of the items, which are gone through twice and cut into pieces."""
    found = members(reader.scope.type_of(iterable, loop))
    if not found:
        yield f"the type of `{describe(iterable)}`: whether it is a list"
    elif any(part.name not in _LISTS for part in found):
        raise No(f"`{describe(iterable)}` is no list that could be cut into pieces")
    if not isinstance(iterable, Name | Attribute) and span_of(iterable) is None:
        raise No("what the loop goes over would be computed twice")


def _hindrances(
    reader: Reader,
    loop: Step,
    body: tuple[Step, ...],
    step: Step,
    entity: Entity,
    names: list[str],
) -> Iterator[str]:
    """Why what is loaded before the loop may not be what is loaded in it; facts that are missing."""
    others = tuple(s for s in body if s is not step)
    summary = reader.effects.of_steps(reader.scope, others)
    for name in names:
        first = name.split("__")[0]
        target = _target(reader, entity, first)
        if target is None or "__" in name:
            raise No(f"the rows behind `{name}` are not known")
        asked = Query("tortoise", target.name, "entity", "all", (), None, None)
        own = owned_by_project(reader.project, asked, target)
        if own:
            raise No(f"{own} is the project's own")
        reason = interference(reader.effects, reader.scope, summary, asked, NOTHING)
        if reason is not None:
            raise No(*reason)
        for effect in run_while_loading(reader.effects, asked, target):
            if effect.kind == "unknown":
                yield f"what loading a row of `{target.table}` runs: {effect.via}"
            elif effect.kind != "read":
                raise No(f"loading a row runs code of the project: {effect.via}")
        for where in callers_changing(reader, asked):
            yield f"that no two items have one key: {where} changes the rows it gets"
        keys = {first, ANY_ATTRIBUTE, *entity.primary_key}
        keys |= {c.attribute for c in entity.columns.values() if c.object_attribute == first}
        for effect in summary.effects:
            inside = effect.place.path if effect.place is not None else ()
            gone_through = effect.via.startswith("iterating ")
            written = effect.kind == "write" and effect.resource == "state" and not gone_through
            if written and keys & set(inside):
                raise No(f"{effect.via} changes what items of one key would share")
    if any(
        isinstance(p, Yield) for s in steps_within(body) for e in expressions(s) for p in walk(e)
    ):
        raise No("the loop yields between its items: whoever takes them may write")
    before = body[: body.index(step)]
    if any(s.kind == "continue" for s in steps_within(before)):
        yield "that all items are wanted: some are left out before anything is loaded for them"
    if any(True for _ in exits(body)):
        yield "how many items there are: the loop may stop early, the query loads for all of them"


def _target(reader: Reader, entity: Entity, name: str) -> Entity | None:
    """The rows behind a relation: by a foreign key of the items, or by one that leads to them."""
    for column in entity.columns.values():
        if column.object_attribute == name:
            return entity_of(reader.project, column.references)
    pointing = entities_pointing_at(reader.project, entity.name)
    found = [other for other, column in pointing if column.related_name == name]
    return found[0] if len(found) == 1 else None


def _told(
    reader: Reader,
    loop: Step,
    step: Step,
    call: Call,
    model: Expr,
    names: list[str],
    missing: tuple[str, ...],
) -> Finding:
    iterable = loop.value
    line = reader.function.span.line
    steps: list[PlanStep] = []
    head = ""
    items = spell(iterable) if iterable is not None else ""
    place = span_of(iterable) if iterable is not None else None
    if not isinstance(iterable, Name | Attribute) and iterable is not None and place is not None:
        target = loop.targets[0]
        wish = f"{target.id}s" if isinstance(target, Name) else "items"
        items = reader.names.fresh(wish)
        head = f"{items} = {spell(iterable)}"
        header = header_of(reader, loop, place)
        steps.append(TakeLoaded(reader.function.name, line, place, items, header))
    relations = ", ".join(f'"{n}"' for n in names)
    chunk = reader.project.settings.chunk
    load = (
        f"for {reader.start} in range(0, len({items}), {chunk}):\n"
        f"    await {spell(model)}.fetch_for_list("
        f"{items}[{reader.start} : {reader.start} + {chunk}], {relations})"
    )
    steps.insert(0, LoadOnce(reader.function.name, line, loop.span, head, load))
    steps.append(Forget(reader.function.name, line, step.span))
    text = reader.project.lines(reader.module.path)[step.span.line - 1]
    verdict: Verdict = "unsafe" if missing else "safe"
    many = " and ".join(f"`{n}`" for n in names)
    count = " + ".join("n" for _ in names)
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, call.span, reader.function.name, verdict, "high",
        f"{many} of each item of `{describe(iterable) if iterable is not None else 'items'}` "
        f"{'is' if len(names) == 1 else 'are'} loaded one by one: {count} round trips become "
        f"{len(names)}",
        ("`fetch_for_list` does for a list what `fetch_related` does for one object",
         "nothing in the loop writes what is loaded"),
        missing, count, str(len(names)), (FileEdit(reader.module.path, tuple(steps)),),
    )  # fmt: skip
