"""Keys that hang on rows which another query has loaded: looked up as a person writes it."""

from __future__ import annotations

from codemods.languages.python.queries.reading import changed
from codemods.model.code import Attribute, Call, Constant, Expr, Item, Name, Operation
from codemods.patterns._batch_case import Case, Reader
from codemods.project.special_methods import special_methods
from codemods.project.types import Type, members


def look_up_in_loaded(reader: Reader, case: Case) -> None:
    """`users[k].team_id ... if k in users` for `users.get(k).team_id ... if users.get(k) is not None`.

    Both say the same of a dict that holds no None, and type checkers follow the shorter one.
    """
    known: dict[Expr, Item] = {}

    def with_item(part: Expr) -> Expr | None:
        return known.get(part)

    conditions: list[tuple[int, Expr, bool]] = []
    for at, test, negated in case.conditions:
        said = test
        looked, there = _tested(test, not negated)
        by_truth = not (isinstance(test, Operation) and test.operator in ("is", "is not"))
        item = _item(reader, case, looked, by_truth) if there else None
        if item is not None:
            key = changed(item.key, with_item)
            said = Operation("not in" if negated else "in", (key, item.value))
            known[looked] = Item(item.value, key)
        conditions.append((at, said if said is not test else changed(test, with_item), negated))
    case.conditions = conditions
    case.keys = tuple(changed(key, with_item) for key in case.keys)


def found_before(case: Case) -> frozenset[Expr]:
    """The lookups of keys that the conditions say to be there: `users[k]` after `k in users`."""
    return frozenset(
        Item(test.operands[1], test.operands[0])
        for _, test, negated in case.conditions
        if isinstance(test, Operation) and test.operator == ("not in" if negated else "in")
    )


def _tested(test: Expr, holds: bool) -> tuple[Expr, bool]:
    """What a test for a row looks at, and whether the row is there when it comes out so."""
    match test:
        case Operation(operator="is" | "is not" as said, operands=(left, Constant(type="none"))):
            return left, (said == "is not") == holds
        case Operation(operator="not", operands=(inner,)):
            return inner, not holds
        case _:
            return test, holds


def _item(reader: Reader, case: Case, part: Expr, by_truth: bool) -> Item | None:
    """`users[k]` for `users.get(k)`, where no value of the dict is None, nor false with `by_truth`."""
    match part:
        case Call(callee=Attribute(value=Name() as held, name="get"), args=(only,)):
            found = members(reader.scope.type_of(held, case.found.step))
            plain = len(found) == 1 and found[0].name == "dict" and len(found[0].args) == 2
            if not plain or only.keyword or only.star or found[0].args[1].optional:
                return None
            if by_truth and not _is_true(reader, found[0].args[1]):
                return None
            return Item(held, only.value)
    return None


def _is_true(reader: Reader, type_: Type) -> bool:
    """Whether a value is an object of the project's own classes that is never false."""
    every = members(type_)
    return bool(every) and all(
        reader.project.class_fact(part.name) is not None
        and not special_methods(reader.project, part, ("__bool__", "__len__"))
        for part in every
    )
