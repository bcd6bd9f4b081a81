"""Whether reading before the loop finds what reading in the loop finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Constant,
    Expr,
    Name,
    Operation,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import NOTHING, Effect, Summary
from codemods.model.queries import Positions, Query
from codemods.patterns._batch_async import check_async
from codemods.patterns._batch_case import Case, No, Reader, span_of
from codemods.patterns._batch_checks import (
    body_of,
    exits,
    handled,
    interference,
    loads_lazily,
    remade,
    repeatable,
    without,
)
from codemods.patterns._batch_cursors import of_driver, opened_for
from codemods.patterns._batch_generators import check_generators
from codemods.patterns._batch_items import check_items
from codemods.patterns._batch_keys import (
    BRANCHING,
    is_held,
    is_there,
    judge,
    kind_of,
    never_none,
)
from codemods.patterns._batch_levels import bound_within, by_item, expanded, moved_parts
from codemods.patterns._batch_loaded import check_loaded
from codemods.patterns._batch_opened import found_before
from codemods.patterns._batch_rows import check_sharing, runs_there
from codemods.patterns._batch_sites import Found, Frame
from codemods.patterns._batch_stored import check_stored
from codemods.project.describe import describe
from codemods.project.own_names import asked_for_names
from codemods.project.purity import may_raise, names_read, why_not_pure
from codemods.project.queries import Asker
from codemods.project.row_code import changes_queries, owned_by_project, run_while_loading
from codemods.project.rowstyles import changes_rows
from codemods.project.summaries import without_nameless

# What ends the turn of an item, so that it never comes to its query.
_ENDS_TURN = ("continue", "raise")


def check_frames(reader: Reader, case: Case) -> None:
    found = case.found
    check_generators(reader, case)
    targets = frozenset(
        n for f in found.frames[case.start :] if f.kind == "loop" for n in f.bound()
    )
    asker = Asker(reader.effects, reader.scope, found.step)
    for index, frame in enumerate(found.frames):
        if index < case.start:
            continue
        match frame.kind:
            case "loop" if frame.walk is not None and frame.walk.refused:
                raise No(frame.walk.refused, "B52")
            case "loop" if frame.is_async:
                check_async(asker, case, index)
            case "try":
                reason = handled(asker, frame, case.query, _gives_known_values(asker, case))
                if reason is not None:
                    raise No(reason, "B08")
            case "other" if frame.step is opened_for(found, case.query, case.start):
                if not of_driver(asker, frame.step):
                    raise No("what opens its cursor in the loop may do more than that", "B45")
            case "other":
                words = {
                    "with": "a `with` block",
                    "try": "a handler",
                }
                raise No(f"{words.get(frame.step.kind, 'a block')} stands around it in the loop")
            case "if" if frame.test is not None:
                _condition(reader, case, index, frame.test, frame.negated, targets)
        if frame.block is not None and index < len(found.frames):
            for step in frame.block.steps[: frame.position]:
                if step.kind == "if" and len(step.blocks) == 1 and step.value is not None:
                    last = step.blocks[0].steps[-1]
                    if last.kind in _ENDS_TURN:
                        _condition(reader, case, index, step.value, True, targets)


def _gives_known_values(asker: Asker, case: Case) -> bool:
    """Whether all that the query is given are constants and keys of the kinds of their columns."""
    query = case.query
    entity = asker.entity(query.entity)
    if entity is None or len(query.rest) > 1 or query.joined:
        return False
    for index, part in enumerate(query.filters):
        column = entity.columns.get(part.column)
        if isinstance(part.value, Constant):
            continue
        if column is None or index not in case.varying or column.kind not in ("int", "uuid"):
            return False
        key = case.keys[case.varying.index(index)]
        if kind_of(asker, key).kind != column.kind:
            return False
    return True


def _condition(
    reader: Reader, case: Case, index: int, test: Expr, negated: bool, targets: frozenset[str]
) -> None:
    """Mirror a condition for the keys; what cannot be mirrored only costs keys too many."""
    inside = bound_within(reader, case.found, case.start)
    try:
        frames = case.found.frames[case.start :]
        mirrored = expanded(reader, case.found, by_item(frames, test), inside, targets)
    except No:
        return
    asked = Operation("not", (mirrored,))  # what tells whether it is true runs once more, too
    summary = reader.effects.of_expr(reader.scope, asked, case.found.step)
    if why_not_pure(summary) is not None or any(
        e.kind == "read" and e.resource not in ("state",) for e in summary.effects
    ):
        return
    asker = Asker(reader.effects, reader.scope, case.found.step)
    if loads_lazily(asker, mirrored):
        return
    body = _rest_of_body(reader, case)
    if interference(reader.effects, reader.scope, body, case.query, summary):
        return
    if changed_locally(
        reader, names_read(mirrored) - targets, body, case.found.frames[case.start].step
    ):
        return
    case.conditions.append((index, mirrored, negated))


def check_iterables(reader: Reader, case: Case) -> None:
    for index, frame in enumerate(case.found.frames):
        if index < case.start or frame.kind != "loop" or frame.iterable is None:
            continue
        if frame.walk is not None or remade(
            reader.effects, reader.scope, frame.iterable, frame.step
        ):
            continue
        known = repeatable(reader.scope, frame.iterable, frame.step)
        if index > case.start:
            raise No(
                f"an inner loop goes over `{describe(frame.iterable)}`, of which is not known whether it "
                "gives the same items twice",
                "B04",
                outer=True,
            )
        if known is None and isinstance(frame.iterable, Name | Attribute):
            case.missing.append(
                f"the type of `{describe(frame.iterable)}`: whether it can be gone through twice"
            )
        elif known is False:
            case.missing.append(
                f"`{describe(frame.iterable)}` can be read only once: all of it would be held in memory"
            )
        elif span_of(frame.iterable) is None:
            raise No("what the loop goes over would be computed twice", "B04")


def check_keys(reader: Reader, case: Case) -> None:
    found, query = case.found, case.query
    asker = Asker(reader.effects, reader.scope, found.step)
    tests = [(t, n) for _, t, n in case.conditions]
    driver = getattr(query.form, "driver", query.library)
    for index, _value, key in zip(case.varying, case.values, case.keys, strict=True):
        lazy = loads_lazily(asker, key)
        if lazy:
            raise No(f"reading `{lazy}` may load a row itself", "B16")
        summary = reader.effects.of_expr(reader.scope, key, found.step)
        reason = why_not_pure(summary)
        if reason is not None or any(
            e.kind == "read" and e.resource != "state" for e in summary.effects
        ):
            raise No(f"its key is more than a value: {reason or 'it is read from outside'}", "B16")
        if asker.entity_behind(key) is not None and asker.object_behind(key) is None:
            raise No(f"`{describe(key)}` may be None or not stored yet, and so have no key", "B18")
        part = query.filters[index]
        entity = asker.entity(part.entity) or asker.table(part.entity)
        column = entity.columns.get(part.column) if entity is not None else None
        check_stored(asker, case, key, column)
        if part.loose:
            raise No(f"`{part.column}` is not compared by plain equality", "B50")
        named = f"{(entity.table or part.entity).rpartition('.')[2] if entity else part.entity}.{part.column}"
        kind = kind_of(asker, key)
        judged = judge(
            driver, column, named, kind,
            getattr(query.form, "dialect", None) or asker.dialect,
            bool(getattr(query.form, "get", False)),
        )  # fmt: skip
        if judged.by_position and kind.kind in ("float", "decimal") and not is_held(asker, key):
            raise No("its key is computed anew at every look, and NaN equals only itself", "B18")
        if judged.by_position:
            how: Positions = judged.by_position
            how = "single" if case.query.by_position == "single" else how
            case.query = replace(case.query, by_position=how)
            case.binding = case.binding or judged.fails
        if judged.refused:
            raise No(judged.refused, judged.trap)
        if judged.missing:
            case.missing.append(judged.missing)
        elif judged.evidence:
            case.evidence.append(judged.evidence)
        maybe_none = kind.nullable and not never_none(key, tests)
        if maybe_none and query.library != "raw" and (column is None or column.nullable):
            if kind.kind == "unknown":
                case.missing.append(f"that the key for `{named}` is never None")
            elif column is not None and driver in BRANCHING and not case.missing:
                case.query = replace(case.query, by_position="listed", null_keys=True)
                case.evidence.append(f"None finds the rows where `{named}` is NULL, as before")
            else:
                raise No(
                    f"the key may be None, for which the query finds the rows where `{named}` is NULL",
                    "B18",
                )
        if maybe_none and len(case.varying) > 1 and driver.startswith(("psycopg", "django_cursor")):
            # A list of nothing but None has no type to be compared by.
            case.query = replace(case.query, by_position="single")
        guarded = len(case.conditions) == _guards(reader, case)
        if not guarded:
            there = found_before(case)
            raises = may_raise(reader.effects, reader.scope, key, found.step, known=there)
            if raises is not None:
                raise No(f"its key cannot be computed for every item: {raises}", "B07")


def _guards(reader: Reader, case: Case) -> int:
    count = 0
    for frame in case.found.frames[case.start :]:
        count += frame.kind == "if"
        if frame.block is not None:
            for step in frame.block.steps[: frame.position]:
                if step.kind == "if" and len(step.blocks) == 1:
                    count += step.blocks[0].steps[-1].kind in _ENDS_TURN
    return count


def _rest_of_body(reader: Reader, case: Case) -> Summary:
    """What else the loop does; its other queries only read."""
    found = case.found
    frame = found.frames[case.start]
    steps = (frame.step,) if frame.comprehension is not None else body_of(found, case.start)
    queries = [
        f.site
        for f in reader.known
        if f.inside is None and isinstance(f.query, Query) and runs_there(reader, f)
    ]
    own = tuple(s for f in found.frames[case.start :] for s in f.own)
    left = without(steps, queries, (*found.consumed, *own))
    summary = reader.effects.of_steps(reader.scope, left)
    # That the loop goes over its items is no news; whether it can do so twice is asked elsewhere.
    going = {
        f"iterating `{describe(f.iterable)}`"
        for f in found.frames[case.start :]
        if f.iterable is not None
    }
    return Summary(frozenset(e for e in summary.effects if e.via not in going), summary.waits)


def check_body(reader: Reader, case: Case) -> None:
    found, query = case.found, case.query
    looked_at = NOTHING
    for key in case.keys:
        looked_at = looked_at | reader.effects.of_expr(reader.scope, key, found.step)
    for frame in found.frames[case.start :]:
        if frame.kind == "loop" and frame.iterable is not None:
            looked_at = looked_at | reader.effects.of_expr(reader.scope, frame.iterable, frame.step)
    for part in moved_parts(found, query, case.start):
        looked_at = looked_at | reader.effects.of_expr(reader.scope, part, found.step)
    looked_at = looked_at | check_asking(reader, case)
    body = _rest_of_body(reader, case)
    looked_at = looked_at | code_of_rows(reader, case)
    reason = interference(reader.effects, reader.scope, body, query, looked_at)
    if reason is not None:
        raise No(*reason)
    made = (
        next((e for e in body.effects if changes_rows(e)), None) if query.library == "raw" else None
    )
    if made is not None:
        raise No(f"{made.via} changes what the rows of later queries are", "B16")
    check_items(reader, case, body)
    _check_moved(reader, case, body)
    _check_raising(reader, case, body)
    check_sharing(reader, case, body)
    check_loaded(reader, case, body)
    check_names(reader)
    steps = body_of(found, case.start)
    if any(
        isinstance(p, Yield)
        for s in (*steps_within(steps), found.step)
        for e in expressions(s)
        for p in walk(e)
    ):
        raise No("the loop yields between its queries: whoever takes the items may write", "B05")
    if any(True for _ in exits(steps)):
        case.early = True
        case.missing.append(
            "how many items there are: the loop may stop early, the batch reads for all of them"
        )


def check_names(reader: Reader) -> None:
    """Refuses where the function looks at all of its names: it would see those that are added."""
    asking = asked_for_names(reader.scope, steps_within(reader.function.body))
    if asking is not None:
        raise No(
            f"line {asking.span.line}: all names of the function are asked for, also those that are added"
        )


def check_asking(reader: Reader, case: Case) -> Summary:
    """What asking looks at; it must change nothing that it does not make itself."""
    found = case.found
    for part in moved_parts(found, case.query, case.start):
        _check_same_each_time(reader, case, part)
    asked = reader.effects.of_expr(reader.scope, found.asked, found.step)
    for effect in asked.effects:
        if effect.kind == "write" and effect.resource not in ("database", "log"):
            # What is filled once is filled by the first query, wherever that stands.
            if effect.once or effect.fills:
                continue
            if effect.place is None or effect.place.kind not in ("fresh", "local"):
                raise No(f"asking does more than read: {effect.via}", "B45")
    return asked | _asked_before(reader, found)


def _asked_before(reader: Reader, found: Found) -> Summary:
    """What the statements read of the database that the query is put together from."""
    read = {
        e
        for step in found.consumed
        for e in reader.effects.of_step(reader.scope, step).effects
        if e.kind == "read" and e.resource == "database"
    }
    return Summary(frozenset(read))


def _check_same_each_time(reader: Reader, case: Case, part: Expr) -> None:
    """What is said once for all keys must not move on: `kinds.pop()`, `next(numbers)`."""
    summary = reader.effects.of_expr(reader.scope, part, case.found.step)
    for effect in without_nameless(summary).effects:
        if effect.kind == "write" and effect.resource == "state":
            if not effect.once and not effect.fills:
                raise No(f"{effect.via} gives something else each time it is asked", "B45")


def code_of_rows(reader: Reader, case: Case) -> Summary:
    """What code of the project reads while rows are loaded; it must do no more than that."""
    query = case.query
    asker = Asker(reader.effects, reader.scope, case.found.step)
    entity = asker.entity(query.entity)
    if entity is None:
        return NOTHING
    if query.library in ("django", "tortoise", "peewee"):
        own = owned_by_project(reader.project, query, entity)
        if own:
            raise No(f"{own} is the project's own", "B28")
    read = []
    for effect in run_while_loading(reader.effects, query, entity):
        if effect.kind == "unknown":
            case.missing.append(f"what loading a row of `{entity.table}` runs: {effect.via}")
        elif effect.kind != "read":
            raise No(f"loading a row runs code of the project: {effect.via}", "B25")
        read.append(effect)
    if getattr(query.form, "get", False):
        changing = changes_queries(reader.project)
        if changing:
            case.missing.append(
                f"that no row is loaded yet: `{changing}` changes every query, but not what is loaded"
            )
    return Summary(frozenset(read))


def _check_moved(reader: Reader, case: Case, body: Summary) -> None:
    """What the load looks at must be in the loop's every turn what it was before the first."""
    found = case.found
    frames = found.frames[case.start :]
    targets = frozenset(n for f in frames if f.kind == "loop" for n in f.bound())
    names: set[str] = set()
    for key in case.keys:
        names |= names_read(key)
    for _, test, _ in case.conditions:
        names |= names_read(test)
    for frame in frames:
        if frame.kind == "loop" and frame.iterable is not None:
            names |= names_read(frame.iterable)
    for part in moved_parts(found, case.query, case.start):
        names |= names_read(part)
    names -= targets
    inside = bound_within(reader, found, case.start)
    for frame in frames:
        if frame.walk is not None:
            _check_shorter(reader, frame, names)
            if isinstance(frame.iterable, Name):
                inside -= {frame.iterable.id}
    if names & inside - {n for v in case.values for n in names_read(v)}:
        raise No(f"`{min(names & inside)}` is set again in the loop", "B16")
    changed_by = changed_locally(reader, names, body, frames[0].step)
    if changed_by:
        raise No(f"{changed_by} changes what the query depends on", "B16")


def _check_shorter(reader: Reader, frame: Frame, names: set[str]) -> None:
    """A list that gets shorter with each turn must have no other name in what the load looks at."""
    for changed_name in frame.walk.changes if frame.walk is not None else ():
        if not isinstance(frame.iterable, Name) or changed_name != frame.iterable.id:
            continue
        place = reader.scope.place_of(frame.iterable, frame.step)
        for name in sorted(names - {changed_name}):
            other = reader.scope.place_of(Name(name), frame.step)
            if (other.kind, other.root) == (place.kind, place.root):
                raise No(f"`{name}` may be the list that the loop takes its items from", "B16")


def changed_locally(reader: Reader, names: Iterable[str], body: Summary, at: Step) -> str:
    """What changes a local object of one of the names; "" when nothing does."""
    for name in sorted(names):
        if not reader.scope.is_local(name):
            continue
        base = reader.scope.place_of(Name(name), at)
        for effect in body.effects:
            place = effect.place
            if effect.kind != "write" or effect.resource != "state" or place is None:
                continue
            same = (place.kind, place.root) == (base.kind, base.root)
            if same and place.kind in ("fresh", "local"):
                return effect.via
    return ""


def _check_raising(reader: Reader, case: Case, body: Summary) -> None:
    """A key that fails for a late item must not fail before what early items do."""
    _check_making(reader, case, body)
    seen = acts(case.query, body)
    if case.binding and (seen or len(case.conditions) != _guards(reader, case)):
        case.missing.append(
            f"that every key can be compared with ({case.binding}): "
            "one that cannot would fail before what earlier items do"
        )
    # A lookup in the body may fail, too, and then it is the first to do so.
    if not seen and not any(e.kind == "raise" for e in body.effects):
        return
    asker = Asker(reader.effects, reader.scope, case.found.step)
    for part in (*case.keys, *(t for _, t, _ in case.conditions)):
        if is_there(asker, part):
            continue
        there = found_before(case)
        reason = may_raise(reader.effects, reader.scope, part, case.found.step, known=there)
        if reason is not None:
            raise No(f"computing its key may fail for a later item: {reason}", "B46")


def _check_making(reader: Reader, case: Case, body: Summary) -> None:
    """What a helper makes of its rows is made for all of them before the first item's work."""
    if not case.query.fails:
        return
    spared = len(case.conditions) != _guards(reader, case)
    if spared or acts(case.query, body):
        case.missing.append(
            f"that every row can be made into an answer ({case.query.fails}): "
            "it would fail before what earlier items do"
        )


def acts(query: Query, rest: Summary) -> bool:
    """Whether somebody can tell an error from one that comes earlier, by what is done till then."""
    return query.answer == "one" or any(
        (e.kind == "raise" and e.known != "guessed")
        or (e.kind == "write" and (e.resource != "state" or _is_known_elsewhere(e)))
        for e in rest.effects
    )


def _is_known_elsewhere(effect: Effect) -> bool:
    return effect.place is not None and effect.place.kind in ("parameter", "global", "unknown")
