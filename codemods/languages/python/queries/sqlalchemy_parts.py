"""What reading and writing SQLAlchemy's queries share: the dissection, columns and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.handing import RunsStatement
from codemods.languages.python.queries.numbers import sums_are_whole
from codemods.languages.python.queries.reading import Ask, Link
from codemods.model.code import Argument, Attribute, Call, Constant, Expr, Operation, walk
from codemods.model.queries import Filter, Gives

SESSIONS = frozenset(
    [
        "sqlalchemy.orm.Session",
        "sqlalchemy.ext.asyncio.AsyncSession",
        "sqlalchemy.ext.asyncio.async_scoped_session",
        "sqlalchemy.orm.scoped_session",
        "sqlalchemy.Connection",
        "sqlalchemy.engine.Connection",
        "sqlalchemy.ext.asyncio.AsyncConnection",
        "sqlmodel.Session",
        "sqlmodel.ext.asyncio.session.AsyncSession",
    ]
)
_AGGREGATES = ("count", "sum", "max", "min", "avg")
# They give whole numbers of whole numbers.
_WHOLE = ("sum", "max", "min")
_AND = ("sqlalchemy.and_", "sqlalchemy.sql.and_", "sqlalchemy.sql.expression.and_")
# What `&` joins to a condition; of anything else it may be bits.
_TRUTHS = ("==", "!=", "<", "<=", ">", ">=", "&")
_CONSTANTS = ("sqlalchemy.literal", "sqlalchemy.literal_column", "sqlalchemy.text")


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: what is selected from, by which chain, and how the answer is taken."""

    selected: tuple[Expr, ...]
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int, str], ...]  # per filter: link, argument, keyword of `filter_by`
    scalars: bool
    unique: bool
    mappings: bool
    legacy: bool  # session.query(...) and Model.query
    get: bool
    execute: str  # the method that runs it: execute, scalars, exec
    aggregate: str
    model: Expr | None
    select: Expr | None  # how the code spells `select`
    root: Expr | None = None  # `Model.query`, which stands in for `session.query(Model)`
    whole: bool = False  # a row has all columns of a table
    constant: bool = False  # what is selected says only that there is a row
    through: RunsStatement | None = None  # the function that is handed the statement


def model_of(selected: Sequence[Expr], ask: Ask) -> Expr | None:
    """The class or table among what is selected, or that of its columns."""
    for part in selected:
        if ask.entity(named(part, ask)) is not None:
            return part
        column = column_of(part, ask)
        if column is not None and isinstance(part, Attribute):
            return _owner(part)
    return None


def named(expr: Expr, ask: Ask) -> str:
    """The dotted class or table variable that an expression stands for; "" for none."""
    name = ask.class_named(expr)
    if name:
        return name
    symbol = ask.symbol(expr)
    entity = ask.entity(symbol) if symbol else None
    return symbol if entity is not None and entity.library == "table" else ""


def gives_of(selected: tuple[Expr, ...], ask: Ask) -> tuple[str, Gives, str]:
    """The entity, what an answer is made of, and the aggregate function, if any."""
    if len(selected) == 1:
        part = selected[0]
        entity = ask.entity(name := named(part, ask)) if named(part, ask) else None
        if entity is not None:
            return name, "row" if entity.library == "table" else "entity", ""
        function, inner = aggregate_of(part, ask)
        if function:
            column = column_of(inner, ask) if inner is not None else None
            return (column[0] if column else ""), "aggregate", function
        column = column_of(part, ask)
        return (column[0], "value", "") if column else ("", "value", "")
    names = [""] if not selected else []
    for part in selected:
        column = column_of(part, ask)
        name = column[0] if column else ask.class_named(part)
        if not name:
            return "", "row", ""
        names.append(name)
    return names[0], "row", ""


def is_constant(expr: Expr, ask: Ask) -> bool:
    """Whether it is the same for every row and never NULL or false: `1`, `literal(True)`."""
    match expr:
        case Constant(type="int" | "bool" | "str", value=value):
            return bool(value)
        case Call(callee=callee, args=(Argument(value=inner, keyword=None, star=""), *_)):
            return ask.symbol(callee) in _CONSTANTS and is_constant(inner, ask)
        case Call(callee=callee, args=()):
            return ask.symbol(callee) == "sqlalchemy.true"
        case _:
            return False


def aggregate_of(expr: Expr, ask: Ask) -> tuple[str, Expr | None]:
    """`func.sum(X.y)`, also inside `coalesce` and under a label."""
    if not isinstance(expr, Call):
        return "", None
    if isinstance(expr.callee, Attribute) and expr.callee.name == "label":
        return aggregate_of(expr.callee.value, ask)
    name = ask.symbol(expr.callee)
    short = name.rpartition(".")[2]
    if name.startswith("sqlalchemy.func.") and short in _AGGREGATES:
        return short, expr.argument(0)
    if name == "sqlalchemy.func.coalesce" and len(expr.args) == 2:
        function, inner = aggregate_of(expr.args[0].value, ask)
        default = expr.args[1].value
        told = isinstance(default, Constant) and default.type == "int"
        if told and function in _WHOLE and is_whole(inner, ask):
            return function, inner
    return "", None


def is_whole(expr: Expr | None, ask: Ask) -> bool:
    """Whether an expression is a whole number: of others, 0 is not given back as it stands."""
    match expr:
        case Constant(type="int"):
            return True
        case Operation(operator="+" | "-" | "*", operands=operands):
            return all(is_whole(o, ask) for o in operands)
        case None:
            return False
    found = column_of(expr, ask)
    entity = ask.entity(found[0]) if found is not None else None
    return found is not None and entity is not None and entity.columns[found[1]].kind == "int"


def of_no_rows(expr: Expr, ask: Ask) -> tuple[str, str]:
    """Why a sum with a default is no whole number for no rows; or which fact would tell."""
    columns = [
        ask.entity(found[0]).columns[found[1]]  # type: ignore[union-attr]
        for part in walk(expr)
        if (found := column_of(part, ask)) is not None
    ]
    if all(sums_are_whole(c, ask.dialect) for c in columns):
        return "", ""
    if ask.dialect is None and all(c.narrow for c in columns):
        return (
            "",
            "`dialect` in [tool.refactor]: whether a sum of no rows is an `int` or a `Decimal`",
        )
    return "its answer for no rows is not known to be a whole number", ""


def default_of(expr: Expr, ask: Ask) -> Expr | None:
    """What an aggregate gives for no rows: NULL, unless `coalesce` says otherwise."""
    if isinstance(expr, Call) and ask.symbol(expr.callee) == "sqlalchemy.func.coalesce":
        return expr.args[1].value
    return None


def column_of(expr: Expr, ask: Ask) -> tuple[str, str] | None:
    """The entity and the attribute of `Order.user_id`, or of `orders.c.user_id`."""
    if not isinstance(expr, Attribute):
        return None
    if isinstance(expr.value, Attribute) and expr.value.name in ("c", "columns"):
        name = ask.symbol(expr.value.value)
    else:
        name = ask.class_named(expr.value)
    entity = ask.entity(name) if name else None
    return (name, expr.name) if entity is not None and expr.name in entity.columns else None


def _owner(column: Attribute) -> Expr:
    """`Order` of `Order.user_id`, `orders` of `orders.c.user_id`."""
    if isinstance(column.value, Attribute) and column.value.name in ("c", "columns"):
        return column.value.value
    return column.value


def flattened(links: tuple[Link, ...], ask: Ask) -> tuple[Link, ...]:
    """The links with `where(a, b)` for `where(and_(a, b))` and `where((a) & (b))`."""
    return tuple(
        replace(link, args=tuple(part for arg in link.args for part in _conjuncts(arg, ask)))
        if link.name in ("where", "filter") and link.args
        else link
        for link in links
    )


def _conjuncts(arg: Argument, ask: Ask) -> list[Argument]:
    if arg.star or arg.keyword is not None:
        return [arg]
    match arg.value:
        case Call(callee=callee, args=args) if (
            args and ask.symbol(callee) in _AND and not any(a.star or a.keyword for a in args)
        ):
            return [part for a in args for part in _conjuncts(a, ask)]
        case Operation(operator="&", operands=operands) if all(
            isinstance(o, Operation) and o.operator in _TRUTHS for o in operands
        ):
            return [part for o in operands for part in _conjuncts(Argument(o), ask)]
        case _:
            return [arg]


def condition_of(expr: Expr, ask: Ask) -> Filter | None:
    """`Order.user_id == value` or `Order.user_id.in_(values)`."""
    match expr:
        case Operation(operator="==", operands=(left, right)):
            for column, value in ((left, right), (right, left)):
                found = column_of(column, ask)
                if found is not None:
                    return Filter(*found, value, spelled=column)
        case Call(callee=Attribute(value=column, name="in_"), args=(Argument(value=value),)):
            found = column_of(column, ask)
            if found is not None:
                return Filter(*found, value, True, column)
    return None
