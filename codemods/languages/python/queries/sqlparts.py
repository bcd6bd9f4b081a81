"""What the parsed form of a SELECT says: its table, its equalities, and what it selects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from codemods.model.queries import Entity, Gives, Unreadable


@dataclass(frozen=True, slots=True)
class Selection:
    """What a SELECT gives; `columns` are the labels of a row, None where `*` stands."""

    gives: Gives
    columns: tuple[str, ...] | None
    label: str
    plain: tuple[
        tuple[str, str, str, int], ...
    ] = ()  # owner, column, label, place of plain columns
    default: int | None = None
    constant: bool = False
    number_of: str = ""  # the column of which a number with a default is made
    sums: bool = False  # that number is a sum


Equal = tuple[str, str, str, int]


def conditions(
    tree: exp.Select, table_of: Callable[[str], Entity | None]
) -> tuple[str, str, bool, list[Equal]] | Unreadable:
    """The main table, its name there, whether others are joined, and each `column = placeholder`."""
    source = tree.args.get("from") or tree.args.get("from_")
    if source is None or not isinstance(source.this, exp.Table):
        return Unreadable("it selects from no plain table")
    main = source.this
    tables = {main.alias_or_name: main.name.lower()}
    joins = tree.args.get("joins") or []
    for join in joins:
        if not isinstance(join.this, exp.Table):
            return Unreadable("it joins something other than a table")
        tables[join.this.alias_or_name] = join.this.name.lower()
    where = tree.args.get("where")
    found: list[Equal] = []
    for part in _conjuncts(where.this) if where is not None else []:
        if not isinstance(part, exp.EQ):
            continue
        for column, value in ((part.this, part.expression), (part.expression, part.this)):
            number = _number(value)
            if number is None or not isinstance(column, exp.Column) or value is not part.expression:
                continue
            owner = tables.get(column.table) if column.table else None
            if owner is None and not column.table:
                owner = _owner(column.name.lower(), list(tables.values()), table_of)
            if owner is not None:
                spelled = column.sql()
                found.append((owner, column.name.lower(), spelled, number))
    alias = main.args.get("alias")
    named = alias.this if alias is not None else main.this
    return main.name.lower(), named.sql(), bool(joins), found


def memberships(
    tree: exp.Select, table_of: Callable[[str], Entity | None]
) -> list[tuple[str, str, int]]:
    """Table, column and placeholder of each `column = ANY(keys)` of WHERE, and what says the same."""
    where = tree.args.get("where")
    tables = _tables(tree)
    found: list[tuple[str, str, int]] = []
    for part in _conjuncts(where.this) if where is not None else []:
        held = _held_keys(part)
        number = _number(held.this if isinstance(held, exp.Cast) else held) if held else None
        column = part.this if number is not None else None
        if number is None or not isinstance(column, exp.Column):
            continue
        owner = tables.get(column.table) if column.table else None
        if owner is None and not column.table:
            owner = _owner(column.name.lower(), list(tables.values()), table_of)
        if owner is not None:
            found.append((owner, column.name.lower(), number))
    return found


def _held_keys(part: exp.Expression) -> exp.Expression | None:
    """What holds the keys in `= ANY(keys)`, `IN keys` and `IN (SELECT value FROM json_each(keys))`."""
    if isinstance(part, exp.EQ) and isinstance(part.expression, exp.Any):
        inner = part.expression.this
        return _expression(inner.this if isinstance(inner, exp.Paren) else inner)
    if not isinstance(part, exp.In):
        return None
    if part.args.get("field") is not None:
        return _expression(part.args["field"])
    chosen = part.args.get("query")
    inner = chosen.this if isinstance(chosen, exp.Subquery) else chosen
    if not isinstance(inner, exp.Select) or [e.sql() for e in inner.expressions] != ["value"]:
        return None
    if {k for k, v in inner.args.items() if v} - {"expressions", "from", "from_", "kind"}:
        return None
    source = inner.args.get("from") or inner.args.get("from_")
    table = source.this if source is not None else None
    called = table.this if isinstance(table, exp.Table) else None
    if isinstance(called, exp.Anonymous) and called.name.lower() == "json_each":
        return called.expressions[0] if len(called.expressions) == 1 else None
    return None


def _expression(found: object) -> exp.Expression | None:
    return found if isinstance(found, exp.Expression) else None


def canonical(tree: exp.Select, names: dict[int, str], ordered: bool) -> str:
    """The statement with its placeholders by name and its conditions in a fixed order.

    What asks for many keys named `KEY` stands there as asking for one. Without `ordered` what
    ORDER BY says is left out; an order that begins with the key is the one without it.
    """
    tree = tree.copy()
    where = tree.args.get("where")
    parts: list[str] = []
    keyed = ""
    for part in _conjuncts(where.this) if where is not None else []:
        held = _held_keys(part)
        number = _number(held.this if isinstance(held, exp.Cast) else held) if held else None
        if number is not None and names.get(number) == "KEY":
            keyed = part.this.sql()
            parts.append(f"{keyed} = KEY")
            continue
        parts.append(_with_names(part, names))
        if parts[-1].endswith(" = KEY"):
            keyed = part.this.sql()
    order = tree.args.get("order")
    by = [_with_names(e, names) for e in order.expressions] if order is not None else []
    if by and by[0].partition(" ")[0] == keyed:
        by = by[1:]
    tree.set("where", None)
    tree.set("order", None)
    told = [_with_names(tree, names), *sorted(parts), *(by if ordered else [])]
    return "\n".join(told)


def _with_names(tree: exp.Expression, names: dict[int, str]) -> str:
    """The text of a part, its placeholders under the names of their values."""
    tree = tree.copy()
    for mark in list(tree.find_all(exp.Placeholder)):
        number = _number(mark)
        if number is not None and number in names:
            mark.set("this", names[number])
    return tree.sql().replace(":KEY", "KEY")


def _conjuncts(expr: exp.Expression) -> list[exp.Expression]:
    if isinstance(expr, exp.And):
        return [*_conjuncts(expr.this), *_conjuncts(expr.expression)]
    if isinstance(expr, exp.Paren):
        return _conjuncts(expr.this)
    return [expr]


def _number(value: exp.Expression) -> int | None:
    if (
        isinstance(value, exp.Placeholder)
        and value.name.startswith("ph")
        and value.name[2:].isdigit()
    ):
        return int(value.name[2:])
    return None


def _owner(column: str, tables: list[str], table_of: Callable[[str], Entity | None]) -> str | None:
    if len(tables) == 1:
        return tables[0]
    known = [t for t in tables if (e := table_of(t)) is not None and column in e.columns]
    return known[0] if len(known) == 1 else None


def selection(tree: exp.Select, table_of: Callable[[str], Entity | None]) -> Selection:
    """What the rows are made of."""
    items = tree.expressions
    if any(isinstance(i, exp.Star) or (i.find(exp.Star) and not i.find(exp.Count)) for i in items):
        return Selection("row", None, "row")
    if len(items) == 1:
        only = items[0].this if isinstance(items[0], exp.Alias) else items[0]
        found = _aggregate(only)
        if found is not None:
            return found
    labels = tuple(i.alias_or_name.lower() for i in items)
    constant = all(isinstance(i, exp.Literal) for i in items)
    tables = _tables(tree)
    plain = []
    for place, item in enumerate(items):
        inner = item.this if isinstance(item, exp.Alias) else item
        if not isinstance(inner, exp.Column) or labels.count(item.alias_or_name.lower()) > 1:
            continue
        owner = tables.get(inner.table) if inner.table else None
        if owner is None and not inner.table:
            owner = _owner(inner.name.lower(), list(tables.values()), table_of)
        if owner is not None:
            plain.append((owner, inner.name.lower(), item.alias_or_name.lower(), place))
    return Selection("row", labels if all(labels) else (), "row", tuple(plain), constant=constant)


def title_of(tree: exp.Select, dialect: str | None) -> str:
    """What the one column of a SELECT is called in its rows; "" where the text does not say.

    source: PostgreSQL, "SELECT List": a column without a name has that of its function.
    """
    if len(tree.expressions) != 1:
        return ""
    only = tree.expressions[0]
    if only.alias_or_name:
        return str(only.alias_or_name) if only.alias_or_name != "*" else ""
    named = (exp.Count, exp.Sum, exp.Max, exp.Min, exp.Avg, exp.Coalesce, exp.Exists)
    if dialect == "postgresql" and isinstance(only, named):
        return type(only).__name__.lower()
    return ""


def _tables(tree: exp.Select) -> dict[str, str]:
    """The tables of a SELECT by the names it gives them."""
    source = tree.args.get("from") or tree.args.get("from_")
    found = [source.this] if source is not None else []
    found += [join.this for join in tree.args.get("joins") or []]
    return {t.alias_or_name: t.name.lower() for t in found if isinstance(t, exp.Table)}


def _aggregate(expr: exp.Expression) -> Selection | None:
    if isinstance(expr, exp.Coalesce) and len(expr.expressions) == 1:
        inner = _aggregate(expr.this)
        default = expr.expressions[0]
        counts = inner is not None and inner.gives == "count"  # which is never NULL
        if inner is not None and not counts and isinstance(default, exp.Literal) and default.is_int:
            of = expr.this.this if isinstance(expr.this, exp.Sum | exp.Max | exp.Min) else None
            column = of.name if isinstance(of, exp.Column) else ""
            return Selection(
                "aggregate", (), inner.label, default=int(default.name), number_of=column,
                sums=isinstance(expr.this, exp.Sum),
            )  # fmt: skip
        return None
    match expr:
        case exp.Count():
            return Selection("count", (), "count")
        case exp.Sum():
            return Selection("aggregate", (), "total")
        case exp.Max() | exp.Min():
            return Selection("aggregate", (), type(expr).__name__.lower() + "imum")
        case exp.Avg():
            return Selection("aggregate", (), "average")
        case _:
            return None
