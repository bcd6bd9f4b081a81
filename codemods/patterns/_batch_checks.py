"""What must hold around a query for its turns to become one: nothing interferes, nothing stops early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import product

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Call,
    Closure,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    Step,
    children,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Summary
from codemods.model.queries import Query
from codemods.patterns._batch_pending import pending, written_with
from codemods.patterns._batch_sites import Found, Frame
from codemods.project.carried import carries_over
from codemods.project.codebase import Codebase
from codemods.project.concurrency import overlaps
from codemods.project.effects import Effects
from codemods.project.purity import names_bound
from codemods.project.queries import Asker
from codemods.project.schema import entities_pointing_at
from codemods.project.scope import Scope
from codemods.project.types import dotted_name, members

REPEATABLE = frozenset(
    [
        "list", "tuple", "set", "frozenset", "dict", "range", "dict_items", "dict_keys",
        "dict_values", "collections.deque", "collections.OrderedDict", "collections.defaultdict",
        "collections.Counter", "collections.abc.Sequence", "collections.abc.Mapping",
        "collections.abc.Set", "collections.abc.Collection", "collections.abc.MutableSequence",
        "collections.abc.MutableMapping", "collections.abc.KeysView", "collections.abc.ValuesView",
        "collections.abc.ItemsView", "typing.Sequence", "typing.Mapping", "typing.Collection",
        "typing.AbstractSet", "typing.MutableSequence", "typing.MutableMapping",
        "django.db.models.QuerySet", "peewee.ModelSelect",
    ]
)  # fmt: skip
# Made anew wherever they are written; they go on where their argument does.
_REMADE = frozenset(["enumerate", "zip", "reversed", "sorted", "range", "list", "tuple", "set"])


# The bases under which a library's own "no such row" and "several rows" are caught.
_MORE_GENERAL = {
    "django": frozenset(
        [
            "django.core.exceptions.ObjectDoesNotExist",
            "django.core.exceptions.MultipleObjectsReturned",
        ]
    ),
}
_NO_ROW = {"django": "django.core.exceptions.ObjectDoesNotExist"}
# source: Django documentation, "Model field reference" (`to_python`, `get_prep_value`); observed: what
# cannot be made into a value of the column raises before the database is asked.
_OF_VALUES = {
    "django": frozenset(
        [
            "ValueError",
            "TypeError",
            "django.core.exceptions.ValidationError",
        ]
    ),
}


def without(
    steps: Iterable[Step], exprs: Sequence[Expr], gone: tuple[Step, ...] = ()
) -> tuple[Step, ...]:
    """The steps as they are once these expressions and steps are taken out of them.

    What stands in a `with` that is taken out stays.
    """
    left: list[Step] = []
    for step in steps:
        if step not in gone:
            left.append(_step_without(step, exprs, gone))
        elif step.kind == "with":
            left += (s for b in step.blocks for s in without(b.steps, exprs, gone))
    return tuple(left)


def _step_without(step: Step, exprs: Sequence[Expr], gone: tuple[Step, ...]) -> Step:
    def cut(part: Expr | None) -> Expr | None:
        if part is None:
            return None
        return changed(
            part, lambda p: Constant("unknown", None) if any(p is e for e in exprs) else None
        )

    value, second = cut(step.value), cut(step.second)
    targets = tuple(t for t in (cut(t) for t in step.targets) if t is not None)
    blocks = tuple(replace(b, steps=without(b.steps, exprs, gone)) for b in step.blocks)
    items = tuple(replace(i, context=c) for i in step.items if (c := cut(i.context)) is not None)
    return replace(step, value=value, second=second, targets=targets, blocks=blocks, items=items)


def interference(
    effects: Effects, scope: Scope, body: Summary, query: Query, looked_at: Summary
) -> tuple[str, str] | None:
    """Why what else the loop does keeps its queries where they are, with the trap it is."""
    filled = {e.place for e in looked_at.effects if e.once or e.fills}
    tables = {query.entity, *(f.entity for f in query.filters), *_tables_read(looked_at)}
    for effect in sorted(body.effects, key=lambda e: (e.kind, e.resource, e.via, str(e.place))):
        reason = _interferes(effects.project, effect, query, tables) or pending(
            effects, scope, effect, query
        )
        if reason is not None:
            return reason
        if effect.kind == "write" and effect.resource == "state":
            if (effect.once or effect.fills) and effect.place in filled:
                continue  # the query has filled it already
            for one, other in product(
                (effect, *written_with(effects.project, effect)), looked_at.effects
            ):
                if (
                    other.resource == "state"
                    and overlaps(effects.project, one, other)
                    and not _other_types(scope, one, other)
                ):
                    return f"{effect.via} changes what the query depends on", "B16"
    return None


_BUILTIN = frozenset(["list", "dict", "set", "tuple", "str", "int", "bytes", "frozenset"])


def _are_apart(scope: Scope, one: str, other: str) -> bool:
    """Whether no object is of both types: of a builtin container, and of a class that is none."""
    for builtin, second in ((one, other), (other, one)):
        if builtin in _BUILTIN:
            if second in _BUILTIN:
                return True
            if scope.project.class_fact(second) is not None:
                order = scope.project.mro(second)
                return builtin not in order and "?" not in order
            fact = scope.project.catalogue.type(second)
            return fact is not None and bool(fact.concurrency)
    if scope.project.class_fact(one) and scope.project.class_fact(other):
        return not scope.project.related(one, other)
    return False


_PLAIN = frozenset(["int", "str", "float", "bytes", "uuid.UUID"])


def _other_types(scope: Scope, one: Effect, other: Effect) -> bool:
    """Whether two parameters are of types that no object has both of: `list[int]`, `list[str]`."""
    found = []
    for effect in (one, other):
        place = effect.place
        if place is None or place.kind != "parameter" or len(place.path) > 1:
            return False
        found.append(members(scope.type_of(Name(place.root))))
    if any(len(f) != 1 for f in found):
        return False
    first, second = found[0][0], found[1][0]
    if first.name != second.name:
        return _are_apart(scope, first.name, second.name)
    if not first.args or not second.args:
        return False
    if len(first.args) != 1 or len(second.args) != 1:
        return False
    one_item, other_item = first.args[0].name, second.args[0].name
    own = scope.project.class_fact
    if own(one_item) and own(other_item):
        return not scope.project.related(one_item, other_item)
    known = [n in _PLAIN or own(n) is not None for n in (one_item, other_item)]
    return all(known) and one_item != other_item


def _tables_read(looked_at: Summary) -> Iterator[str]:
    """The tables that a query reads, those that it joins and those of its inner queries included."""
    for effect in looked_at.effects:
        if effect.kind == "read" and effect.resource == "database":
            yield from filter(None, effect.target.split(","))


def _interferes(
    project: Codebase, effect: Effect, query: Query, read: Set[str]
) -> tuple[str, str] | None:
    via = effect.via
    match effect.kind:
        case "unknown":
            return via, "B01"
        case "commit" | "rollback" | "begin":
            if effect.resource == "database":
                return f"`{via}` begins or ends a transaction in the loop", "B03"
        case "write" if effect.resource == "database":
            tables = set(filter(None, effect.target.split(",")))
            if not tables or query.library != "raw" or read & tables:
                return f"`{via}` writes to the database in the loop", "B01"
            carried = carries_over(project, tables, read)
            if carried:
                return f"`{via}` changes what the query reads by {carried}", "B01"
        case "write" if effect.resource == "context":
            return f"`{via}` changes the context of the task", "B01"
        case "lock" | "ddl":
            return f"`{via}` locks rows or changes tables in the loop", "B24"
        case "delay":
            return f"`{via}` paces the loop", "B03"
        case "spawn":
            return f"`{via}` starts work that runs beside the loop", "B01"
    return None


def exits(steps: tuple[Step, ...], inner: bool = False) -> Iterator[Step]:
    """The steps that end a loop before its last item; those of loops inside it end only these."""
    for step in steps:
        if step.kind == "return" or (step.kind == "break" and not inner):
            yield step
        for block in step.blocks:
            yield from exits(block.steps, inner or step.kind in ("for", "while"))


def evaluated_before(expr: Expr, target: Expr) -> Iterator[Expr]:
    """The parts of an expression that are evaluated before `target`, which stands in it."""
    part = expr
    while part is not target:
        for child in children(part):
            if any(inner is target for inner in walk(child)):
                part = child
                break
            yield child
        else:
            return


def handled(asker: Asker, frame: Frame, query: Query, only_keys: bool) -> str | None:
    """Why a `try` around the query is in the way; None when only its missing row is caught.

    `only_keys` says that the query is given values of known kinds and nothing else.
    """
    allowed = {n for n in (query.missing, query.several) if n}
    allowed |= _MORE_GENERAL.get(query.library, frozenset()) if query.missing else set()
    if only_keys:
        # They come from values that are no key at all, and which these are is known.
        allowed |= _OF_VALUES.get(query.library, frozenset())
    for block in frame.step.blocks:
        if block.role != "handler":
            continue
        if block.catches_all or not block.catches:
            return "errors are handled item by item"
        for caught in block.catches:
            name = exception_name(asker, caught)
            if name not in allowed:
                return "errors are handled item by item"
    return None


def is_missing(asker: Asker, caught: Expr, query: Query) -> bool:
    """Whether a class in a handler catches the missing row of a query."""
    name = exception_name(asker, caught)
    return bool(name) and name in (query.missing, _NO_ROW.get(query.library))


def exception_name(asker: Asker, expr: Expr) -> str:
    """The canonical name of an exception class, also of `User.DoesNotExist`."""
    symbol = asker.symbol(expr)
    if symbol:
        return symbol
    if isinstance(expr, Attribute):
        owner = asker.class_named(expr.value)
        return f"{owner}.{expr.name}" if owner else ""
    return ""


def repeatable(scope: Scope, expr: Expr, at: Step) -> bool | None:
    """Whether an iterable gives the same items again; None when that is not known."""
    if isinstance(expr, Name | Attribute):
        symbol = scope.symbol_of(expr)
        if symbol is not None and symbol.kind == "class":
            # The members of an enumeration.
            return any(b.startswith("enum.") for b in scope.project.mro(symbol.name)) or None
        found = members(scope.type_of(expr, at))
        if not found:
            return None
        return all(goes_again(scope, p.name) for p in found)
    return None


def goes_again(scope: Scope, name: str) -> bool:
    """Whether going over an object of the class gives the same items each time."""
    for owner in scope.project.mro(name):
        if owner in REPEATABLE:
            return True
        own = scope.project.class_fact(owner)
        if own is not None and "__iter__" in own[1].methods:
            return False
    return name in REPEATABLE


def remade(effects: Effects, scope: Scope, expr: Expr, at: Step) -> bool:
    """Whether writing the iterable twice is as good as once: `enumerate(xs)`, `d.items()`, `xs[:9]`.

    A property may give other items the second time, or take those that it gives away.
    """
    return _is_remade(scope, expr, at) and not any(
        effect.kind not in ("read", "raise")
        or (effect.kind == "read" and effect.resource != "state")
        for effect in effects.of_expr(scope, expr, at).effects
    )


def _is_remade(scope: Scope, expr: Expr, at: Step) -> bool:
    match expr:
        case Name() | Attribute():
            return bool(repeatable(scope, expr, at))
        case Item(value=value, key=Operation(operator="slice")):
            return _is_remade(scope, value, at)
        case Call(callee=Name(id=name), args=args) if name in _REMADE:
            symbol = scope.symbol_of(expr.callee)
            plain = symbol is not None and symbol.kind == "builtin"
            if name == "range":
                return plain and all(_small(a.value) for a in args)
            given = args if name == "zip" else args[:1]
            others = () if name == "zip" else args[1:]
            return (
                plain
                and all(not a.star and _is_remade(scope, a.value, at) for a in given)
                and all(not a.star and _calls_nothing(scope, a.value) for a in others)
            )
        case Call(callee=Attribute(value=value, name="items" | "keys" | "values"), args=()):
            return _is_remade(scope, value, at)
        case _:
            return False


def _calls_nothing(scope: Scope, expr: Expr) -> bool:
    """Whether `start=1` and `key=lambda row: row.place` are the same however often they are used."""
    if isinstance(expr, Name):
        symbol = scope.symbol_of(expr)
        return symbol is not None and symbol.kind == "builtin"
    inside = expr.body if isinstance(expr, Closure) else expr
    known = Name | Attribute | Item | Constant | Operation | Display
    return all(isinstance(part, known) for part in walk(inside))


def _small(expr: Expr) -> bool:
    return all(isinstance(p, Name | Constant | Attribute) for p in walk(expr))


def loads_lazily(asker: Asker, expr: Expr) -> str | None:
    """The relation that reading an expression would load; None when it loads none."""
    for part in walk(expr):
        if not isinstance(part, Attribute):
            continue
        for name in asker_types(asker, part.value):
            entity = asker.entity(name)
            if entity is not None and (
                part.name in entity.relations
                or any(
                    c.single and c.related_name == part.name
                    for _, c in entities_pointing_at(asker.project, entity.name)
                )
            ):
                return f"{dotted_name(part) or part.name}"
    return None


def asker_types(asker: Asker, expr: Expr) -> tuple[str, ...]:
    """The classes of the project that an expression may be of."""
    found = asker.scope.type_of(expr, asker.at)
    known = tuple(p.name for p in members(found) if asker.project.class_fact(p.name))
    if known or found is not None:
        return known
    entity = asker.entity_behind(expr)
    return (entity.name,) if entity is not None else ()


def bound_in(
    steps: tuple[Step, ...], loops: Sequence[Step] = (), own: Sequence[Step] = ()
) -> frozenset[str]:
    """The names that steps bind, their inner blocks included; not the variables of `loops`.

    Neither those that the steps `own` bind.
    """
    found: set[str] = set()
    for step in steps_within(steps):
        if any(step is s for s in own):
            continue
        if any(step is loop for loop in loops):
            step = replace(step, targets=())
        found |= names_bound(replace(step, blocks=()))
        for block in step.blocks:
            found.update(block.pattern_names)
            if block.name:
                found.add(block.name)
    return frozenset(found)


def body_of(found: Found, start: int) -> tuple[Step, ...]:
    """The steps of the loop at a frame; none for a comprehension."""
    frame = found.frames[start]
    if frame.comprehension is not None:
        return ()
    return frame.block.steps if frame.block is not None else ()


def uses_of(steps: Iterable[Step], name: str) -> Iterator[Expr]:
    """The expressions of steps that read a name."""
    from codemods.model.code import expressions

    for step in steps_within(tuple(steps)):
        for expr in expressions(step):
            if step.kind != "augment" and any(expr is t for t in step.targets):
                if not isinstance(expr, Name) and any(p == Name(name) for p in walk(expr)):
                    yield Name(name)  # `rows[0] = ...` changes what it names
                continue
            for part in walk(expr):
                if part == Name(name):
                    yield expr
                    break
