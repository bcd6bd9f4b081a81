"""Functions that answer one query for many keys: as rows, or as a dict by key.

What stands in such a function beside its query is known step by step: an early return for no keys,
keys made a list, chunks of them, and a dict that is filled. Whatever else there is makes it none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Comprehension,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Operation,
    Step,
    expressions,
    walk,
)
from codemods.model.queries import Query
from codemods.project.effects import Effects
from codemods.project.helpers import Handed, names_text, undecorated
from codemods.project.in_bulk import as_filter
from codemods.project.placeholders import BulkAsker
from codemods.project.queries import Asker, places_of_key, read_query
from codemods.project.scope import Scope
from codemods.project.types import Type

_COPIES = frozenset(["list", "tuple", "set", "frozenset", "sorted", "json.dumps"])
Answers = Literal["rows", "one", "list"]


@dataclass(frozen=True, slots=True)
class Bulk:
    """A function that answers `query`, one of whose filters takes many keys, for `parameter`.

    `answers` says how: the rows as they come, a dict with a row for each key, or one with a list of
    rows. `guarded` says that it asks nothing for no keys, `chunked` that it asks for some at a time.
    `made` is what it makes of each row, which is called `row` there; None where it gives the row itself.
    """

    function: Function
    query: Query
    parameter: str
    answers: Answers
    contexts: tuple[Step, ...] = ()
    guarded: bool = False
    chunked: bool = False
    places: tuple[object, ...] = ()  # what the column of the keys is called in a row of SQL text
    row: str = ""
    made: Expr | None = None
    listed: bool = False  # each key has a placeholder of its own, so that there are not too many


def bulk_of(
    effects: Effects, function: Function, self_type: Type | None, handed: Handed = ()
) -> Bulk | None:
    """The query for many keys that a function answers; None when it is anything else.

    `handed` are the types that the call at hand gives to parameters that have none.
    """
    key = ("bulk", function.name, function.span.line, self_type, handed)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = _read(effects, function, self_type, handed)
    return memo[key]  # type: ignore[return-value]


class _Other(Exception):
    """There is something in the function that is not modelled."""


@dataclass(frozen=True, slots=True)
class _Store:
    """What is kept of a row, called `row`: `key` tells where, None where rows are kept in a list.

    `made` is what is made of it first; None where the row itself is kept.
    """

    row: str
    key: Expr | None
    answers: Answers
    made: Expr | None = None


def _read(
    effects: Effects, function: Function, self_type: Type | None, handed: Handed
) -> Bulk | None:
    if function.is_generator or function.outer is not None:
        return None
    reader = _Reader(effects, Scope(effects.project, function, self_type, dict(handed)))
    try:
        reader.block(_body(function), True)
        found = reader.result()
    except _Other:
        return None
    if not undecorated(effects, function):
        return None
    return found


def _body(function: Function) -> tuple[Step, ...]:
    body = function.body
    documented = body and body[0].kind == "expression" and isinstance(body[0].value, Constant)
    return body[1:] if documented else body


@dataclass
class _Reader:
    effects: Effects
    scope: Scope
    keys: dict[str, str] = field(default_factory=dict)  # names of the keys: their parameter
    kept: dict[str, str] = field(default_factory=dict)  # what is filled: dict, lists or list
    pending: list[Step] = field(default_factory=list)
    consumed: list[Step] = field(default_factory=list)
    contexts: list[Step] = field(default_factory=list)
    query: Query | None = None
    parameter: str = ""
    store: _Store | None = None
    filled: str = ""
    chunk: tuple[Name, Expr] | None = None  # what counts the chunks, and their size
    guarded: bool = False
    chunked: bool = False
    returned: bool = False
    listed: bool = False

    def __post_init__(self) -> None:
        self.keys = {p: p for p in self.scope.parameters if p not in ("self", "cls")}

    # -- steps ----------------------------------------------------------------------------------

    def block(self, steps: tuple[Step, ...], outermost: bool) -> None:
        for step in steps:
            if self.returned:
                raise _Other
            match step.kind:
                case "if":
                    self._guard(step)
                case "assign":
                    self._assign(step)
                case "with" if len(step.blocks) == 1 and not self.chunked:
                    self.contexts.append(step)
                    self.block(step.blocks[0].steps, outermost)
                case "for" if len(step.blocks) == 1 and len(step.targets) == 1:
                    self._loop(step)
                case "expression":
                    self._keep_all(step)
                case "return" if outermost and step.value is not None:
                    self._return(step, step.value)
                    self.returned = True
                case _:
                    raise _Other

    def _guard(self, step: Step) -> None:
        """`if not ids: return {}`, before anything is asked, or `if ids:` around all of it."""
        inner = step.blocks[0].steps
        if self.query is not None or len(step.blocks) != 1:
            raise _Other
        if isinstance(step.value, Name) and step.value.id in self.keys and not self.chunked:
            self.guarded = True
            self.block(inner, False)
            return
        if len(inner) != 1:
            raise _Other
        match step.value:
            case Operation(operator="not", operands=(Name(id=name),)) if name in self.keys:
                pass
            case _:
                raise _Other
        if inner[0].kind != "return" or not self._kind_of_empty(inner[0].value):
            raise _Other
        self.guarded = True

    def _assign(self, step: Step) -> None:
        target, value = step.targets[0], step.value
        if len(step.targets) != 1 or value is None or not isinstance(target, Name):
            raise _Other
        if len(self.scope.bindings.get(target.id, ())) > 1 and target.id not in self.keys:
            raise _Other
        parameter = self._parameter_of(value)
        kind = self._kind_of_empty(value)
        if parameter is not None:
            self.keys[target.id] = parameter
        elif kind:
            self.kept[target.id] = kind
        else:
            self.pending.append(step)  # a part of the query, or else something not modelled

    def _loop(self, step: Step) -> None:
        iterable, target = step.value, step.targets[0]
        inner = step.blocks[0].steps
        if iterable is None or not isinstance(target, Name):
            raise _Other
        chunk = self._chunks(iterable)
        if chunk is not None and not self.chunked and self.query is None and not step.is_async:
            self.chunked = True
            parameter, size = chunk
            if size is None:
                self.keys[target.id] = parameter
            else:
                self.chunk = (target, size)
                inner = self._chunk_named(inner)
            self.block(inner, False)
            return
        if not self._is_rows(iterable, step) or len(inner) != 1:
            raise _Other
        self._keep(inner[0], target.id)

    def _chunk_named(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """The steps after `chunk = ids[start : start + size]`, where that is the first one."""
        first = steps[0]
        parameter = self._sliced(first.value)
        target = first.targets[0] if len(first.targets) == 1 else None
        if first.kind == "assign" and parameter is not None and isinstance(target, Name):
            self.keys[target.id] = parameter
            return steps[1:]
        return steps

    def _sliced(self, value: Expr | None) -> str | None:
        """The parameter whose keys of one chunk `ids[start : start + size]` gives."""
        if self.chunk is None:
            return None
        start, size = self.chunk
        match value:
            case Item(value=Name(id=name), key=Operation(operator="slice", operands=(a, b, *more))):
                whole = a == start and b == Operation("+", (start, size))
                stepped = any(m != Constant("none", None) for m in more)
                return self.keys.get(name) if whole and not stepped else None
            case _:
                return None

    def _keep(self, step: Step, row: str) -> None:
        """One step that keeps a row: `found[row.id] = row`."""
        value = step.value
        match step.kind, value:
            case "assign", made if made is not None and len(step.targets) == 1:
                target = step.targets[0]
                if isinstance(target, Item) and isinstance(target.value, Name):
                    if self.kept.get(target.value.id) == "dict":
                        store = _Store(row, target.key, "one", _made(made, row))
                        self._kept_as(target.value.id, store)
                        return
            case "expression", Call(callee=Attribute(value=held, name="append"), args=(only,)):
                if only.keyword is None and not only.star:
                    self._append(held, row, _made(only.value, row))
                    return
        raise _Other

    def _append(self, held: Expr, row: str, made: Expr | None) -> None:
        match held:
            case Name(id=name) if self.kept.get(name) == "list":
                self._kept_as(name, _Store(row, None, "rows", made))
            case Item(value=Name(id=name), key=key) if self.kept.get(name) == "lists":
                self._kept_as(name, _Store(row, key, "list", made))
            case Call(callee=Attribute(value=Name(id=name), name="setdefault"), args=(key, empty)):
                if self.kept.get(name) != "dict" or empty.value != Display("list", ()):
                    raise _Other
                self._kept_as(name, _Store(row, key.value, "list", made))
            case _:
                raise _Other

    def _kept_as(self, name: str, store: _Store) -> None:
        if self.store is not None:
            raise _Other
        self.filled, self.store = name, store

    def _keep_all(self, step: Step) -> None:
        """`found.extend(rows)` and `found.update({row.id: row for row in rows})`."""
        match step.value:
            case Call(callee=Attribute(value=Name(id=name), name="extend"), args=(only,)):
                store = self._listed(only.value, step) if self.kept.get(name) == "list" else None
                if store is not None:
                    self._kept_as(name, store)
                    return
            case Call(callee=Attribute(value=Name(id=name), name="update"), args=(only,)):
                if self.kept.get(name) == "dict":
                    self._kept_as(name, self._by_key(only.value, step))
                    return
        self.pending.append(step)  # `cursor.execute(...)`, or else something not modelled

    def _return(self, step: Step, value: Expr) -> None:
        match value:
            case Name(id=name) if name == self.filled:
                return
            case Call(callee=Name(id="dict" | "list"), args=(only,)) if only.value == Name(
                self.filled
            ):
                return
            case Comprehension(type="dict"):
                self._kept_as("", self._by_key(value, step))
            case _ if (store := self._in_bulk(value, step)) is not None:
                self._kept_as("", store)
            case _ if (store := self._listed(value, step)) is not None:
                self._kept_as("", store)
            case _:
                raise _Other
        if self.chunked:
            raise _Other

    # -- expressions ----------------------------------------------------------------------------

    def _by_key(self, value: Expr, step: Step) -> _Store:
        """`{row.id: row for row in rows}`"""
        match value:
            case Comprehension(type="dict", elements=(key, held), clauses=(clause,)):
                target = clause.target
                if isinstance(target, Name) and not clause.conditions and not clause.is_async:
                    if self._is_rows(clause.iterable, step):
                        return _Store(target.id, key, "one", _made(held, target.id))
        raise _Other

    def _in_bulk(self, value: Expr, step: Step) -> _Store | None:
        """`await User.in_bulk(ids, "id")`"""
        found = as_filter(value)
        if found is None or not self._asks(found[0], step):
            return None
        if self.query is None or self.query.library != "tortoise":
            raise _Other
        return _Store("row", Attribute(Name("row"), found[1]), "one")

    def _listed(self, value: Expr, step: Step) -> _Store | None:
        """The rows, or `[User(**row) for row in rows]`."""
        match value:
            case Comprehension(type="list" | "generator", elements=(held,), clauses=(clause,)):
                target = clause.target
                if isinstance(target, Name) and not clause.conditions and not clause.is_async:
                    if self._is_rows(clause.iterable, step):
                        return _Store(target.id, None, "rows", _made(held, target.id))
        return _Store("", None, "rows") if self._is_rows(value, step) else None

    def _is_rows(self, value: Expr, step: Step) -> bool:
        if self._asks(value, step):
            return True
        match value:
            case Call(callee=Name(id="list"), args=(only,)) if only.keyword is None:
                return self._asks(only.value, step)
            case _:
                return False

    def _asks(self, value: Expr, step: Step) -> bool:
        """Whether an expression is the one query for the keys."""
        asker = BulkAsker(self.effects, self.scope, step)
        query = read_query(asker, value)
        if not isinstance(query, Query) or query.answer != "all" or query.limit is not None:
            return False
        many = [f for f in query.filters if f.many]
        parameter = self._parameter_of(many[0].value) if len(many) == 1 else None
        if parameter is None or self.query is not None:
            raise _Other
        self.query, self.parameter, self.listed = query, parameter, asker.was_listed
        self.consumed += asker.consumed
        return True

    def _parameter_of(self, value: Expr) -> str | None:
        """The parameter whose keys an expression gives, all of them or those of a chunk."""
        match value:
            case Name(id=name):
                return self.keys.get(name)
            case Item():
                return self._sliced(value)
            case Call(args=(only,)) if not only.star and only.keyword is None:
                symbol = self.scope.symbol_of(value.callee)
                name = symbol.name if symbol is not None else ""
                if name in _COPIES or name.removeprefix("builtins.") in _COPIES:
                    return self._parameter_of(only.value)
                if name.endswith("dict.fromkeys"):
                    return self._parameter_of(only.value)
                return None
            case _:
                return None

    def _chunks(self, iterable: Expr) -> tuple[str, Expr | None] | None:
        """The keys of `range(0, len(ids), size)` with the size, and of `batched(ids, size)`."""
        if not isinstance(iterable, Call):
            return None
        symbol = self.scope.symbol_of(iterable.callee)
        args = [a.value for a in iterable.args if a.keyword is None and not a.star]
        if symbol is None or len(args) != len(iterable.args):
            return None
        if symbol.name == "itertools.batched" and len(args) == 2:
            parameter = self._parameter_of(args[0])
            return (parameter, None) if parameter is not None else None
        match iterable.callee, args:
            case Name(id="range"), [
                Constant(value=0),
                Call(callee=Name(id="len"), args=(only,)),
                n,
            ]:
                parameter = self._parameter_of(only.value)
                plain = isinstance(n, Constant | Name | Attribute)
                return (parameter, n) if parameter is not None and plain else None
            case _:
                return None

    def _kind_of_empty(self, value: Expr | None) -> str:
        match value:
            case Display(type="dict" | "list" as kind, items=()):
                return kind
            case Call(callee=callee, args=args):
                symbol = self.scope.symbol_of(callee)
                name = symbol.name.removeprefix("builtins.") if symbol is not None else ""
                if name in ("dict", "list") and not args:
                    return name
                if name == "collections.defaultdict" and [a.value for a in args] == [Name("list")]:
                    return "lists"
                return ""
            case _:
                return ""

    def result(self) -> Bulk:
        query, store = self.query, self.store
        if query is None or store is None or not self.returned:
            raise _Other
        left = [s for s in self.pending if not any(s is c for c in self.consumed)]
        if not all(names_text(s) for s in left):
            raise _Other
        if store.key is not None and not self._is_key(query, store):
            raise _Other
        contexts = tuple(c for c in self.contexts if not any(c is s for s in self.consumed))
        if any(isinstance(p, Await) for c in contexts for e in expressions(c) for p in walk(e)):
            raise _Other
        return Bulk(
            self.scope.function, query, self.parameter, store.answers, contexts, self.guarded,
            self.chunked, self._places(query), store.row, store.made,
            self.listed,
        )  # fmt: skip

    def _is_key(self, query: Query, store: _Store) -> bool:
        """Whether a row is kept under the column that the keys are compared with."""
        column = next(f.column for f in query.filters if f.many)
        asker = Asker(self.effects, self.scope, None)
        entity = asker.entity(query.entity)
        primary = entity.primary_key if entity is not None else ()
        match store.key:
            case Attribute(value=Name(id=row), name=name) if row == store.row:
                return name == column or (name == "pk" and (column,) == primary)
            case Item(value=Name(id=row), key=Constant(value=place)) if row == store.row:
                return place in self._places(query)
            case _:
                return False

    def _places(self, query: Query) -> tuple[object, ...]:
        return places_of_key(query, Asker(self.effects, self.scope, None))


def _made(value: Expr, row: str) -> Expr | None:
    """What is made of a row; None for the row itself."""
    return None if value == Name(row) else value
