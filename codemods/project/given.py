"""Functions as they run when it is known whether an optional connection was handed to them.

`await (conn or pool).execute(...)` works on two connections, but in no one call on both: a call says
which it is. The function that is left for one kind of call has no more choices of that sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

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
    Function,
    Item,
    Name,
    Opaque,
    Operation,
    Parameter,
    ShortCircuit,
    Spread,
    Step,
    WithItem,
    Yield,
    bound_names,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Place
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase, Module, View
from codemods.project.types import Type, dotted_name, members

# Where nothing is annotated, only parameters that sound like a connection are worth the work.
_SOUNDS = re.compile(r"conn|session|^db$|_db$|^tx$|transaction|cursor|using", re.I)
_NO = Constant("none", None)
_LEAVING = ("return", "raise", "continue", "break")
Given = dict[str, bool]


def optional_connections(project: Codebase, function: Function) -> tuple[Parameter, ...]:
    """The parameters that may be None and otherwise hold a connection."""
    key = ("optional connections", function.name, function.span.line)
    found = project.memo.get(key)
    if not isinstance(found, tuple):
        found = project.memo[key] = tuple(
            p
            for p in function.parameters
            if p.default == _NO and _may_connect(project, function, p)
        )
    return found


def _may_connect(project: Codebase, function: Function, parameter: Parameter) -> bool:
    if parameter.annotation is None:
        return _SOUNDS.search(parameter.name) is not None
    module = project.modules[function.module]
    declared = type_of_annotation(project, module, parameter.annotation, function.owner)
    return is_connection(project, declared)


def is_connection(project: Codebase, type_: Type | None) -> bool:
    """Whether all that a value may be, but None, works on a database for its owner.

    Objects of that kind are true: none has a length or a truth value of its own.
    """
    found = [p for p in members(type_) if p.name != "None"]
    return bool(found) and all(
        (known := project.catalogue.type(p.name)) is not None
        and known.carries == "database"
        and bool(known.concurrency)
        for p in found
    )


def as_called(
    scope: View, function: Function, bound: Mapping[str, Expr | None], at: Step | None
) -> Function:
    """The function as a call runs it, whose arguments `bound` are expressions of `scope`."""
    given: Given = {}
    for parameter in optional_connections(scope.project, function):
        value = bound.get(parameter.name)
        if value is None:
            continue
        if value == _NO:
            given[parameter.name] = False
            continue
        type_ = scope.type_of(value, at)
        if type_ is not None and not type_.optional and is_connection(scope.project, type_):
            given[parameter.name] = True
        elif isinstance(value, Name) and scope.place_of(value, at) == Place("parameter", value.id):
            handed_on = dict(scope.function.given).get(value.id)
            if handed_on is not None:
                given[parameter.name] = handed_on
    for name in _who_commits(scope.project, function):
        value = bound.get(name)
        if isinstance(value, Constant) and isinstance(value.value, bool):
            given[name] = value.value
        elif isinstance(value, Name) and scope.place_of(value, at) == Place("parameter", value.id):
            handed_on = dict(scope.function.given).get(value.id)
            if handed_on is not None:
                given[name] = handed_on
    return specialised(scope.project, function, given)


def _who_commits(project: Codebase, function: Function) -> tuple[str, ...]:
    """The parameters that say whether a function commits: `if commit: session.commit()`."""
    flags = {
        p.name
        for p in function.parameters
        if isinstance(p.default, Constant) and p.default.type == "bool"
    }
    if not flags:
        return ()
    key = ("who commits", function.name, function.span.line)
    found = project.memo.get(key)
    if not isinstance(found, tuple):
        found = project.memo[key] = tuple(sorted(flags & _tested_for_commits(function)))
    return found


def _tested_for_commits(function: Function) -> set[str]:
    tested: set[str] = set()
    compared: set[str] = set()
    for step in steps_within(function.body):
        test = step.value
        if isinstance(test, Operation) and test.operator == "not":
            test = test.operands[0]
        if step.kind == "if" and isinstance(test, Name):
            inside = (
                p
                for b in step.blocks
                for s in steps_within(b.steps)
                for e in expressions(s)
                for p in walk(e)
            )
            if any(isinstance(p, Attribute) and p.name == "commit" for p in inside):
                tested.add(test.id)
        for part in (p for e in expressions(step) for p in walk(e)):
            if isinstance(part, Operation) and part.operator in ("is", "is not", "==", "!="):
                compared |= {o.id for o in part.operands if isinstance(o, Name)}
    return tested - compared


def specialised(project: Codebase, function: Function, given: Given) -> Function:
    """The function with all choices made that depend on whether these parameters are given."""
    if not given:
        return function
    said = tuple(sorted(given.items()))
    key = ("specialised", function.name, function.span.line, said)
    found = project.memo.get(key)
    if not isinstance(found, Function):
        making = _Making(project, project.modules[function.module])
        body = _renumbered(making.steps(function.body, dict(given)), ())
        found = project.memo[key] = replace(function, body=body, given=said)
    return found


class _Making:
    """Makes the choices; what is known of a name ends where it is bound anew."""

    def __init__(self, project: Codebase, module: Module) -> None:
        self._project = project
        self._module = module

    def steps(self, steps: tuple[Step, ...], known: Given) -> tuple[Step, ...]:
        result: list[Step] = []
        for step in steps:
            result += self._step(step, known)
            if result and result[-1].kind in _LEAVING:
                break
        return tuple(result)

    def _step(self, step: Step, known: Given) -> Iterator[Step]:
        if step.kind in ("for", "while", "try"):
            # Their blocks may run after each other and again.
            for name in _bound_in((step,)) & set(known):
                del known[name]
        if step.kind in ("if", "while") and step.value is not None:
            test = self.expr(step.value, known)
            answer = truth(test, known)
            if step.kind == "if" and answer is not None:
                role = "body" if answer else "else"
                taken = next((b.steps for b in step.blocks if b.role == role), ())
                yield from self.steps(taken, known)
                return
        items = []
        for item in step.items:
            context = self.expr(item.context, known)
            if self._is_itself(context, item.target):
                items.append(WithItem(context, None))
                continue
            items.append(WithItem(context, item.target))
            for name in bound_names(item.target) if item.target is not None else ():
                known.pop(name, None)
        made = replace(
            step,
            value=self.expr(step.value, known) if step.value is not None else None,
            second=self.expr(step.second, known) if step.second is not None else None,
            targets=tuple(self.expr(t, known) for t in step.targets),
            items=tuple(items),
        )
        for name in _bound_by(made):
            known.pop(name, None)
        if step.blocks:
            blocks = []
            for block in step.blocks:
                inner = dict(known)
                blocks.append(replace(block, steps=self.steps(block.steps, inner)))
            made = replace(made, blocks=tuple(blocks))
            for name in _bound_in(tuple(s for b in made.blocks for s in b.steps)) & set(known):
                del known[name]
        yield made

    def _is_itself(self, context: Expr, target: Expr | None) -> bool:
        """`with nullcontext(conn) as conn`: the name means what it meant."""
        if not isinstance(context, Call) or not isinstance(target, Name):
            return False
        dotted = dotted_name(context.callee)
        if dotted is None or [a.value for a in context.args] != [target]:
            return False
        return self._project.resolve_dotted(self._module, dotted).name == "contextlib.nullcontext"

    def expr(self, expr: Expr, known: Given) -> Expr:
        """The expression without the choices whose outcome is known."""

        def inner(part: Expr) -> Expr:
            return self.expr(part, known)

        match expr:
            case Name() | Constant() | Closure():
                return expr
            case Attribute(value=value):
                return replace(expr, value=inner(value))
            case Spread(value=value) | Await(value=value) | Bind(value=value):
                return replace(expr, value=inner(value))
            case Item(value=value, key=key):
                return replace(expr, value=inner(value), key=inner(key))
            case Call(callee=callee, args=args):
                handed = tuple(Argument(inner(a.value), a.keyword, a.star) for a in args)
                return replace(expr, callee=inner(callee), args=handed)
            case Operation(operands=operands):
                return replace(expr, operands=tuple(map(inner, operands)))
            case ShortCircuit(operator=operator, operands=operands):
                return self._short(operator, tuple(map(inner, operands)), known)
            case Choice(test=test, then=then, otherwise=otherwise):
                asked = inner(test)
                answer = truth(asked, known)
                if answer is None:
                    return Choice(asked, inner(then), inner(otherwise))
                return inner(then) if answer else inner(otherwise)
            case Display(items=items):
                return replace(expr, items=tuple(map(inner, items)))
            case Opaque(parts=parts):
                return replace(expr, parts=tuple(map(inner, parts)))
            case Comprehension(elements=elements, clauses=clauses):
                if {n for c in clauses for n in bound_names(c.target)} & set(known):
                    return expr
                return replace(
                    expr,
                    elements=tuple(map(inner, elements)),
                    clauses=tuple(
                        Clause(
                            c.target,
                            inner(c.iterable),
                            tuple(map(inner, c.conditions)),
                            c.is_async,
                        )
                        for c in clauses
                    ),
                )
            case Yield(value=value):
                return expr if value is None else Yield(inner(value))

    def _short(self, operator: str, operands: tuple[Expr, ...], known: Given) -> Expr:
        left: list[Expr] = []
        for operand in operands:
            answer = truth(operand, known)
            if answer is not None and answer == (operator == "or"):
                left.append(operand)  # the ones after it are never looked at
                break
            if answer is None or operand is operands[-1]:
                left.append(operand)
        return left[0] if len(left) == 1 else ShortCircuit(operator, tuple(left))


def truth(expr: Expr, known: Mapping[str, bool]) -> bool | None:
    """Whether an expression is true, as far as that follows from what is given."""
    match expr:
        case Name(id=name):
            return known.get(name)
        case Operation(operator="not", operands=(operand,)):
            inner = truth(operand, known)
            return None if inner is None else not inner
        case Operation(operator="is" | "is not" | "==" | "!=" as sign, operands=(one, other)):
            if one == _NO:
                one, other = other, one
            if other == _NO and isinstance(one, Name) and one.id in known:
                return known[one.id] == (sign in ("is not", "!="))
            return None
        case ShortCircuit(operator=operator, operands=operands):
            found = [truth(o, known) for o in operands]
            decisive = operator == "or"
            if decisive in found[:1]:
                return decisive
            return not decisive if all(f is not None and f != decisive for f in found) else None
        case Constant(type="none"):
            return False
        case _:
            return None


def _bound_by(step: Step) -> set[str]:
    found = set(step.names) if step.kind in ("import", "function", "class") else set()
    for target in step.targets:
        found |= set(bound_names(target))
    for item in step.items:
        if item.target is not None:
            found |= set(bound_names(item.target))
    for block in step.blocks:
        found |= {*block.pattern_names, *((block.name,) if block.name else ())}
    for expr in expressions(step):
        found |= {p.name for p in walk(expr) if isinstance(p, Bind)}
    return found


def _bound_in(steps: tuple[Step, ...]) -> set[str]:
    return {name for step in steps_within(steps) for name in _bound_by(step)}


def _renumbered(steps: tuple[Step, ...], path: tuple[int, ...]) -> tuple[Step, ...]:
    """The steps with paths that fit where they stand now."""
    return tuple(
        replace(
            step,
            path=(*path, number),
            blocks=tuple(
                replace(block, steps=_renumbered(block.steps, (*path, number, index)))
                for index, block in enumerate(step.blocks)
            ),
        )
        for number, step in enumerate(steps)
    )
