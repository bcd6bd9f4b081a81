"""Relations that load their rows one item at a time: the query of the items loads them for all.

`for order in orders: order.customer.name` sends a query per order. `options(selectinload(...))` on the
query behind `orders` sends one for all of them. Of the ways to load eagerly, this one leaves the rows
of the query itself alone: neither limits nor duplicates nor `unique()` have to be minded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from codemods.languages.python.queries.reading import changed, method
from codemods.languages.python.queries.sqlalchemy_parts import Form
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Comprehension,
    Expr,
    Name,
    Step,
    Yield,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import ANY_ATTRIBUTE, NOTHING, Summary
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Entity, Query
from codemods.model.spans import Span
from codemods.model.steps import AddImport, FileEdit, PlanStep, TakeLoaded
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_checks import bound_in, exits, interference
from codemods.patterns._batch_generators import computed
from codemods.project.describe import describe
from codemods.project.queries import Asker
from codemods.project.row_code import run_while_loading
from codemods.project.schema import entity_of

_ASYNC = ("Async", "async_")
# Options that load more, or less of a row, and leave relations as they are.
_HARMLESS = frozenset(
    ["selectinload", "joinedload", "subqueryload", "load_only", "defer", "undefer"]
)
_TERMINALS = frozenset(["all", "first", "one", "one_or_none", "unique", "scalars"])
# What makes a row forget what it has loaded, or have no session to load with.
_LETTING_GO = ("expunge", "expire", "refresh", "make_transient")
_RUNS = frozenset(["execute", "scalars", "exec"])


@dataclass
class _Source:
    """A query whose rows are gone through, with the relations that are read of them."""

    expr: Expr
    step: Step
    query: Query
    loops: list[Step] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def find_relations(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings for the queries of a function whose rows load relations one by one."""
    sources: dict[int, _Source] = {}
    for step in steps_within(reader.function.body):
        for target, iterable, parts, steps in _loops(reader, step):
            source = _source(reader, iterable, step)
            if source is None:
                continue
            known = sources.setdefault(id(source.expr), source)
            entity = entity_of(reader.project, source.query.entity)
            if entity is None or target.id in bound_in(steps):
                continue
            paths = _paths(reader, entity, target.id, parts, steps)
            if paths:
                known.loops.append(step)
                known.paths += paths
    for source in sources.values():
        found = _decided(reader, source) if source.paths else None
        if found is not None:
            yield found


_Loop = tuple[Name, Expr, list[Expr], tuple[Step, ...]]


def _loops(reader: Reader, step: Step) -> Iterator[_Loop]:
    """The loops in a step: their variable, what they go over, and what is done with each item."""
    if step.kind == "for" and not step.is_async and step.value is not None and step.blocks:
        if len(step.targets) == 1 and isinstance(step.targets[0], Name):
            yield step.targets[0], step.value, [], step.blocks[0].steps
    for expr in expressions(step):
        for part in walk(expr):
            if not isinstance(part, Comprehension) or part.clauses[0].is_async:
                continue
            if computed(reader, part, step) != "at once":
                continue
            first, *others = part.clauses
            if isinstance(first.target, Name):
                rest = [*first.conditions, *part.elements]
                rest += [e for c in others for e in (c.iterable, *c.conditions)]
                yield first.target, first.iterable, rest, ()


def _source(reader: Reader, iterable: Expr, step: Step) -> _Source | None:
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
    asker = Asker(reader.effects, reader.scope, at)
    query = asker.read(expr)
    if not isinstance(query, Query) or not isinstance(query.form, Form) or query.is_async:
        return None
    if query.gives != "entity" or query.answer != "all" or query.form.get:
        return None
    if any(link.name == "execution_options" for link in query.form.links):
        return None
    types = asker.types(query.channel) if query.channel is not None else ()
    if any(word in name for name in types for word in _ASYNC):
        return None
    missing = [query.assumed] if query.assumed else []
    return _Source(expr, at, query, missing=missing)


def _paths(
    reader: Reader, entity: Entity, item: str, parts: Iterable[Expr], steps: tuple[Step, ...]
) -> list[tuple[str, ...]]:
    """The relations that are read of an item, and of what these lead to: `("items", "product")`."""
    known: dict[str, tuple[tuple[str, ...], Entity]] = {item: ((), entity)}
    found: dict[tuple[str, ...], None] = {}

    def path_of(expr: Expr) -> tuple[tuple[str, ...], Entity] | None:
        if isinstance(expr, Name):
            return known.get(expr.id)
        behind = path_of(expr.value) if isinstance(expr, Attribute) else None
        if behind is None or not isinstance(expr, Attribute):
            return None
        path, owner = behind
        target = entity_of(reader.project, owner.relations.get(expr.name, ""))
        if target is None or owner.lazy.get(expr.name) != "select":
            return None
        return (*path, expr.name), target

    def look(expr: Expr) -> None:
        if isinstance(expr, Comprehension):
            for clause in expr.clauses:
                behind = path_of(clause.iterable)
                if behind is not None and isinstance(clause.target, Name):
                    known.setdefault(clause.target.id, behind)
        behind = path_of(expr)
        if behind is not None and behind[0]:
            found[behind[0]] = None
        for child in children(expr):
            look(child)

    for part in parts:
        look(part)
    for step in steps_within(steps):
        targets = step.targets if step.kind in ("assign", "for") else ()
        behind = path_of(step.value) if step.value is not None else None
        if behind is not None and behind[0] and len(targets) == 1 and isinstance(targets[0], Name):
            name = targets[0].id
            if len(reader.scope.bindings.get(name, ())) == 1:
                known.setdefault(name, behind)
        for expr in expressions(step):
            if not any(expr is t for t in step.targets):
                look(expr)
    return list(found)


# -- deciding ---------------------------------------------------------------------------------------


def _decided(reader: Reader, source: _Source) -> Finding | Refused | None:
    query, form = source.query, source.query.form
    if not isinstance(form, Form) or form.model is None:
        return None
    options = [a.value for n in form.links if n.name == "options" for a in n.args or ()]
    for part in (p for o in options for p in walk(o)):
        if isinstance(part, Call) and isinstance(part.callee, Name | Attribute):
            name = part.callee.id if isinstance(part.callee, Name) else part.callee.name
            if name not in _HARMLESS:
                return None
    named = {p.name for o in options for p in walk(o) if isinstance(p, Attribute)}
    wanted = [p for p in dict.fromkeys(source.paths) if not named & set(p)]
    chains = _chains(reader, form.model, query.entity, wanted)
    if not chains:
        return None
    reason = _hindrance(reader, source, wanted)
    if reason is not None:
        span = _span(source.expr) or source.step.span
        return Refused(reader.pattern, reader.module.path, span, reader.function.name, reason)
    edit = _edit(reader, source, form, chains)
    if edit is None or "selectinload" in reader.function.local_names:
        return None
    return _told(
        reader, source, [p for p in wanted if _chain(reader, form.model, query.entity, p)], edit
    )


def _hindrance(reader: Reader, source: _Source, paths: list[tuple[str, ...]]) -> str | None:
    """Why rows that are loaded with the query may not be those that are read in the loop."""
    body = _since(reader, source)
    if body is None:
        return "the rows are gone through where the query may be long past"
    for effect in body.effects:
        if any(word in effect.via for word in _LETTING_GO):
            return f"{effect.via} takes rows out of their session, or has them loaded anew"
    for path in paths:
        entity = entity_of(reader.project, source.query.entity)
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
    for loop in source.loops:
        steps = loop.blocks[0].steps if loop.kind == "for" else ()
        inner = (p for s in (*steps_within(steps), loop) for e in expressions(s) for p in walk(e))
        if any(isinstance(p, Yield) for p in inner):
            return "the loop yields between its items: whoever takes them may write"
        if any(True for _ in exits(steps)):
            source.missing.append(
                "how many items there are: the loop may stop early, the query loads for all of them"
            )
    return None


def _keys_of(entity: Entity) -> frozenset[str]:
    """The attributes by which a row finds the rows it leads to."""
    keys = {c.attribute for c in entity.columns.values() if c.references}
    return frozenset([*keys, *entity.primary_key, ANY_ATTRIBUTE])


def _since(reader: Reader, source: _Source) -> Summary | None:
    """What is done from the query to the end of its last loop; None where that is not known."""
    first = source.step.path
    last = max(loop.path[len(first) - 1] for loop in source.loops)
    around = [s for s in steps_within(reader.function.body)
              if len(s.path) == len(first) and s.path[:-1] == first[:-1]
              and first[-1] <= s.path[-1] <= last]  # fmt: skip
    if any(loop.path[: len(first) - 1] != first[:-1] for loop in source.loops):
        return None
    return reader.effects.of_steps(reader.scope, tuple(around))


# -- writing ----------------------------------------------------------------------------------------


def _chains(reader: Reader, model: Expr, entity: str, paths: list[tuple[str, ...]]) -> list[Expr]:
    """`selectinload(Order.items).selectinload(Item.product)` for every path that is no part of another."""
    found = [p for p in paths if _chain(reader, model, entity, p) is not None]
    longest = [p for p in found if not any(o[: len(p)] == p and o != p for o in found)]
    chains = (_chain(reader, model, entity, p) for p in longest)
    return [c for c in chains if c is not None]


def _chain(reader: Reader, model: Expr, name: str, path: tuple[str, ...]) -> Expr | None:
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


def _edit(reader: Reader, source: _Source, form: Form, chains: list[Expr]) -> TakeLoaded | None:
    """The query with the options, written where it stands."""
    inner = _statement_in(source.expr, form)
    place = _span(source.expr)
    if inner is None or place is None:
        return None
    lines = reader.project.lines(reader.module.path)
    if any("#" in line for line in lines[place.line - 1 : place.end_line]):
        return None
    new = method(inner, "options", *chains)
    code = spell(changed(source.expr, lambda p: new if p is inner else None))
    step = source.step
    whole = step.span
    if step.blocks:
        after = lines[place.end_line - 1].encode("utf-8", "surrogatepass")[place.end_column :]
        end = place.end_column + after.startswith(b":")
        whole = Span(step.span.line, step.span.column, place.end_line, end)
    name, line = reader.function.name, reader.function.span.line
    return TakeLoaded(name, line, place, code, whole)


def _statement_in(expr: Expr, form: Form) -> Expr | None:
    """What gets the options: the statement that is executed, or the query before `all()`."""
    match expr:
        case Await(value=value):
            return _statement_in(value, form)
        case Call(callee=Name(), args=(only,)):
            return _statement_in(only.value, form)
        case Call(callee=Attribute(value=value, name=name), args=args):
            if form.legacy:
                return value if name == "all" else expr
            if name in _RUNS and len(args) == 1 and args[0].keyword is None:
                return args[0].value
            return _statement_in(value, form) if name in _TERMINALS else None
        case Attribute() if form.root is not None:
            return expr
        case _:
            return None


def _told(
    reader: Reader, source: _Source, paths: list[tuple[str, ...]], edit: TakeLoaded
) -> Finding:
    query = source.query
    entity = query.entity.rpartition(".")[2]
    names = " and ".join(f"`{entity}.{'.'.join(p)}`" for p in paths)
    place = edit.place
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[place.line - 1 : place.end_line])
    verdict: Verdict = "unsafe" if source.missing else "safe"
    several = len(paths)
    steps: tuple[PlanStep, ...] = (edit, AddImport("sqlalchemy.orm", "selectinload"))
    rows = describe(source.expr) if len(describe(source.expr)) < 40 else f"the rows of `{entity}`"
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, place, reader.function.name, verdict, "high",
        f"{names} {'are' if several > 1 else 'is'} loaded once per item of {rows}: "
        f"{'n + ' * (several - 1)}n round trips become {several}",
        ("the relations are loaded when they are read (`lazy=\"select\"`)",
         "nothing between the query and the end of the loop writes what they hold"),
        tuple(dict.fromkeys(source.missing)), f"1 + {several}n" if several > 1 else "1 + n",
        str(1 + several), (FileEdit(reader.module.path, steps),),
    )  # fmt: skip


def _span(expr: Expr) -> Span | None:
    return expr.span if isinstance(expr, Call | Await) else None
