"""What is done with the rows that a query gives: whether loaded ones can stand in."""

from __future__ import annotations

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Call,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Place, Summary
from codemods.model.queries import Query
from codemods.patterns._batch_callers import changed_after, changed_by_callers
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import (
    body_of,
    uses_of,
)
from codemods.patterns._batch_relations import says_prefetched
from codemods.patterns._batch_sites import Found
from codemods.project.queries import Asker


def check_use(reader: Reader, found: Found, query: Query) -> None:
    """Whether a list in its place is as good as what the query gives."""
    step, expr = found.step, found.site
    whole = query.library in (
        "django",
        "tortoise",
    )  # `async for` reads all rows before it gives the first one
    if step.kind == "for" and step.value is expr and step.is_async and not whole:
        raise No("its rows are a stream", "B05")
    for outer in expressions(step):
        for part in walk(outer):
            if isinstance(part, Comprehension) and any(
                c.iterable is expr and c.is_async for c in part.clauses
            ):
                raise No("its rows are a stream", "B05")
    if not query.lazy or (step.kind == "for" and step.value is expr):
        return
    if _only_looked_at(reader, step.value, expr):
        return
    if step.kind == "assign" and step.value is expr and len(step.targets) == 1:
        target = step.targets[0]
        if isinstance(target, Name):
            uses = list(uses_of(reader.function.body, target.id))
            loops = [
                s.value
                for s in steps_within(reader.function.body)
                if s.kind == "for" and s.value == Name(target.id) and not s.is_async
            ]
            if all(_looks(u, target.id) or any(u is v for v in loops) for u in uses):
                return
    # A legacy query that is not gone through is only built here.
    built = query.library == "sqlalchemy" and getattr(query.form, "legacy", False)
    built = built or _is_first_step(reader, found)
    raise No("its rows are handed on before they are read, as more than a list", quiet=built)


def runs_there(reader: Reader, found: Found) -> bool:
    """Whether a query runs where it stands and does nothing else."""
    if not isinstance(found.query, Query) or not found.query.lazy:
        return True
    try:
        check_use(reader, found, found.query)
    except No:
        return False
    return True


def check_reads(reader: Reader, found: Found) -> None:
    """SQL text may do more than read: a function in it may write."""
    summary = reader.effects.of_expr(reader.scope, found.asked, found.step)
    for step in found.consumed:
        summary = summary | reader.effects.of_step(reader.scope, step)
    for effect in sorted(summary.effects, key=lambda e: (e.kind, e.via)):
        if effect.resource == "database" and effect.kind != "read":
            raise No(f"the query may do more than read: {effect.via}", "B24")


def check_prefetched(reader: Reader, found: Found, relation: str, case: Case) -> None:
    """Rows that were loaded with the items cost nothing where they are taken."""
    lines = reader.project.lines(reader.module.path)
    own = lines[reader.function.span.line - 1 : reader.function.span.end_line]
    if case.query.library == "tortoise":
        return  # it asks for them all the same; see `_batch_loaded`
    if case.query.library == "peewee":
        _check_loaded_lists(reader, found, relation, case, own)
        return
    if says_prefetched(own, relation):
        raise No("", quiet=True)
    item = found.frames[case.start].targets
    asker = Asker(reader.effects, reader.scope, found.step)
    source = asker.rows_behind(item) if isinstance(item, Name) else None
    if source is not None and isinstance(asker.read(source), Query):
        return
    for module in reader.project.modules.values():
        if "prefetch_related" in module.facts.words and any(
            "prefetch" in line.lower() and f'"{relation}' in line.replace("'", '"')
            for line in reader.project.lines(module.path)
        ):
            case.missing.append(
                f"whether `{relation}` was loaded with the items ({module.path} does so)"
            )
            return


_LOADING_LISTS = ("prefetch", "with_related")


def _check_loaded_lists(
    reader: Reader, found: Found, relation: str, case: Case, own: list[str]
) -> None:
    """`prefetch` of peewee puts a list where the query was, by the models and not by a name."""
    if any(word in line for line in own for word in _LOADING_LISTS):
        raise No("", quiet=True)
    if found.site != found.expr or not isinstance(found.expr, Attribute):
        return  # only a query has methods
    item = found.frames[case.start].targets
    asker = Asker(reader.effects, reader.scope, found.step)
    source = asker.rows_behind(item) if isinstance(item, Name) else None
    if source is not None and isinstance(asker.read(source), Query):
        return
    for module in reader.project.mentioning(*_LOADING_LISTS):
        case.missing.append(
            f"whether `{relation}` was loaded with the items ({module.path} does so)"
        )
        return


def check_sharing(reader: Reader, case: Case, body: Summary) -> None:
    """Rows that come anew from every query may be changed; shared by two items they may not."""
    query, step = case.query, case.found.step
    # One object for a row, in a session.
    kept = query.library == "sqlalchemy" and not query.shaped and not _own_session(case)
    numbers = query.gives == "aggregate" and isinstance(query.default, Display)
    if kept or (query.gives not in ("entity", "row") and not numbers):
        return
    lists: set[str] = set()
    if step.value is case.found.site:
        lists = {t.id for t in step.targets if isinstance(t, Name)}
    rows: set[str] = set()
    for inner in steps_within(body_of(case.found, case.start)):
        if inner.kind == "for" and _goes_over(inner.value, lists, case.found.site):
            rows |= {t.id for t in inner.targets if isinstance(t, Name)}
    origin = reader.scope.place_of(case.found.site, step)
    changed_rows = [
        e
        for e in body.effects
        if e.kind == "write"
        and e.resource == "state"
        and e.place is not None
        and e.place.path
        and _reaches(e.place, lists | rows, origin)
    ]
    # A list of its own is copied where two items share one; what is in it is not.
    if query.answer == "all":
        changed_rows = [
            e
            for e in changed_rows
            if e.place is not None
            and (e.place.path != ("[*]",) or e.place.root.partition("@")[0] in rows)
        ]
    changes = [e.via for e in changed_rows]
    changes += _added_to(case, rows if query.answer == "all" else lists | rows)
    if changes and not keys_differ(reader, case):
        raise No(f"{changes[0]} changes a row that two items may share", "B14")
    if not keys_differ(reader, case):
        later = changed_after(reader, case)
        if later is not None:
            raise No(f"{later} changes a row that two items may share", "B14")
        for where in changed_by_callers(reader, case):
            case.missing.append(f"that no two items have one key: {where} changes the rows it gets")


def _own_session(case: Case) -> bool:
    """Whether each query opens a session for itself, whose objects are no other's."""
    call = case.found.helper
    while call is not None and call.helper is not None:
        if call.helper.contexts:
            return True
        call = call.helper.inner
    through = getattr(case.query.form, "through", None)
    return through is not None and bool(through.own)


def _added_to(case: Case, rows: set[str]) -> list[str]:
    """`row |= {...}` in the loop, which changes the row that there is where it is a dict."""
    return [
        f"{target.id} {inner.operator}= ..."
        for inner in steps_within(body_of(case.found, case.start))
        for target in inner.targets
        if inner.kind == "augment" and isinstance(target, Name) and target.id in rows
    ]


def _goes_over(value: Expr | None, lists: set[str], site: Expr) -> bool:
    """Whether a loop goes over rows: `rows`, `enumerate(rows)`, or the query itself."""
    return value is not None and any(
        part is site or (isinstance(part, Name) and part.id in lists) for part in walk(value)
    )


def needs_copies(reader: Reader, case: Case, distinct: bool) -> bool:
    """Whether two items with one key would share a list that somebody may change."""
    if distinct or keys_differ(reader, case):
        return False
    step, expr = case.found.step, case.found.site
    if step.kind == "for" and step.value is expr:
        return False
    if _only_looked_at(reader, step.value, expr):
        return False
    if step.kind == "assign" and step.value is expr and len(step.targets) == 1:
        target = step.targets[0]
        if isinstance(target, Name):
            steps = body_of(case.found, case.start)
            uses = list(uses_of(steps, target.id))
            plain = [s.value for s in steps_within(steps) if s.kind in ("for", "if")]
            return not all(
                _looks(u, target.id) or (u == Name(target.id) and any(u is v for v in plain))
                for u in uses
            )
    return True


def keys_differ(reader: Reader, case: Case) -> bool:
    """Whether the items are rows of one query of which no two have the same key."""
    if case.query.library == "tortoise" and case.query.by_position:
        return False  # two keys that the database calls equal find one object
    frames = case.found.frames[case.start :]
    loops = [f for f in frames if f.kind == "loop"]
    if len(loops) != 1 or not isinstance(loops[0].targets, Name) or len(case.keys) != 1:
        return False
    item, key = loops[0].targets, case.keys[0]
    if not isinstance(key, Attribute) or key.value != item:
        return False
    asker = Asker(reader.effects, reader.scope, case.found.step)
    source = asker.rows_behind(item)
    query = asker.read(source) if source is not None else None
    if not isinstance(query, Query) or query.gives != "entity" or query.joined:
        return False
    entity = asker.entity(query.entity)
    name = entity.primary_key[0] if entity and key.name == "pk" and entity.primary_key else key.name
    return entity is not None and entity.is_unique(frozenset({name}))


def _only_looked_at(reader: Reader, value: Expr | None, expr: Expr) -> bool:
    if value is None:
        return False
    stand_in = changed(value, lambda p: Name("__taken__") if p is expr else None)
    return stand_in != Name("__taken__") and _looks(stand_in, "__taken__")


def _reaches(place: Place, names: set[str], origin: Place) -> bool:
    """Whether a changed place lies in the rows of a query: by the name they have, or where they hang."""
    if place.kind in ("local", "fresh") and place.root.partition("@")[0] in names:
        return True
    if place.kind == "unknown":
        return bool(names)
    same = (place.kind, place.root) == (origin.kind, origin.root)
    ahead = place.path[: len(origin.path)] == origin.path and len(place.path) > len(origin.path)
    return same and ahead and origin.kind != "fresh"


_LOOKING = frozenset(
    ["len", "sum", "any", "all", "max", "min", "sorted", "bool", "list", "tuple", "set"]
)


def _is_first_step(reader: Reader, found: Found) -> bool:
    """Whether its result is named only for the query that is told further on: `result.scalars()`."""
    target = found.step.targets[0] if len(found.step.targets) == 1 else None
    return (
        isinstance(target, Name)
        and found.step.value is found.site
        and any(
            part == target
            for other in reader.known
            if other.site is not found.site
            for part in walk(other.site)
        )
    )


def _looks(expr: Expr, name: str) -> bool:
    """Whether an expression only looks into a list of that name, and keeps nothing of it."""
    match expr:
        case Name(id=found):
            return found != name
        case Call(callee=Name(id=function), args=args) if function in _LOOKING:
            return all(a.value == Name(name) or _looks(a.value, name) for a in args)
        case Comprehension(elements=elements, clauses=clauses):
            iterables = all(c.iterable == Name(name) or _looks(c.iterable, name) for c in clauses)
            rest = [*elements, *(i for c in clauses for i in c.conditions)]
            return iterables and all(_looks(e, name) for e in rest)
        case Operation(operator="not", operands=(inner,)):
            return inner == Name(name) or _looks(inner, name)
        case Item(value=value, key=key):
            return (value == Name(name) or _looks(value, name)) and _looks(key, name)
        case Constant():
            return True
        case _:
            return all(_looks(c, name) for c in children(expr))
