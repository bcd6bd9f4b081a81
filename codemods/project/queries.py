"""Which queries the code runs: reading them with the facts of the project."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

from codemods.languages.python.queries.handing import Runs, RunsStatement
from codemods.languages.python.queries.reading import Link, Returned
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Choice,
    Constant,
    Expr,
    Item,
    Name,
    Operation,
    ShortCircuit,
    Step,
    steps_within,
    walk,
)
from codemods.model.queries import Batched, Column, Entity, Manager, Query, Unreadable
from codemods.project.accounts import is_user_model, user_model
from codemods.project.bindings import dominates
from codemods.project.calls import bind, targets
from codemods.project.codebase import Codebase
from codemods.project.constants import constant_text
from codemods.project.decorators import receiver_name
from codemods.project.describe import describe
from codemods.project.dialects import dialect_of
from codemods.project.effects import Effects
from codemods.project.held_classes import class_given, held_class, only_class
from codemods.project.importing import home_of, may_import, may_import_late
from codemods.project.inlining import in_terms_of, only_return
from codemods.project.rowstyles import row_style
from codemods.project.schema import (
    entities_pointing_at,
    entity_asked_through,
    entity_of,
    entity_of_table,
)
from codemods.project.scope import Scope
from codemods.project.types import Type, members

# In the order in which they are asked; each knows a query of its own when it sees one.
LIBRARIES = ("raw", "sqlalchemy", "django", "tortoise", "peewee")
_TOPS = {
    "raw": frozenset(
        [
            "asyncpg",
            "psycopg",
            "psycopg2",
            "sqlite3",
            "aiosqlite",
            "databases",
            "sqlalchemy",
            "sqlmodel",
            "flask_sqlalchemy",
        ]
    ),
    "sqlalchemy": frozenset(["sqlalchemy", "sqlmodel", "flask_sqlalchemy"]),
    "django": frozenset(["django"]),
    "tortoise": frozenset(["tortoise"]),
    "peewee": frozenset(["peewee"]),
}
# `db.select`, `db.func` and the like are the names of `sqlalchemy` itself.
_HANDING_ON = "flask_sqlalchemy.SQLAlchemy"


# Types of a project's own may read anything as None, and so does JSON with its `null`.
_NEVER_NONE = frozenset(["int", "uuid", "bool", "date", "datetime", "enum", "text", "decimal"])
_ASKING = frozenset(["read", "sql", "statement", "lock", "unknown"])
_JOINED = re.compile(r"""\blazy\s*=\s*(?:["']joined["']|False)""")


class Asker:
    """Answers the questions of a library's reader about one place of the code.

    `consumed` collects the steps whose values became part of the query.
    """

    def __init__(
        self,
        effects: Effects,
        scope: Scope,
        at: Step | None,
        depth: int = 0,
        within: frozenset[str] = frozenset(),
    ) -> None:
        self.depth = depth  # how many runners of SQL are being read already
        self.effects = effects
        self.scope = scope
        self.project = scope.project
        self.at = at
        self.consumed: list[Step] = []
        self.within = (
            within  # names whose rows are being looked for: they may lead back to themselves
        )

    @property
    def dialect(self) -> str | None:
        return dialect_of(self.project)

    def symbol(self, expr: Expr) -> str:
        found = self.scope.symbol_of(expr)
        if found is None or found.kind in ("unknown", "module"):
            return self._handed_on(expr)
        return found.name

    def _handed_on(self, expr: Expr) -> str:
        """`sqlalchemy.select` for the `db.select` of Flask-SQLAlchemy."""
        if not isinstance(expr, Attribute):
            return ""
        if self.types(expr.value) == (_HANDING_ON,):
            return f"sqlalchemy.{expr.name}"
        behind = self._handed_on(expr.value)
        return f"{behind}.{expr.name}" if behind else ""

    def types(self, expr: Expr) -> tuple[str, ...]:
        found = self.scope.type_of(expr, self.at)
        if found is None or (found.name == "|" and not found.args):
            return ()
        return tuple(self._base(part.name) for part in members(found))

    def _base(self, name: str) -> str:
        """The nearest base from a catalogue, for classes of the project."""
        if self.project.class_fact(name) is None:
            return name
        own: set[str] = set()
        for owner in self.project.mro(name):
            found = self.project.class_fact(owner)
            if found is not None:
                own.update(found[1].methods)
            elif self.project.catalogue.type(owner):
                # One that asks in a way of its own is not like its base.
                facts = (self.project.catalogue.method(owner, m) for m in own)
                asks = any(f is not None and (f.effect in _ASKING or f.returns) for f in facts)
                return name if asks else owner
        return name

    def class_named(self, expr: Expr) -> str:
        symbol = self.scope.symbol_of(expr)
        if symbol is not None and symbol.kind == "class":
            return symbol.name
        if symbol is not None and symbol.kind == "external":
            name = self.project.catalogue.canonical(symbol.name)
            return name if self.project.catalogue.model(name) is not None else ""
        if symbol is not None and symbol.kind == "variable":
            return self._held_class(symbol.name)
        if symbol is not None:
            return ""
        if isinstance(expr, Call) and is_user_model(expr):
            return only_class(self.project, self.scope.type_of(expr, self.at))
        if isinstance(expr, Call) and isinstance(expr.callee, Attribute) and not expr.args:
            owner = self.scope.type_of(expr.callee.value, self.at)
            own = expr.callee.value == Name(self.scope.receiver or "")
            if not own or owner is None or self.project.class_fact(owner.name) is None:
                return ""
            return class_given(self.project, owner, expr.callee.name)
        if not isinstance(expr, Attribute | Name):
            return ""
        return only_class(self.project, self.scope.type_of(expr, self.at))

    def doubt(self, expr: Expr) -> str:
        for part in walk(expr):
            if not isinstance(part, Attribute) or self.class_named(part):
                continue
            for owner in members(self.scope.type_of(part.value, self.at)):
                held = held_class(self.project, owner, part.name)
                if held is not None and held.why:
                    return f"the class that `{describe(part)}` stands for is not known: {held.why}"
        return ""

    def _held_class(self, name: str) -> str:
        """`User` of `User = get_user_model()`."""
        module, inner = self.project.split(name)
        where = module.variables.get(inner, ()) if module is not None else ()
        if module is None or len(where) != 1:
            return ""
        step = self.project.statement(module, *where[0])
        if step is None or not isinstance(step.value, Call) or not is_user_model(step.value):
            return ""
        return user_model(self.project)

    def entity(self, name: str) -> Entity | None:
        return entity_of(self.project, name) if name else None

    def table(self, name: str) -> Entity | None:
        return entity_of_table(self.project, name)

    def is_kind_of(self, entity: Entity, name: str) -> bool:
        """Whether objects of a model may stand where those of a class are wanted."""
        known = self.entity(name)
        return known is None or self.project.related(entity.name, known.name)

    def attributes_of(self, entity: Entity) -> frozenset[str]:
        """Methods, properties and class attributes, and how rows that point at them are called."""
        facts = [f[1] for o in self.project.mro(entity.name) if (f := self.project.class_fact(o))]
        found = {m for f in facts for m in f.methods}
        found |= {a for f in facts for a, _, _ in f.attributes}
        found |= {c.object_attribute for c in entity.columns.values()}
        pointing = entities_pointing_at(self.project, entity.name)
        return frozenset(found | {c.related_name for _, c in pointing})

    def entity_behind(self, expr: Expr) -> Entity | None:
        found = members(self.scope.type_of(expr, self.at))
        if not found and isinstance(expr, Name):
            return self._loaded(expr)
        if not found and isinstance(expr, Attribute):
            return self._led_to(expr)
        entities = [e for p in found if (e := self.entity(p.name)) is not None]
        return entities[0] if len(entities) == 1 == len(found) else None

    def object_behind(self, expr: Expr) -> Entity | None:
        """The entity of an object that is surely there, so that its key can be read."""
        type_ = self.scope.type_of(expr, self.at)
        if type_ is not None and (type_.optional or type_.exact):
            return None  # what is made here need not be stored yet
        query = self._giving(expr) if type_ is None and isinstance(expr, Name) else None
        if query is not None and query.answer in ("first", "one_or_none"):
            return None
        if type_ is None and isinstance(expr, Attribute):
            owner = self.entity_behind(expr.value)
            columns = owner.columns.values() if owner is not None else ()
            if any(c.object_attribute == expr.name and c.nullable for c in columns):
                return None
        return self.entity_behind(expr)

    def _led_to(self, expr: Attribute) -> Entity | None:
        """The entity that a foreign key of a row leads to."""
        owner = self.entity_behind(expr.value)
        for column in owner.columns.values() if owner is not None else ():
            if column.object_attribute == expr.name:
                return self.entity(column.references)
        return None

    def _loaded(self, name: Name) -> Entity | None:
        """The entity of a local that a query gives, or whose rows a loop goes over."""
        query = self._giving(name)
        return self.entity(query.entity) if query is not None and query.gives == "entity" else None

    def is_loaded(self, expr: Expr) -> bool:
        """Whether an object surely comes from the database: a query gives it, or a foreign key."""
        if isinstance(expr, Name):
            return self._giving(expr) is not None
        return isinstance(expr, Attribute) and self._led_to(expr) is not None

    def _giving(self, name: Name) -> Query | None:
        """The query that gives what a local stands for, or the rows that it runs over."""
        source = self.rows_behind(name) if name.id not in self.within else None
        if source is None:
            return None
        within = self.within | {name.id}
        query = Asker(self.effects, self.scope, self.at, self.depth, within).read(source)
        return query if isinstance(query, Query) else None

    def read(self, expr: Expr) -> Query | Unreadable | None:
        """The query an expression runs, without a trace in what this asker has seen."""
        return read_query(self, expr)

    def rows_behind(self, name: Name) -> Expr | None:
        """The expression that gives the rows a loop variable runs over, or the row it is."""
        found = self.rows_from(name)
        return found[0] if found is not None else None

    def rows_from(self, name: Name) -> tuple[Expr, Step | None] | None:
        """The same with the step in which it stands, where that is another one."""
        scope = self.scope
        how, iterable, step = "item", None, None
        for frame in reversed(scope._inner):
            if name.id in frame:
                iterable = frame[name.id][0]
                break
        else:
            found = scope.reaching(name.id, self.at)
            if len(found) != 1 or found[0].value is None or found[0].index is not None:
                return None
            how, iterable, step = found[0].how, found[0].value, found[0].step
        if how not in ("item", "value"):
            return None
        if how == "item" and isinstance(iterable, Name):
            behind = scope.reaching(iterable.id, self.at)
            if len(behind) == 1 and behind[0].how == "value" and behind[0].value is not None:
                return behind[0].value, behind[0].step
            return None
        return (iterable, step) if iterable is not None else None

    def related(self, expr: Expr, name: str) -> tuple[Entity, Column] | None:
        found: list[tuple[Entity, Column]] = []
        owners = [part.name for part in members(self.scope.type_of(expr, self.at))]
        if not owners and isinstance(expr, Name | Attribute):
            behind = self.entity_behind(expr)
            owners = [behind.name] if behind is not None else []
        for owner in owners:
            for entity, column in entities_pointing_at(self.project, owner):
                if column.related_name == name:
                    found.append((entity, column))
        return found[0] if len(found) == 1 else None

    def is_of_rows(self, name: str) -> bool:
        memo = self.project.memo
        key = "names of rows"
        if key not in memo:
            memo[key] = frozenset(
                f"{short.rpartition('.')[2].lower()}_set"
                for module in self.project.modules.values()
                for short in module.classes
            )
        return name in memo[key]  # type: ignore[operator]

    def managed(self, expr: Expr) -> tuple[Entity, Manager, bool] | None:
        own = self.scope.self_type
        if own is None or expr != Name(self.scope.receiver or ""):
            return None
        found = entity_asked_through(self.project, own.name)
        if found is None:
            return None
        order = self.project.mro(own.name)
        return *found, "django.db.models.Manager" not in order

    def returned_by(self, manager: Manager, link: Link) -> Returned | None:
        owners = [
            cls
            for cls in dict.fromkeys(manager.classes)
            if (fact := self.project.class_fact(cls)) is not None and link.name in fact[1].methods
        ]
        functions = self.project.functions_named(f"{owners[0]}.{link.name}") if owners else ()
        if len(owners) != 1 or len(functions) != 1 or link.args is None or link.has_stars:
            return None
        function = functions[0]
        receiver, step = receiver_name(self.project, function), only_return(self.project, function)
        if receiver is None or step is None or step.value is None or function.decorators:
            return None
        if len(function.parameters) == 1 and not link.args:
            inside = Scope(self.project, function, Type(owners[0]))
            asker = Asker(self.effects, inside, step)
            return Returned(step.value, Name(receiver), asker, False)
        if sum(part == Name(receiver) for part in walk(step.value)) != 1:
            return None  # what it keeps itself has no name where it is called
        call = Call(Attribute(Name(receiver), link.name), link.args, function.span)
        given = bind(self.project, call, function)
        given[receiver] = Name(receiver)
        said = in_terms_of(self.scope, function, step.value, given)
        return Returned(said, Name(receiver), self, True) if said is not None else None

    def stands_for(self, call: Call) -> Expr | None:
        found = targets(self.scope, call, self.at)
        function = found[0].function if len(found) == 1 else None
        if function is None or any(a.star for a in call.args):
            return None
        step = only_return(self.project, function)
        if step is None or step.value is None or function.decorators or function.outer is not None:
            return None
        given = bind(self.project, call, function)
        for parameter in function.parameters:
            put = given.get(parameter.name)
            if put is parameter.default and not isinstance(put, Constant | None):
                return None  # its names are those of the module of the function
        receiver = receiver_name(self.project, function) if function.owner else None
        if function.owner:
            if receiver is None or not isinstance(call.callee, Attribute):
                return None
            given[receiver] = call.callee.value
        return in_terms_of(self.scope, function, step.value, given)

    def spelled(self, name: str) -> Expr | None:
        short = name.rpartition(".")[2]
        if self.scope.is_local(short):
            symbol = self.scope.symbol_of(Name(short)) if self._is_bound_before(short) else None
        else:
            symbol = self.project.lookup(self.scope.module, short)
        known = symbol is not None and symbol.kind in ("class", "external")
        return Name(short) if known and symbol is not None and symbol.name == name else None

    def _is_bound_before(self, name: str) -> bool:
        """Whether the function itself has bound a name once, outside all its blocks, before now."""
        found = self.scope.bindings.get(name, ())
        if len(found) != 1 or self.at is None:
            return False
        return len(found[0].step.path) == 1 and dominates(found[0].step, self.at)

    def importable(self, name: str) -> str:
        module, short = self.scope.module, name.rpartition(".")[2]
        if not self._is_free(short):
            return ""
        # An import that only type checkers see is none.
        if any("TYPE_CHECKING" in line for line in self.project.lines(module.path)):
            return ""
        own = name.rpartition(".")[0]
        if self.project.class_fact(name) is not None and any(
            i.name
            and (found := self.project.lookup(module, i.local)).kind != "module"
            and found.name.rpartition(".")[0] == own
            for i in module.facts.imports
        ):
            return own
        home = home_of(self.project, name)
        return home if home and may_import(self.project, module, home) else ""

    def importable_late(self, name: str) -> str:
        if not self._is_free(name.rpartition(".")[2]):
            return ""
        home = home_of(self.project, name)
        return home if home and may_import_late(self.project, self.scope.module, home) else ""

    def _is_free(self, short: str) -> bool:
        """Whether a name means nothing here yet, in the module or in the function."""
        unknown = self.project.lookup(self.scope.module, short).kind == "unknown"
        return unknown and not self.scope.is_local(short)

    def text(self, expr: Expr) -> str | None:
        return constant_text(self.scope, expr, self.at)

    def listed(self, expr: Expr) -> tuple[str, Expr] | None:
        """A text with a list of placeholders is not one text; see `placeholders.py`."""
        return None

    def opened(self, expr: Expr) -> Expr | None:
        if not isinstance(expr, Name) or not self.scope.is_local(expr.id):
            return None
        if expr.id in self.scope.parameters:
            return None
        found = self.scope.reaching(expr.id, self.at)
        if len(found) != 1 or found[0].how != "value" or found[0].index is not None:
            return None
        step = found[0].step
        if found[0].value is None or step.kind != "assign" or len(step.targets) != 1:
            return None
        if not isinstance(step.targets[0], Name):
            return None
        if step not in self.consumed:
            self.consumed.append(step)
        self.at = step
        return found[0].value

    def executed_before(self, expr: Expr, methods: frozenset[str]) -> Call | None:
        """`cur.execute(...)` as the last step before in the same block, for `cur.fetchone()`."""
        if self.at is None:
            return None
        earlier = [
            s
            for s in steps_within(self.scope.function.body)
            if s.path[:-1] == self.at.path[:-1] and s.path[-1] == self.at.path[-1] - 1
        ]
        if not earlier or earlier[0].kind != "expression" or earlier[0].value is None:
            return None
        value = earlier[0].value
        inner = value.value if isinstance(value, Await) else value
        if (
            isinstance(inner, Call)
            and isinstance(inner.callee, Attribute)
            and inner.callee.name in methods
            and inner.callee.value == expr
        ):
            if earlier[0] not in self.consumed:
                self.consumed.append(earlier[0])
            return inner
        return None

    def mark(self) -> object:
        return self.at, tuple(self.consumed)

    def back(self, mark: object) -> None:
        self.at, consumed = mark  # type: ignore[misc]
        self.consumed[:] = consumed  # type: ignore[has-type]

    def mentions(self, word: str) -> bool:
        return any(word in m.facts.words for m in self.project.modules.values())

    def entered_by(self, expr: Expr) -> Expr | None:
        if not isinstance(expr, Name) or not self.scope.is_local(expr.id):
            return None
        found = self.scope.reaching(expr.id, self.at)
        if len(found) != 1 or found[0].how != "enter" or len(found[0].step.items) != 1:
            return None
        if found[0].step not in self.consumed:
            self.consumed.append(found[0].step)
        return found[0].value

    def joins_relations(self) -> bool:
        key = ("joins relations",)
        if key not in self.project.memo:
            self.project.memo[key] = any(
                "relationship" in row or "backref" in row or "lazy" in row
                for module in self.project.mentioning("lazy")
                for row in self.project.lines(module.path)
                if _JOINED.search(row)
            )
        return bool(self.project.memo[key])

    def runs(self, call: Call, awaited: bool) -> Runs | Unreadable | None:
        from codemods.project.runners import runs_sql  # it asks for queries itself

        return runs_sql(self.effects, self.scope, call, self.at, awaited, self.depth)

    def runs_statement(self, call: Call, awaited: bool) -> RunsStatement | Unreadable | None:
        from codemods.project.statement_runners import runs_statement  # it asks for queries itself

        return runs_statement(self.effects, self.scope, call, self.at, awaited, self.depth)

    def row_style(self, library: str, channel: Expr) -> str:
        return row_style(self.scope, channel, self.at, library)


def _imported(project: Codebase) -> tuple[str, ...]:
    """The libraries whose queries can stand in the project at all."""
    key = ("query libraries",)
    if key not in project.memo:
        tops = project.imported_tops()
        # Django's connections run SQL text, too, where somebody asks them for a cursor.
        cursors = "django" in tops and bool(project.mentioning(".cursor("))
        project.memo[key] = tuple(
            name for name in LIBRARIES if tops & _TOPS[name] or (name == "raw" and cursors)
        )
    return project.memo[key]  # type: ignore[return-value]


def _module(library: str) -> ModuleType:
    return importlib.import_module(f"codemods.languages.python.queries.{library}")


def read_query(asker: Asker, expr: Expr) -> Query | Unreadable | None:
    """The query that evaluating an expression runs; None when it runs none that is known."""
    start = asker.at
    for library in _imported(asker.project):
        asker.at = start
        asker.consumed.clear()
        reader: Callable[[Expr, Asker], Query | Unreadable | None] = _module(library).read
        found = reader(expr, asker)
        if found is not None:
            asker.at = start
            return found
    asker.at = start
    asker.consumed.clear()
    return None


def batch_query(
    query: Query, varying: tuple[int, ...], asker: Asker, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for many keys at once, as its library spells it."""
    columns = [query.filters[i].column for i in varying]
    if len(set(columns)) < len(columns):
        return Unreadable(f"`{columns[0]}` is compared with a key more than once")
    writer = _module(query.library).batched
    found: Batched | Unreadable = writer(query, varying, asker, fresh)
    return found


def as_existence(asker: Asker, query: Query) -> Query | None:
    """The query as one for existence, where only the truth of its answer is looked at.

    None where it is another question: an object may have a truth value of its own.
    """
    ask_whether = getattr(_module(query.library), "as_existence", None)
    project = asker.project
    for owner in project.mro(query.entity) if query.gives == "entity" else ():
        fact = project.class_fact(owner)
        if fact is not None and {"__bool__", "__len__"} & set(fact[1].methods):
            return None
    found: Query | None = ask_whether(query) if ask_whether is not None else None
    return found


def same_question(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key.

    With `ordered` the rows of a key come in the same order, too. What a library's reader cannot
    tell is no.
    """
    if query.library != other.library or sum(f.many for f in other.filters) != 1:
        return False
    alike = getattr(_module(query.library), "alike", None)
    return alike is not None and alike(query, other, index, ordered)


def places_of_key(query: Query, asker: Asker) -> tuple[object, ...]:
    """The names and places that the column of many keys has in a row, where rows are no objects."""
    places = getattr(_module(query.library), "key_in_row", None)
    found: tuple[object, ...] = places(query, asker) if places is not None else ()
    return found


def read_existence(asker: Asker, expr: Expr, tested: bool = False) -> Query | None:
    """A query of which only is asked whether it has a row: `first() is None`, `bool(first())`.

    With `tested`, all that is looked at is the truth of the expression.
    """
    denied = False
    match expr:
        case Operation(operator="is" | "is not", operands=(inner, Constant(type="none"))):
            denied = expr.operator == "is"
        case Operation(operator="not", operands=(inner,)):
            denied = True
        case Call(callee=callee, args=(Argument(value=inner, keyword=None, star=""),)) if (
            asker.symbol(callee) == "bool"
        ):
            pass
        case _ if tested:
            inner = expr
        case _:
            return None
    if not isinstance(inner, Call | Await | Item):
        return None
    query = read_query(asker, inner)
    if not isinstance(query, Query):
        return None
    compared = isinstance(expr, Operation) and expr.operator != "not"
    if compared and query.gives == "value" and never_none(asker, query):
        query = replace(query, gives="row")
    asked = query if query.gives == "exists" and not compared else as_existence(asker, query)
    return replace(asked, denied=denied, as_number=False) if asked is not None else None


def never_none(asker: Asker, query: Query) -> bool:
    """Whether a value is None only where there is no row: that of a column that is never NULL."""
    entity = asker.entity(query.entity)
    column = entity.columns.get(query.label) if entity is not None else None
    known = column is not None and not column.nullable and column.kind in _NEVER_NONE
    return known and not query.joined


def may_be_query(expr: Expr) -> bool:
    """A quick look: whether there is a call with a method in it at all."""
    return any(isinstance(p, Call) for p in walk(expr)) and not isinstance(
        expr, Constant | Choice | ShortCircuit
    )


__all__ = [
    "Asker",
    "as_existence",
    "batch_query",
    "may_be_query",
    "never_none",
    "read_existence",
    "read_query",
]
