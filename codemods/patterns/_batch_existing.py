"""Loading through a bulk method that is there: one whose query is the helper's own for many keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from codemods.languages.python.loading import load_code, with_keys
from codemods.languages.python.queries.reading import changed, row_name
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Comprehension,
    Expr,
    Function,
    Item,
    Name,
    Parameter,
    Step,
    walk,
)
from codemods.model.queries import Batched, Grouping, Query
from codemods.model.spans import Span
from codemods.project.bulk import Bulk, bulk_of
from codemods.project.effects import Effects
from codemods.project.helpers import Helper, HelperCall
from codemods.project.made import KeyColumn, key_in
from codemods.project.queries import Asker, same_question
from codemods.project.scope import Scope
from codemods.project.shaping import counts_as_true, free_names, present
from codemods.project.types import dotted_name

_UNBOUNDED = frozenset(["raw"])  # all keys go as one value
# source: SQLite, "Implementation Limits" (999 variables in a statement before 3.32.0).
_MOST_LISTED = 900
_NOWHERE = Span(0, 0, 0, 0)
_KEPT_AS = {"set": "set", "frozenset": "frozenset", "tuple": "tuple"}


@dataclass(frozen=True, slots=True)
class Existing:
    """The code that loads by a bulk method, and what stands for what it loads."""

    name: str
    code: str
    batched: Batched
    imports: tuple[tuple[str, str], ...] = ()


def existing(
    effects: Effects,
    scope: Scope,
    call: HelperCall,
    index: int,
    parameter: str,
    keys: str,
    into: str,
    start: str,
    fresh: Callable[[str], str],
) -> Existing | None:
    """The bulk method of the same class or module that does for many keys what a helper does."""
    helper = call.helper
    if helper is None or helper.inner is not None:
        return None
    query = helper.query if helper.shape is None else helper.shape.query
    if query.answer != helper.query.answer or query.gives not in ("entity", "row"):
        return None
    asker = Asker(effects, scope, None)
    entity = asker.entity(query.entity) or asker.table(query.entity)
    unique = entity is not None and entity.is_unique(frozenset(f.column for f in query.filters))
    only = query.limit is None or (query.limit == 1 and unique and query.answer == "first")
    if not only or (query.answer != "all" and (not unique or query.joined)):
        return None
    handed = tuple(h for h in helper.handed if h[0] != parameter)
    for other in _beside(effects, helper.function):
        bulk = bulk_of(effects, other, helper.self_type, handed)
        if bulk is None or not _answers(bulk, helper, query, index):
            continue
        if not _makes_alike(bulk, helper, asker):
            continue
        made = _call(call, helper.function, bulk, parameter)
        if made is None:
            continue
        row = fresh(row_name(query, entity))
        found = _load(bulk, query, index, made, keys, into, start, row, effects, scope)
        if found is not None:
            code, batched = found
            lists = "defaultdict(" in code
            imports = (("collections", "defaultdict"),) if lists else ()
            return Existing(other.name, code, batched, imports)
    return None


def _beside(effects: Effects, function: Function) -> list[Function]:
    """The other functions of a function's class or module that no class below it replaces."""
    project = effects.project
    module = project.modules[function.module]
    found: list[Function] = []
    for fact in module.facts.functions:
        owner = f"{function.module}.{fact.owner}" if fact.owner else None
        if fact.nested or fact.line == function.span.line or owner != function.owner:
            continue
        short = fact.name.rpartition(".")[2]
        if len([f for f in module.facts.functions if f.name == fact.name]) > 1:
            continue
        below = project.subclasses(function.owner) if function.owner else ()
        facts = [f[1] for c in below if (f := project.class_fact(c)) is not None]
        if any(short in f.methods for f in facts):
            continue
        other = project.function(module, fact)
        if other is not None and other.is_async == function.is_async:
            found.append(other)
    return found


def _answers(bulk: Bulk, helper: Helper, query: Query, index: int) -> bool:
    """Whether a bulk method asks what a helper asks, for each of its keys."""
    many = bulk.query
    held = next(f for f in many.filters if f.many)
    if (many.entity, many.gives, many.channel, held.column) != (
        query.entity, query.gives, query.channel, query.filters[index].column,
    ):  # fmt: skip
        return False
    if _openings(bulk.contexts) != _openings(helper.contexts):
        return False
    if query.answer == "all" and bulk.answers == "one":
        return False
    if query.answer != "all" and bulk.answers == "list":
        return False
    return same_question(query, many, index, query.answer == "all")


def _makes_alike(bulk: Bulk, helper: Helper, asker: Asker) -> bool:
    """Whether both give the rows, or make the same of each, in words that mean the same in both."""
    shape, made = helper.shape, bulk.made
    if shape is None or made is None:
        return shape is None and made is None
    expr, row = present(shape, counts_as_true(asker, shape.query)), shape.name
    if shape.query.answer == "all":
        match expr:
            case Comprehension(type="list", elements=(each,), clauses=(clause,)) if (
                clause.iterable == Name(shape.name)
                and isinstance(clause.target, Name)
                and not clause.conditions
            ):
                expr, row = each, clause.target.id
            case _:
                return False
    named = changed(expr, lambda p: Name(bulk.row) if p == Name(row) else None)
    if spell(named) != spell(made) or (row != bulk.row and Name(bulk.row) in walk(expr)):
        return False
    receiver = {p.name for p in helper.function.parameters[:1]} if helper.function.owner else set()
    receiver &= {p.name for p in bulk.function.parameters[:1]}
    own = helper.function.local_names | bulk.function.local_names
    own |= {p.name for f in (helper.function, bulk.function) for p in f.parameters}
    return not free_names(made) & (own - receiver - {bulk.row})


def _openings(contexts: tuple[Step, ...]) -> list[tuple[Expr, Expr | None]]:
    """What is opened around a query."""
    return [(i.context, i.target) for step in contexts for i in step.items]


def _call(call: HelperCall, function: Function, bulk: Bulk, parameter: str) -> Expr | None:
    """The call of the bulk method in place of the helper's, with `KEYS` for the key."""
    mine, theirs = list(function.parameters), list(bulk.function.parameters)
    names = [p.name for p in mine]
    if [p.name for p in theirs if p.name != bulk.parameter] != [n for n in names if n != parameter]:
        return None
    place, other = names.index(parameter), [p.name for p in theirs].index(bulk.parameter)
    if any(p.kind != q.kind for p, q in zip(mine, theirs, strict=True)):
        return None
    value = call.bound.get(parameter)
    at = next((i for i, a in enumerate(call.call.args) if a.value is value), None)
    plain = [a for a in call.call.args if a.keyword is None]
    if at is None or (place != other and len(plain) > 1):
        return None
    args = list(call.call.args)
    word = bulk.parameter if args[at].keyword or place != other else None
    args[at] = Argument(_as_wanted(theirs[other]), word)
    short = bulk.function.name.rpartition(".")[2]
    callee = call.call.callee
    new: Expr = Attribute(callee.value, short) if isinstance(callee, Attribute) else Name(short)
    made = Call(new, tuple(args), call.call.span)
    return call.made(made)


def _as_wanted(parameter: Parameter) -> Expr:
    """The keys as the kind of collection that a parameter is annotated with."""
    note = parameter.annotation
    head = note.value if isinstance(note, Item) else note
    name = (dotted_name(head) or "") if isinstance(head, Name | Attribute) else ""
    kind = _KEPT_AS.get(name.rpartition(".")[2].lower(), "")
    keys = Name("KEYS")
    return Call(Name(kind), (Argument(keys),), _NOWHERE) if kind else keys


def _load(
    bulk: Bulk,
    query: Query,
    index: int,
    made: Expr,
    keys: str,
    into: str,
    start: str,
    row: str,
    effects: Effects,
    scope: Scope,
) -> tuple[str, Batched] | None:
    """The code that loads, and how what it loads is taken."""
    chunk = scope.project.settings.chunk
    if bulk.listed:
        chunk = min(chunk, _MOST_LISTED)
    bounded = (bulk.listed or query.library not in _UNBOUNDED) and not bulk.chunked
    text = spell(made)
    grouping: Grouping = "list" if query.answer == "all" else "one"
    if bulk.answers == "rows":
        key = _key_of_row(bulk, query, index, row, effects, scope)
        if not key:
            return None
        batched = Batched(text, row, key, row, grouping, bounded)
        return load_code(batched, keys, into, chunk, start), batched
    batched = Batched("", row, "", row, grouping, bounded)
    if bounded:
        part = with_keys(text, f"{keys}[{start} : {start} + {chunk}]")
        code = f"for {start} in range(0, len({keys}), {chunk}):\n    {into}.update({part})"
        return f"{into} = {{}}\n{code}", batched
    whole = f"{into} = {with_keys(text, keys)}"
    if bulk.guarded or bulk.chunked:
        return whole, batched
    return f"{into} = {{}}\nif {keys}:\n    {whole}", batched


def _key_of_row(
    bulk: Bulk, query: Query, index: int, row: str, effects: Effects, scope: Scope
) -> str:
    """The column of the key in a row, or in what is made of it; "" where it is not known."""
    column = query.filters[index].column
    if bulk.made is not None:
        inside = Scope(scope.project, bulk.function)
        asker = Asker(effects, inside, None)
        entity = asker.entity(query.entity) or asker.table(query.entity)
        known = entity.columns.get(column) if entity is not None else None
        kind = known.kind if known is not None else "unknown"
        attribute = column if query.library != "raw" else ""
        read = key_in(inside, bulk.made, KeyColumn(bulk.row, attribute, bulk.places, kind))
        return f"{row}{read}" if read else ""
    if query.library != "raw":
        return f"{row}.{column}"
    places = bulk.places
    if not places:
        return ""
    first = places[0]
    return f'{row}["{first}"]' if isinstance(first, str) else f"{row}[{first}]"
