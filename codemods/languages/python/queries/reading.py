"""What the readers of all libraries share: questions to the project, and chains of calls."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from codemods.languages.python.queries.handing import Runs, RunsStatement
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Bind,
    Call,
    Choice,
    Clause,
    Closure,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Opaque,
    Operation,
    ShortCircuit,
    Spread,
    Yield,
)
from codemods.model.queries import Column, Entity, Manager, Query, Unreadable


class Ask(Protocol):
    """What a reader may ask of the project about the code at hand."""

    @property
    def dialect(self) -> str | None:
        """The dialect the project declares or shows; None when it does neither."""

    def symbol(self, expr: Expr) -> str:
        """The canonical dotted name of a class, function or module variable; "" for the rest."""

    def types(self, expr: Expr) -> tuple[str, ...]:
        """The types an expression may have, by their canonical names; () when not known."""

    def class_named(self, expr: Expr) -> str:
        """The dotted class that an expression stands for (`User`, `self.model`); "" for none."""

    def doubt(self, expr: Expr) -> str:
        """Why the class that an attribute stands for is not known; "" where nothing is told."""

    def entity(self, name: str) -> Entity | None:
        """The entity of a dotted class or table variable."""

    def table(self, name: str) -> Entity | None:
        """The entity of a table by its name in the database."""

    def is_kind_of(self, entity: Entity, name: str) -> bool:
        """Whether objects of a model may stand where those of a class are wanted."""

    def attributes_of(self, entity: Entity) -> frozenset[str]:
        """The names that objects of a model have besides those of their columns."""

    def entity_behind(self, expr: Expr) -> Entity | None:
        """The entity that an object is a row of."""

    def object_behind(self, expr: Expr) -> Entity | None:
        """The entity of an object that is surely there, so that its key can be read."""

    def is_loaded(self, expr: Expr) -> bool:
        """Whether an object surely comes from the database: a query gives it, or a foreign key."""

    def related(self, expr: Expr, name: str) -> tuple[Entity, Column] | None:
        """The entity behind a reverse relation (`user.orders`), and its foreign key."""

    def is_of_rows(self, name: str) -> bool:
        """Whether Django gives the rows of a class under that name, where the class says no other."""

    def managed(self, expr: Expr) -> tuple[Entity, Manager, bool] | None:
        """What `self` asks for in a method of a manager, and whether it is one of its queries."""

    def returned_by(self, manager: Manager, link: Link) -> Returned | None:
        """What a method that the project gave a manager returns, where that is one expression."""

    def stands_for(self, call: Call) -> Expr | None:
        """What a function of the project that does nothing else returns, in terms of its caller."""

    def spelled(self, name: str) -> Expr | None:
        """How the module at hand names a class of the project; None when it does not."""

    def importable(self, name: str) -> str:
        """From where the module at hand can import a class, no import leading round; "" for nowhere."""

    def importable_late(self, name: str) -> str:
        """From where the function at hand can import a class when it is called; "" for nowhere."""

    def text(self, expr: Expr) -> str | None:
        """The text of a string that is the same in every run."""

    def listed(self, expr: Expr) -> tuple[str, Expr] | None:
        """A text with a placeholder for each key as one with a placeholder for all, and the keys.

        Only where the query is asked as it stands, and nothing is written from it.
        """

    def opened(self, expr: Expr) -> Expr | None:
        """The one expression a local name stands for here; None when there is more than one."""

    def executed_before(self, expr: Expr, methods: frozenset[str]) -> Call | None:
        """The call of one of the methods on the object, as the step before; for cursors."""

    def mark(self) -> object:
        """Where reading stands, to come back to with `back` when a way was the wrong one."""

    def back(self, mark: object) -> None:
        """Forget what was opened since the mark."""

    def mentions(self, word: str) -> bool:
        """Whether a file of the project has one of the words that facts look for."""

    def entered_by(self, expr: Expr) -> Expr | None:
        """`call` for a name that `with call as name` binds."""

    def row_style(self, library: str, channel: Expr) -> str:
        """How rows come from a connection or cursor: `tuple`, `mapping` (by name), `both`, `named`
        (by attribute), `object` (of a class), `value` (no rows at all), or "" when it is not known."""

    def runs(self, call: Call, awaited: bool) -> Runs | Unreadable | None:
        """How a call of the project's own runs the SQL text it is handed; None when it runs none."""

    def runs_statement(self, call: Call, awaited: bool) -> RunsStatement | Unreadable | None:
        """How a call of the project's own runs the statement it is handed; None when it runs none."""

    def joins_relations(self) -> bool:
        """Whether loading a row of the project may join the rows of a relation to it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: `.name(args)`, or `.name` where `args` is None.

    `does` are the steps that it stands for, where it is a method of the project's own.
    """

    name: str
    args: tuple[Argument, ...] | None = None
    awaited: bool = False
    does: tuple[Link, ...] = ()

    def argument(self, position: int, *keywords: str) -> Expr | None:
        plain = [a.value for a in self.args or () if a.keyword is None and not a.star]
        if position < len(plain):
            return plain[position]
        return next((a.value for a in self.args or () if a.keyword in keywords), None)

    @property
    def has_stars(self) -> bool:
        return any(a.star for a in self.args or ())


@dataclass(frozen=True, slots=True)
class Returned:
    """What a method returns: an expression over its receiver, and who answers questions about it.

    `here` says that it is in terms of the code that calls the method.
    """

    value: Expr
    receiver: Expr
    ask: Ask
    here: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """`root.a(...).b(...)` taken apart."""

    root: Expr
    links: tuple[Link, ...]
    root_awaited: bool = False


def unchain(
    expr: Expr, ask: Ask, is_root: Callable[[Expr], bool], through_functions: bool = False
) -> Chain:
    """The chain behind an expression, through local names, up to what `is_root` accepts.

    With `through_functions`, also through functions that do nothing but return the next part of it. A
    function that is the whole expression is a helper, which is read elsewhere.
    """
    links: list[Link] = []
    awaited = False
    mark = ask.mark()
    layers = _MOST_FUNCTIONS if through_functions else 0
    while not is_root(expr):
        meant = _meant(expr, ask) if layers and links and not awaited else None
        if meant is not None:
            expr, layers = meant, layers - 1
            continue
        match expr:
            case Await(value=value):
                expr, awaited = value, True
            case Call(callee=Attribute(value=value, name=name), args=args):
                links.append(Link(name, args, awaited))
                expr, awaited = value, False
            case Attribute(value=value, name=name):
                links.append(Link(name, None, awaited))
                expr, awaited = value, False
            case Name():
                inner = ask.opened(expr)
                if inner is None:
                    break
                expr = inner
            case _:
                break
    if not is_root(expr):
        ask.back(mark)
    return Chain(expr, tuple(reversed(links)), awaited)


_MOST_FUNCTIONS = 3


def _meant(expr: Expr, ask: Ask) -> Expr | None:
    """What a call of a function, or of a method of `self`, stands for."""
    match expr:
        case Call(callee=Name() | Attribute(value=Name(id="self" | "cls"))):
            return ask.stands_for(expr)
        case _:
            return None


_FILTERS = frozenset(["where", "filter", "filter_by"])


def otherwise(
    links: Sequence[Link], key: tuple[int, int]
) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """What a chain says beside the key, at link and argument, and beside its order.

    Conditions come in a fixed order, all else as it stands.
    """
    conditions: list[str] = []
    rest: list[tuple[str, list[str]]] = []
    for index, link in enumerate(links):
        given = [
            f"{a.star or ''}{a.keyword or ''} {spell(a.value)}"
            for place, a in enumerate(link.args or ())
            if (index, place) != key
        ]
        if link.name in _FILTERS:
            conditions += (f"{link.name == 'filter_by'} {text}" for text in given)
        elif link.name != "order_by":
            rest.append((link.name, given))
    return sorted(conditions), rest


def same_order(one: Sequence[Expr], many: Sequence[Expr], key: Expr | None) -> bool:
    """Whether rows of one key come in one order; the order of many may begin with the key."""
    # By their texts: the same expression stands at other places.
    wanted, given = [spell(e) for e in one], [spell(e) for e in many]
    begins = bool(many) and many[0] == key
    return wanted == given or (begins and wanted == given[1:])


def rebuilt(chain: Chain) -> Expr:
    """The expression of a chain, with its awaits."""
    expr: Expr = chain.root
    if chain.root_awaited and isinstance(expr, Call):
        expr = Await(expr, 0, expr.span)
    for link in chain.links:
        expr = Attribute(expr, link.name)
        if link.args is not None:
            expr = call_of(expr, *link.args)
        if link.awaited and isinstance(expr, Call):
            expr = Await(expr, 0, expr.span)
    return expr


def call_of(callee: Expr, *args: Argument | Expr) -> Call:
    """A call of the callee with these arguments."""
    from codemods.model.spans import Span

    given = tuple(a if isinstance(a, Argument) else Argument(a) for a in args)
    return Call(callee, given, Span(0, 0, 0, 0))


def method(value: Expr, name: str, *args: Argument | Expr) -> Call:
    """`value.name(args)`"""
    return call_of(Attribute(value, name), *args)


def changed(expr: Expr, change: Callable[[Expr], Expr | None]) -> Expr:
    """The expression with every part replaced for which `change` gives something else."""
    new = change(expr)
    if new is not None:
        return new

    def inner(part: Expr) -> Expr:
        return changed(part, change)

    match expr:
        case Name() | Constant() | Opaque():
            return expr
        case Attribute(value=value, name=name):
            return Attribute(inner(value), name)
        case Item(value=value, key=key):
            return Item(inner(value), inner(key), expr.span)
        case Call(callee=callee, args=args):
            given = tuple(Argument(inner(a.value), a.keyword, a.star) for a in args)
            return Call(inner(callee), given, expr.span)
        case Await(value=value):
            return Await(inner(value), expr.ordinal, expr.span)
        case Operation(operator=operator, operands=operands):
            return Operation(operator, tuple(inner(o) for o in operands), expr.span)
        case Choice(test=test, then=then, otherwise=otherwise):
            return Choice(inner(test), inner(then), inner(otherwise))
        case ShortCircuit(operator=operator, operands=operands):
            return ShortCircuit(operator, tuple(inner(o) for o in operands))
        case Display(type=kind, items=items):
            return Display(kind, tuple(inner(i) for i in items))
        case Spread(value=value):
            return Spread(inner(value))
        case Comprehension(type=kind, elements=elements, clauses=clauses):
            changed_clauses = tuple(
                Clause(
                    c.target, inner(c.iterable), tuple(inner(i) for i in c.conditions), c.is_async
                )
                for c in clauses
            )
            return Comprehension(
                kind, tuple(inner(e) for e in elements), changed_clauses, expr.span
            )
        case Closure(parameters=names, body=body):
            return Closure(names, inner(body))
        case Bind(name=name, value=value):
            return Bind(name, inner(value))
        case Yield(value=value):
            return Yield(None if value is None else inner(value))


def row_name(query: Query, entity: Entity | None) -> str:
    """A name for one row: `order` for `app.models.Order` and for the table `orders`."""
    last = query.entity.rpartition(".")[2]
    if entity is not None and entity.library in ("table", "sql"):
        last = singular(entity.table or last)
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", last).lower().strip("_")
    if query.gives in ("value", "row"):
        return "row" if query.gives == "row" else "value"
    return words if words.isidentifier() else "row"


def singular(word: str) -> str:
    """`orders` -> `order`, `categories` -> `category`; other words as they are."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def plural(word: str) -> str:
    """`order` -> `orders`, `category` -> `categories`; plurals as they are."""
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "sh", "ch")):
        return f"{word}es"
    made = f"{word}s"
    return f"{word}_values" if keyword.iskeyword(made) else made  # `i`, `a`
