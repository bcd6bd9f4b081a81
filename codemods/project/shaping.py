"""What a function makes of the rows its query gives, before it hands them on.

A shape is an expression over one name that stands for what the query gives: `Order(**row) if row
else None`, `[dict(row) for row in rows]`. Only what is computed from the rows alone is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.model.code import (
    Attribute,
    Await,
    Bind,
    Block,
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
    Step,
    Yield,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Query
from codemods.project.columns import BUILTINS, only_columns
from codemods.project.effects import Effects
from codemods.project.purity import why_not_pure
from codemods.project.queries import Asker

NONE = Constant("none", None)


@dataclass(frozen=True, slots=True)
class Shape:
    """`expr` is what becomes of `query`'s answer, which `name` stands for."""

    name: str
    expr: Expr
    query: Query


def folded(steps: Sequence[Step], last: Step) -> tuple[list[Step], Expr] | None:
    """The steps before, and what is returned as one expression: early returns become conditions."""
    value = last.value
    rest = list(steps)
    if value is None:
        return None
    rest, value = _listed(rest, value)
    while rest and (early := _early_return(rest[-1])) is not None:
        test = rest.pop().value
        if test is None:
            return None
        value = Choice(test, early, value)
    return rest, value


def _listed(steps: list[Step], value: Expr) -> tuple[list[Step], Expr]:
    """`[dict(row) for row in rows]` for a list that a last loop over the rows fills."""
    loop = steps[-1] if steps else None
    empties = [s for s in steps[:-1] if s.targets == (value,) and is_empty_list(s)]
    if loop is None or loop.kind != "for" or len(loop.targets) != 1 or len(empties) != 1:
        return steps, value
    blocks, target, iterable = loop.blocks, loop.targets[0], loop.value
    if not isinstance(target, Name) or loop.is_async:
        return steps, value
    if iterable is None or len(blocks) != 1 or len(blocks[0].steps) != 1:
        return steps, value
    match blocks[0].steps[0]:
        case Step(
            kind="expression",
            value=Call(callee=Attribute(value=filled, name="append"), args=(only,)) as call,
        ) if filled == value and not only.star and only.keyword is None:
            pass
        case _:
            return steps, value
    others = [s for s in steps[:-1] if s is not empties[0]]
    looked_at = [e for s in steps_within(tuple(others)) for e in (*expressions(s), *s.targets)]
    if any(value in walk(e) for e in (*looked_at, iterable, only.value)) or target == value:
        return steps, value
    clause = Clause(target, iterable, (), False)
    return others, Comprehension("list", (only.value,), (clause,), call.span)


def is_empty_list(step: Step) -> bool:
    """Whether a step is `name = []`."""
    return step.kind == "assign" and step.value == Display("list", ()) and len(step.targets) == 1


def _early_return(step: Step) -> Expr | None:
    """What `if test: return value` returns, None for any other step."""
    if step.kind != "if" or len(step.blocks) != 1:
        return None
    block: Block = step.blocks[0]
    if len(block.steps) != 1 or block.steps[0].kind != "return":
        return None
    return block.steps[0].value if block.steps[0].value is not None else NONE


def free_names(expr: Expr) -> frozenset[str]:
    """The names that an expression reads from outside of it."""
    match expr:
        case Name(id=name):
            return frozenset({name})
        case Comprehension(elements=elements, clauses=clauses):
            found: set[str] = set()
            bound: set[str] = set()
            for clause in clauses:
                found |= free_names(clause.iterable) - bound
                bound |= free_names(clause.target)
                for test in clause.conditions:
                    found |= free_names(test) - bound
            for element in elements:
                found |= free_names(element) - bound
            return frozenset(found)
        case Closure(parameters=parameters, body=body):
            return free_names(body) - frozenset(parameters)
        case _:
            return frozenset(n for c in children(expr) for n in free_names(c))


def around(expr: Expr, source: Expr) -> bool:
    """Whether nothing but known builtins, conditions and a comprehension stands around a query."""
    if expr is source:
        return True
    match expr:
        case Comprehension(clauses=(first, *_)) if first.iterable is source:
            return not first.is_async
        case Call(callee=Name(id=function), args=(only,)) if function in BUILTINS and not only.star:
            return around(only.value, source)
        case ShortCircuit(operands=(first, *_)) | Operation(operands=(first, *_)):
            return around(first, source)
        case Item(value=value) | Attribute(value=value):
            return around(value, source)
        case _:
            return False


def why_not(effects: Effects, asker: Asker, shape: Shape, source: Expr, at: Step) -> str | None:
    """Why what is made of the rows cannot be made of all at once; None when it can.

    Nothing may be written, awaited or read from outside, and no relation loaded.
    """
    for part in walk(shape.expr):
        if isinstance(part, Await | Yield | Opaque | Closure | Bind):
            return "what it makes of the rows is more than a value"
    scope = asker.scope
    inline = not scope.is_local(shape.name)
    checked: list[tuple[tuple[Comprehension, ...], Expr]] = []
    _parts(shape.expr, Name(shape.name), (), checked, inline)
    for inside, part in checked:
        opened = [_with_source(c, shape.name, source) if inline else c for c in inside]
        reason = _impure(effects, asker, opened, part, at)
        if reason is not None:
            return reason
    if shape.query.gives == "entity":
        return _looks_deep(asker, shape, at)
    return None


def _parts(
    expr: Expr,
    name: Expr,
    inside: tuple[Comprehension, ...],
    found: list[tuple[tuple[Comprehension, ...], Expr]],
    inline: bool,
) -> None:
    """The parts whose effects are asked for, with the comprehensions that they stand in.

    Where the query stands in the expression itself, its name means nothing to the function: what
    is around it is opened until no part holds it.
    """
    if expr == name:
        return
    if not inline or all(part != name for part in walk(expr)):
        found.append((inside, expr))
        return
    if isinstance(expr, Comprehension):
        _parts(expr.clauses[0].iterable, name, inside, found, inline)
        deeper = (*inside, expr)
        for clause in expr.clauses[1:]:
            _parts(clause.iterable, name, deeper, found, inline)
        for part in (*(t for c in expr.clauses for t in c.conditions), *expr.elements):
            _parts(part, name, deeper, found, inline)
        return
    for child in children(expr):
        _parts(child, name, inside, found, inline)


def _with_source(comprehension: Comprehension, name: str, source: Expr) -> Comprehension:
    """The comprehension as it stands in the code, with the query in it."""
    first, *rest = comprehension.clauses
    if first.iterable == Name(name):
        first = replace(first, iterable=source)
    return replace(comprehension, clauses=(first, *rest))


def _impure(
    effects: Effects, asker: Asker, inside: Sequence[Comprehension], part: Expr, at: Step
) -> str | None:
    if not inside:
        return _impure_here(effects, asker, part, at)
    with asker.scope.inside(inside[0]):
        return _impure(effects, asker, inside[1:], part, at)


def _impure_here(effects: Effects, asker: Asker, part: Expr, at: Step) -> str | None:
    summary = effects.of_expr(asker.scope, part, at)
    for effect in summary.effects:
        if effect.resource == "random":
            return f"what it makes of the rows is not the same every time: {effect.via}"
    reason = why_not_pure(summary)
    if reason is not None:
        return f"what it makes of the rows is more than a value: {reason}"
    return None


def _looks_deep(asker: Asker, shape: Shape, at: Step) -> str | None:
    """Why making something of model instances may load more rows."""
    entity = asker.entity(shape.query.entity)
    if entity is None:
        return "the model behind the rows is not known"
    rows = {shape.name}
    for part in walk(shape.expr):
        if isinstance(part, Comprehension):
            for clause in part.clauses:
                if clause.iterable == Name(shape.name) and isinstance(clause.target, Name):
                    rows.add(clause.target.id)
    if only_columns(asker, entity, shape.expr, rows, shape.name, at):
        return None
    return f"what it makes of `{entity.name.rpartition('.')[2]}` may load other rows"


# -- what becomes of an answer without rows -----------------------------------------------------------


def absent(shape: Shape) -> Expr | None:
    """What the function returns where the query gives no row; None when that is not known."""
    if shape.query.answer == "all":
        return _value(shape.expr, shape.name, Display("list", ()))
    return _value(shape.expr, shape.name, shape.query.default or NONE)


def _value(expr: Expr, name: str, given: Expr) -> Expr | None:
    """An expression's value, as a constant or an empty display, for one value of the name."""
    match expr:
        case Name(id=found) if found == name:
            return given
        case Constant() | Display(items=()):
            return expr
        case Display(items=items) if all(isinstance(i, Constant) for i in items):
            return expr
        case Choice(test=test, then=then, otherwise=otherwise):
            known = _truth(test, name, given)
            return None if known is None else _value(then if known else otherwise, name, given)
        case ShortCircuit(operator=operator, operands=operands):
            for operand in operands[:-1]:
                value = _value(operand, name, given)
                known = _truth_of(value)
                if known is None or value is None:
                    return None
                if known is (operator == "or"):
                    return value
            return _value(operands[-1], name, given)
        case Comprehension(type=kind, clauses=(first, *_)):
            if _value(first.iterable, name, given) != Display("list", ()):
                return None
            if kind == "set":
                return Call(Name("set"), (), expr.span) if expr.span is not None else None
            return Display(kind, ()) if kind in ("list", "dict") else None
        case Operation(operator="is" | "is not" | "not"):
            known = _truth(expr, name, given)
            return None if known is None else Constant("bool", known)
        case Call(callee=Name(id=function), args=(only,)) if not only.star:
            return _called(function, _value(only.value, name, given))
        case _:
            return None


def _called(function: str, value: Expr | None) -> Expr | None:
    """What a builtin makes of a constant."""
    empty = isinstance(value, Display) and not value.items
    match function, value:
        case (("list" | "sorted"), _) if empty:
            return Display("list", ())
        case "tuple", _ if empty:
            return Display("tuple", ())
        case "dict", _ if empty:
            return Display("dict", ())
        case "len", _ if empty:
            return Constant("int", 0)
        case "bool", _ if (known := _truth_of(value)) is not None:
            return Constant("bool", known)
        case "int", Constant(type="int" | "bool", value=int() as number):
            return Constant("int", int(number))
        case _:
            return None


def _truth(test: Expr, name: str, given: Expr) -> bool | None:
    match test:
        case Operation(operator="not", operands=(inner,)):
            known = _truth(inner, name, given)
            return None if known is None else not known
        case Operation(operator="is" | "is not", operands=(left, Constant(value=None))):
            value = _value(left, name, given)
            if not isinstance(value, Constant | Display):
                return None
            is_none = isinstance(value, Constant) and value.value is None
            return is_none is (test.operator == "is")
        case _:
            return _truth_of(_value(test, name, given))


def _truth_of(value: Expr | None) -> bool | None:
    match value:
        case Constant(value=None | bool() | int() | str() as found):
            return bool(found)
        case Display(items=items):
            return bool(items)
        case _:
            return None


def present(shape: Shape, always_true: bool) -> Expr:
    """What is made of rows that are there: tests for their absence are gone.

    `always_true` says that a row counts as true wherever there is one.
    """

    def simplified(expr: Expr) -> Expr:
        if isinstance(expr, Choice):
            known = _there(expr.test, shape.name, always_true)
            if known is not None:
                return simplified(expr.then if known else expr.otherwise)
        return expr

    return shape.expr if shape.query.answer == "all" else simplified(shape.expr)


def _there(test: Expr, name: str, always_true: bool) -> bool | None:
    match test:
        case Name(id=found) if found == name and always_true:
            return True
        case Operation(operator="not", operands=(inner,)):
            known = _there(inner, name, always_true)
            return None if known is None else not known
        case Operation(operator="is" | "is not", operands=(Name(id=found), Constant(value=None))):
            return test.operator == "is not" if found == name else None
        case _:
            return None


def counts_as_true(asker: Asker, query: Query) -> bool:
    """Whether every row that the query gives is true where it is tested."""
    if query.gives == "row":
        return True
    if query.gives != "entity":
        return False
    entity = asker.entity(query.entity)
    if entity is None or asker.project.class_fact(entity.name) is None:
        return False
    facts = (asker.project.class_fact(owner) for owner in asker.project.mro(entity.name))
    return not any(f is not None and {"__bool__", "__len__"} & set(f[1].methods) for f in facts)


__all__ = [
    "Shape",
    "absent",
    "around",
    "counts_as_true",
    "folded",
    "free_names",
    "is_empty_list",
    "present",
    "why_not",
]
