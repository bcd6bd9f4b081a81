"""What a function makes of rows of SQL text before it hands them on, told row by row.

`[dict(row) for row in rows]` and `dict(row) if row else None` make each row a dict and leave how many
there are; `rows[0] if rows else None` takes the first. What is told is whether rows that are loaded
for many keys come out alike, one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Call,
    Choice,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    ShortCircuit,
    walk,
)
from codemods.model.queries import Answer

# The row itself, in an expression that makes something of it.
ROW = Name("<row>")
_NO = Constant("none", None)


@dataclass(frozen=True, slots=True)
class Made:
    """What comes of rows: how many, whether only their first columns, in which style.

    `row` is `dict` where each row became one, "" where rows are as they came.
    """

    answer: Answer
    single: bool
    style: str
    row: str = ""


def made_of(
    expr: Expr, name: str, came: Made, titles: Callable[[Expr], bool], depth: int = 0
) -> Made | None:
    """What an expression makes of the rows under a name; None for more than is told here.

    `titles` says of an expression whether it lists the names of the columns.
    """
    source = Name(name)

    def inner(part: Expr) -> Made | None:
        return made_of(part, name, came, titles, depth + 1)

    if expr == source:
        return came
    if depth > 6:
        return None
    match expr:
        case Choice(test=test, then=then, otherwise=otherwise):
            listed = test.operands[0] if isinstance(test, Operation) else test
            mapped = inner(listed) if isinstance(listed, Comprehension) else None
            if mapped is not None and mapped.answer == "all":
                # A list of what is made of each row is as long as that of the rows.
                test = replace(test, operands=(source,)) if isinstance(test, Operation) else source
            if _absent(test, source):
                then, otherwise = otherwise, then
            elif not _present(test, source):
                return None
            found = inner(then)
            return found if found is not None and _nothing(otherwise, found) else None
        case ShortCircuit(operator="or", operands=(first, last)):
            found = inner(first)
            return found if found is not None and _nothing(last, found) else None
        case ShortCircuit(operator="and", operands=(first, last)) if first == source:
            found = inner(last)
            return found if found is not None and found.answer == "first" else None
        case Call(callee=Name(id="list"), args=(only,)) if not only.star:
            found = inner(only.value)
            return found if found is not None and found.answer == "all" else None
        case Call(
            callee=Name(id="next"),
            args=(first_arg, default),
        ) if default.value == _NO and isinstance(first_arg.value, Call):
            walked = first_arg.value
            if walked.callee != Name("iter") or len(walked.args) != 1:
                return None
            found = inner(walked.args[0].value)
            whole = found is not None and found.answer == "all"
            return replace(found, answer="first") if whole and found is not None else None
        case Comprehension(type="list", elements=(element,), clauses=(clause,)):
            plain = not clause.conditions and not clause.is_async
            if not plain or not isinstance(clause.target, Name):
                return None
            found = inner(clause.iterable)
            if found is None or found.answer != "all":
                return None
            return _row(element, clause.target, found, titles)
        case Item(value=value, key=Constant(type="int", value=0)):
            found = inner(value)
            if found is None:
                return None
            if found.answer == "all":
                return replace(found, answer="first")
            return _row(Item(ROW, Constant("int", 0)), ROW, found, titles)
        case _ if came.answer == "first":
            return _row(expr, source, came, titles)
        case _ if (first_row := Item(source, Constant("int", 0))) in walk(expr):
            row = changed(expr, lambda p: ROW if p == first_row else None)
            return _row(row, ROW, replace(came, answer="first"), titles)
        case _:
            return None


def _row(expr: Expr, row: Expr, came: Made, titles: Callable[[Expr], bool]) -> Made | None:
    """What is made of one row that comes in a style."""
    if expr == row:
        return came
    if came.single or came.row:
        return None
    match expr:
        case Call(callee=Name(id="dict"), args=(only,)) if only.value == row:
            known = not only.star and came.style in ("record", "both", "mapping")
            return replace(came, style="mapping", row="dict") if known else None
        case Call(callee=Attribute(value=value, name="_asdict"), args=()) if value == row:
            known = came.style == "named"
            return replace(came, style="mapping", row="dict") if known else None
        case Call(callee=Name(id="dict"), args=(only,)) if not only.star:
            match only.value:
                case Attribute(value=value, name="_mapping") if value == row:
                    known = came.style in ("named", "record")
                    return replace(came, style="mapping", row="dict") if known else None
                case Comprehension(
                    elements=(Display(items=(title, Name() as cell)),),
                    clauses=(
                        Clause(target=Display(items=(place, held)), iterable=walked) as clause,
                    ),
                ) if not clause.conditions and held == cell:
                    # `dict((cur.description[n][0], value) for n, value in enumerate(row))`
                    numbered = (
                        isinstance(walked, Call)
                        and walked.callee == Name("enumerate")
                        and [a.value for a in walked.args] == [row]
                    )
                    match title:
                        case Item(
                            value=Item(value=Attribute(name="description") as listed, key=key),
                            key=Constant(type="int", value=0) as first,
                        ):
                            each = Clause(ROW, listed, (), False)
                            described = Comprehension(
                                "list", (Item(ROW, first),), (each,), expr.span
                            )
                            known = numbered and key == place and titles(described)
                        case _:
                            known = False
                    known = known and came.style in ("tuple", "both")
                    return replace(came, style="mapping", row="dict") if known else None
                case Call(callee=Name(id="zip"), args=(names, values, *rest)):
                    if values.value != row or not titles(names.value):
                        return None
                    if rest and (len(rest) > 1 or rest[0].keyword != "strict"):
                        return None
                    known = came.style in ("tuple", "both", "record")
                    return replace(came, style="mapping", row="dict") if known else None
                case _:
                    return None
        case Item(value=value, key=Constant(type="int", value=0)) if value == row:
            known = came.style in ("tuple", "both", "record", "named")
            return replace(came, single=True) if known else None
        case _:
            return None


def _present(test: Expr, source: Expr) -> bool:
    """Whether a test says that there is a row."""
    match test:
        case Operation(operator="is not", operands=(left, right)) if right == _NO:
            return left == source
        case Operation(operator="not", operands=(inner,)):
            return _absent(inner, source)
        case _:
            return test == source


def _absent(test: Expr, source: Expr) -> bool:
    """Whether a test says that there is no row."""
    match test:
        case Operation(operator="is", operands=(left, right)) if right == _NO:
            return left == source
        case Operation(operator="not", operands=(inner,)):
            return _present(inner, source)
        case _:
            return False


def _nothing(expr: Expr, found: Made) -> bool:
    """Whether that is what a plain query gives where no row is found."""
    return expr == (Display("list", ()) if found.answer == "all" else _NO)


__all__ = ["ROW", "Made", "made_of"]
