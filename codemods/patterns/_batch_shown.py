"""How rows that bring a column more can stand in for what a query gave."""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Call,
    Choice,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    ShortCircuit,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Query
from codemods.patterns._batch_case import Case, Reader
from codemods.patterns._batch_checks import uses_of

# Methods of rows that look at all of their columns.
_OF_ALL = frozenset(
    ["keys", "values", "items", "copy", "index", "count", "pop", "popitem", "update", "clear"]
)


def shown_by(reader: Reader, case: Case) -> str:
    """How rows with one more column can stand in: as `whole` ones, `cut`, or "" for not at all.

    Read by name or by position, a further column behind the others does not show; where rows are
    unpacked or compared with what they were, it has to be cut off.
    """
    step, expr = case.found.step, case.found.site
    columns = columns_of(case.query)
    many = case.query.answer == "all"
    around = [p for e in expressions(step) for p in walk(e)]
    parent = next((p for p in around if any(c is expr for c in children(p))), None)
    clause = next(
        (
            c
            for p in around
            if isinstance(p, Comprehension)
            for c in p.clauses
            if c.iterable is expr
        ),
        None,
    )
    if clause is not None and isinstance(parent, Comprehension) and many:
        return _target_shows(clause.target, [*parent.elements, *clause.conditions], columns)
    if not many and isinstance(parent, Item) and parent.value is expr:
        return "whole" if by_name(parent, None, columns) else ""
    if step.value is not expr or not step.targets:
        return ""
    target = step.targets[0]
    if isinstance(target, Display):
        plain = len(target.items) == len(columns) and len(step.targets) == 1
        return "cut" if plain and (step.kind == "for") == many and columns else ""
    if step.kind not in ("for", "assign") or not isinstance(target, Name):
        return ""
    names = {target.id}
    shown = "whole"
    plain_uses = [
        s.value for s in steps_within(reader.function.body) if s.kind in ("for", "if", "while")
    ]
    if many and step.kind == "assign":
        rows, names = target.id, set()
        for inner in steps_within(reader.function.body):
            if inner.kind == "for" and inner.value == Name(rows):
                if isinstance(inner.targets[0], Display):
                    shown = "cut" if len(inner.targets[0].items) == len(columns) else ""
                elif isinstance(inner.targets[0], Name):
                    names.add(inner.targets[0].id)
        for use in uses_of(reader.function.body, rows):
            looped = any(use is v for v in plain_uses) and use == Name(rows)
            if not looped and not _gone_through(use, rows, columns):
                return ""
    if shown == "cut":
        return "cut" if not names and columns else ""
    seen = all(
        by_name(use, name, columns) or any(use is v and use == Name(name) for v in plain_uses)
        for name in names
        for use in uses_of(reader.function.body, name)
    )
    return shown if seen else ""


def _target_shows(target: Expr, parts: list[Expr], columns: tuple[str, ...]) -> str:
    if isinstance(target, Display):
        return "cut" if columns and len(target.items) == len(columns) else ""
    if isinstance(target, Name) and all(by_name(p, target.id, columns) for p in parts):
        return "whole"
    return ""


def _gone_through(expr: Expr, rows: str, columns: tuple[str, ...]) -> bool:
    """Whether rows are only counted, and gone through by comprehensions that read them by column."""
    match expr:
        case Name(id=name):
            return name != rows
        case Call(callee=Name(id="len" | "bool"), args=(only,)) if only.value == Name(rows):
            return True
        case Comprehension(elements=elements, clauses=clauses):
            for clause in clauses:
                if clause.iterable == Name(rows):
                    others = [c for o in clauses for c in o.conditions]
                    later = [o.iterable for o in clauses if o is not clause]
                    parts = [*elements, *others, *later]
                    if _target_shows(clause.target, parts, columns) != "whole":
                        return False
            inner = [c for c in children(expr) if c != Name(rows)]
            return all(_gone_through(c, rows, columns) for c in inner)
        case _:
            return all(_gone_through(c, rows, columns) for c in children(expr))


def columns_of(query: Query) -> tuple[str, ...]:
    """The names of what a row of SQLAlchemy has; () for rows that are read by key alone."""
    selected = getattr(query.form, "selected", ())
    if query.library != "sqlalchemy" or getattr(query.form, "mappings", False):
        return ()
    return tuple(c.name if isinstance(c, Attribute) else "" for c in selected)


def by_name(expr: Expr, name: str | None, columns: tuple[str, ...] = ()) -> bool:
    """Whether an expression uses a row only by its columns, or as a condition.

    The row is what has that name; without one, what the expression takes an item of.
    """

    def is_row(part: Expr) -> bool:
        return name is None or part == Name(name)

    match expr:
        case Name(id=found):
            return found != name
        case Item(value=value, key=Constant(type="str")) if is_row(value):
            return not columns
        case Item(value=value, key=Constant(type="int", value=int(place))) if is_row(value):
            # A column more comes last, so that no place changes.
            return not columns or 0 <= place < len(columns)
        case Item(
            value=Attribute(value=value, name="_mapping"), key=Constant(type="str", value=key)
        ):
            return is_row(value) and key in columns
        case Call(callee=Attribute(value=value, name="get"), args=args) if is_row(value):
            return not columns and all(by_name(a.value, name) for a in args)
        case Attribute(value=value, name=attribute) if is_row(value):
            if columns:
                return attribute in columns
            return attribute not in _OF_ALL and not attribute.startswith("_")
        case Operation(operator="is" | "is not", operands=(left, Constant(type="none"))):
            return is_row(left) or by_name(left, name, columns)
        case Operation(operator="not", operands=(only,)):
            return is_row(only) or by_name(only, name, columns)
        case Choice(test=test, then=then, otherwise=otherwise):
            seen = is_row(test) or by_name(test, name, columns)
            return seen and by_name(then, name, columns) and by_name(otherwise, name, columns)
        case ShortCircuit(operator="and", operands=(*tests, last)):
            return all(is_row(t) or by_name(t, name, columns) for t in tests) and by_name(
                last, name, columns
            )
        case _:
            return all(by_name(c, name, columns) for c in children(expr))
