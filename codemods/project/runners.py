"""Calls of functions that run the SQL text they are handed: with a text that is known, a query.

Rows for many keys are asked for by the same function, with the same arguments beside its text and
values; where it gives one row, by another one that gives all rows in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from codemods.languages.python.queries.handing import Runs
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Choice,
    Constant,
    Display,
    Expr,
    Function,
    Name,
    Operation,
    Spread,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Unreadable
from codemods.project import calls
from codemods.project.constants import constant_text
from codemods.project.decorators import receiver_name
from codemods.project.effects import Effects
from codemods.project.given import as_called, specialised
from codemods.project.runner_bodies import NoRunner, Runner, runner_of
from codemods.project.scope import Scope
from codemods.project.types import Type

_MOST_LAYERS = 4


def runs_sql(
    effects: Effects, scope: Scope, call: Call, at: Step | None, awaited: bool, depth: int = 0
) -> Runs | Unreadable | None:
    """How a call runs the SQL text it is handed; None where it does no such thing."""
    if depth > _MOST_LAYERS or not any(_may_be_text(scope, a.value, at) for a in call.args):
        return None  # Most calls end here, before anything is asked about what they run.
    targets = calls.targets(scope, call, at)
    if len(targets) != 1 or targets[0].kind != "function" or targets[0].function is None:
        return None
    function = targets[0].function
    if function.is_async != awaited or function.is_generator:
        return None
    self_type = targets[0].self_type if function.owner else None
    known = _as_called(scope, call, function, at)
    runner = runner_of(effects, known, self_type, depth)
    if isinstance(runner, NoRunner):
        held = calls.bind(scope.project, call, function).get(runner.text)
        text = constant_text(scope, held, at)
        asks = text is not None and text.lstrip().upper().startswith("SELECT")
        return Unreadable(runner.reason, runner.trap) if asks else None
    if runner is None:
        return None
    found = _told(scope, call, function, runner)
    if found is None or (runner.made.answer == "all" and not runner.made.single):
        return replace(found, many=call) if found is not None else None
    for other in _alternatives(effects, scope, call, function, self_type, depth):
        many = _rows_of(effects, scope, other, at, function, depth)
        if many is not None and _alike(found, many):
            return replace(found, many=other, style=many.style)
    short = function.name.rpartition(".")[2]
    reason = f"`{short}` gives one row, and nothing beside it gives all rows in the same way"
    return replace(found, why_one=reason)


def _may_be_text(scope: Scope, given: Expr, at: Step | None) -> bool:
    match given:
        case Display(type="text") | Operation():
            return True
        case Name(id=name) if name in scope.parameters:
            return True  # a function that hands on what it is handed
        case Call(args=(first, *_)):
            return _may_be_text(scope, first.value, at)
        case _:
            text = constant_text(scope, given, at)
            return text is not None and len(text.split()) > 1


def _as_called(scope: Scope, call: Call, function: Function, at: Step | None) -> Function:
    """The function as this call runs it: with its flags and the values that are given."""
    bound = calls.bind(scope.project, call, function)
    known = as_called(scope, function, bound, at)
    given = {n: bool(v.value) for n, v in _flags(function, bound).items()}
    for parameter in function.parameters:
        value = bound.get(parameter.name)
        if isinstance(value, Display) and value.type != "text" and _has_items(value):
            given[parameter.name] = True
    given |= dict(known.given)
    return specialised(scope.project, function, given)


def _has_items(display: Display) -> bool:
    return any(not isinstance(i, Spread) for i in display.items)


def _flags(function: Function, bound: Mapping[str, Expr | None]) -> dict[str, Constant]:
    """The parameters that are true or false in a call, and that the function decides by."""
    found: dict[str, Constant] = {}
    tests = [e for e in _tests(function) for e in walk(e)]
    for parameter in function.parameters:
        value = bound.get(parameter.name)
        if isinstance(value, Constant) and value.type == "bool" and Name(parameter.name) in tests:
            found[parameter.name] = value
    # `one is None` is another question.
    asked = {p for e in _tests(function) for p in walk(e) if getattr(p, "operator", "") == "is"}
    return {n: v for n, v in found.items() if not any(Name(n) in walk(a) for a in asked)}


def _tests(function: Function) -> Iterator[Expr]:
    for step in steps_within(function.body):
        if step.kind == "if" and step.value is not None:
            yield step.value
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Choice):
                    yield part.test


def _told(scope: Scope, call: Call, function: Function, runner: Runner) -> Runs | None:
    """Text and values of a call, by the parameters that hold them."""
    bound = calls.bind(scope.project, call, function)
    text = bound.get(runner.text)
    if text is None or not any(a.value is text for a in call.args):
        return None
    parameters = list(function.parameters)
    if receiver_name(scope.project, function) is not None:
        parameters = parameters[1:]
    places = sum(p.kind == "positional" for p in parameters)
    named = {p.name for p in parameters if p.kind in ("positional", "keyword")}
    plain = [a for a in call.args if a.keyword is None and a.star != "**"]
    if any(a.star for a in plain[:places]):
        return None
    match runner.handing:
        case "star":
            values = tuple(plain[places:])
        case "keywords":
            values = tuple(a for a in call.args if a.star == "**" or _is_more(a, named))
        case _:
            values = tuple(a for a in call.args if a.value is bound.get(runner.values))
    if any(a.star and a not in values for a in call.args):
        return None
    others = tuple(
        a.value for a in call.args if a.value is not text and not any(a is v for v in values)
    )
    made = runner.made
    return Runs(
        runner.driver, text, runner.handing, values, others, made.answer, made.single, made.style,
        made.row, runner.through, cursor=runner.cursor,
    )  # fmt: skip


def _is_more(arg: Argument, named: set[str]) -> bool:
    return arg.keyword is not None and arg.keyword not in named


# -- the call for all rows --------------------------------------------------------------------------


def _alternatives(
    effects: Effects,
    scope: Scope,
    call: Call,
    function: Function,
    self_type: Type | None,
    depth: int,
) -> Iterator[Call]:
    """Calls with the same arguments that may give all rows: by another flag, or by another name."""
    bound = calls.bind(scope.project, call, function)
    for name, value in _flags(function, bound).items():
        yield _flipped(call, function, name, value, bound)
    callee = call.callee
    for other in _siblings(effects, function, self_type, depth):
        short = other.name.rpartition(".")[2]
        if isinstance(callee, Attribute):
            yield replace(call, callee=Attribute(callee.value, short))
            continue
        symbol = scope.symbol_of(Name(short))
        if symbol is not None and symbol.name == other.name:
            yield replace(call, callee=Name(short))


def _flipped(
    call: Call, function: Function, name: str, value: Constant, bound: Mapping[str, Expr | None]
) -> Call:
    """The call with the other value of a flag."""
    default = next((p.default for p in function.parameters if p.name == name), None)
    other = Constant("bool", not value.value)
    args: list[Argument] = []
    changed_one = False
    for arg in call.args:
        if arg.value is not bound.get(name):
            args.append(arg)
            continue
        changed_one = True
        if arg.keyword is None or default != other:
            args.append(Argument(other, arg.keyword))
    if not changed_one:
        args.append(Argument(other, name))
    return replace(call, args=tuple(args))


def _siblings(
    effects: Effects, function: Function, self_type: Type | None, depth: int
) -> list[Function]:
    """The other functions of a class or a module that run a text they are handed."""
    key = ("sibling runners", function.name, self_type)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = [
            f
            for f in neighbours(effects, function, self_type)
            if runner_of(effects, f, self_type, depth) is not None
        ]
    return memo[key]  # type: ignore[return-value]


def neighbours(effects: Effects, function: Function, self_type: Type | None) -> Iterator[Function]:
    project = effects.project
    names: list[str] = []
    if function.owner is not None and self_type is not None:
        for owner in project.mro(self_type.name):
            fact = project.class_fact(owner)
            names += [f"{owner}.{m}" for m in fact[1].methods] if fact is not None else []
    elif function.owner is None and function.outer is None:
        module = project.modules[function.module]
        names = [f"{module.name}.{f.name}" for f in module.facts.functions if "." not in f.name]
    for name in dict.fromkeys(names):
        if name != function.name and not name.rpartition(".")[2].startswith("__"):
            for other in project.functions_named(name):
                if other.is_async == function.is_async and not other.is_generator:
                    yield other


def _rows_of(
    effects: Effects,
    scope: Scope,
    call: Call,
    at: Step | None,
    function: Function,
    depth: int,
) -> Runs | None:
    """How a call runs its text, where it gives all rows and takes the arguments as another does."""
    targets = calls.targets(scope, call, at)
    if len(targets) != 1 or targets[0].function is None:
        return None
    target = targets[0].function
    if target.is_async != function.is_async:
        return None
    known = _as_called(scope, call, target, at)
    owner = targets[0].self_type if target.owner else None
    runner = runner_of(effects, known, owner, depth)
    if not isinstance(runner, Runner) or runner.made.answer != "all" or runner.made.single:
        return None
    found = None if runner.cursor else _told(scope, call, target, runner)
    if found is None:
        return None
    one, many = (calls.bind(scope.project, call, f) for f in (function, target))
    for other in found.others:
        flag = other not in one.values()
        if not flag and _names_of(one, other) != _names_of(many, other):
            return None
    return found


def _names_of(bound: Mapping[str, Expr | None], value: Expr) -> list[str]:
    return [name for name, given in bound.items() if given is value]


def _alike(one: Runs, many: Runs) -> bool:
    """Whether rows come by another call as they do by this one, but all of them."""
    same = (one.driver, one.handing, one.through) == (many.driver, many.handing, many.through)
    same = same and one.text is many.text
    same = same and [id(v) for v in one.values] == [id(v) for v in many.values]
    return same and (one.single or (one.row, one.style) == (many.row, many.style))


__all__ = ["neighbours", "runs_sql"]
