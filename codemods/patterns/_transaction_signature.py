"""Helpers that take a connection, or could: by which parameter, and what changes in them for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Expr,
    Function,
    Name,
    Step,
)
from codemods.model.spans import Span
from codemods.model.steps import AddImport, Append, Exchange, Forget, PlanStep, TakeParameter
from codemods.patterns._transaction_own import Own, sent_to
from codemods.project.codebase import Codebase
from codemods.project.decorators import receiver_name
from codemods.project.files import oldest_python
from codemods.project.signatures import why_not_changed


def signature(project: Codebase, function: Function) -> str:
    """A function as its `def` says it, and where that stands."""
    parts = []
    for number, item in enumerate(function.parameters):
        if number == 0 and item.name == receiver_name(project, function):
            continue
        star = {"args": "*", "kwargs": "**"}.get(item.kind, "")
        note = f": {spell(item.annotation)}" if item.annotation is not None else ""
        sign = " = " if note else "="
        default = f"{sign}{spell(item.default)}" if item.default is not None else ""
        parts.append(f"{star}{item.name}{note}{default}")
    path = project.modules[function.module].path
    short = function.name.removeprefix(f"{function.module}.")
    module = function.module.rpartition(".")[2]
    shown = f"{module}.{short}" if module else short
    return f"`{shown}({', '.join(parts)})` ({path}:{function.span.line})"


# -- one more parameter ----------------------------------------------------------------------------------


def why_no_connection(project: Codebase, function: Function) -> str:
    """Why a function cannot be handed a connection by one more parameter; "" when it can."""
    oldest = oldest_python(project.root)
    if oldest is not None and oldest < (3, 10) and function.outer is None:
        return f"the project runs on Python 3.{oldest[1]}, where `async with nullcontext()` fails"
    return why_not_changed(project, function)


@dataclass(frozen=True, slots=True)
class Parameters:
    """How the new parameter of a helper is written there."""

    name: str
    code: str
    imports: tuple[AddImport, ...] = ()


def new_parameter(project: Codebase, function: Function, name: str, kind: str) -> Parameters:
    """The parameter in the style of the function's others: annotated where they are."""
    own = [p for p in function.parameters if p.name != receiver_name(project, function)]
    if own and not any(p.annotation is not None for p in own):
        return Parameters(name, f"{name}=None")
    module = project.modules[function.module]
    package, _, short = kind.rpartition(".")
    imports: tuple[AddImport, ...] = ()
    here = project.lookup(module, short)
    if here.name and project.catalogue.type(here.name) is project.catalogue.type(kind):
        spelled = short
    elif project.lookup(module, package).name == package:
        spelled = kind
    elif here.kind != "unknown":
        raise CannotWrite(f"`{short}` has another meaning in `{module.name}`")
    else:
        spelled, imports = short, (AddImport(package, short),)
    if "Optional" in module.imports and not any("| None" in r for r in project.lines(module.path)):
        return Parameters(name, f"{name}: Optional[{spelled}] = None", imports)
    return Parameters(name, f"{name}: {spelled} | None = None", imports)


def changed(own: Own, parameter: Parameters) -> tuple[PlanStep, ...]:
    """The edit of a helper: it takes a connection, and works on that where it is given one."""
    function = own.reader.function
    name, line = function.name, function.span.line
    steps: list[PlanStep] = [TakeParameter(name, line, parameter.code), *parameter.imports]
    if own.item is None:
        steps += _on_either(own, parameter)
        return tuple(steps)
    span = getattr(own.opener, "span", None)
    if not isinstance(span, Span):
        raise CannotWrite("how it opens its connection cannot be replaced")
    rows = own.reader.project.lines(own.reader.module.path)
    if span.line != span.end_line:
        raise CannotWrite("how it opens its connection goes over several lines")
    text = rows[span.line - 1].encode()[span.column : span.end_column].decode()
    new = f"nullcontext({parameter.name}) if {parameter.name} else {text}"
    steps += [Exchange(name, line, span, new), AddImport("contextlib", "nullcontext")]
    if own.commit is not None:
        steps += _stored_by_caller(own, parameter)
    return tuple(steps)


def _stored_by_caller(own: Own, parameter: Parameters) -> Iterator[PlanStep]:
    """What a helper commits is flushed where its caller commits, and left alone without a session."""
    function, commit = own.reader.function, own.commit
    if commit is None or commit.span.line != commit.span.end_line or commit.shared_line:
        raise CannotWrite("its commit goes over several lines")
    if own.item is None or not isinstance(own.item.target, Name):
        raise CannotWrite("its connection has no name")
    name, given = own.item.target.id, parameter.name
    word = "await " if isinstance(commit.value, Await) else ""
    if own.connection.style == "flushes":
        code = f"{word}({name}.flush() if {given} else {name}.commit())"
        code = code if word else f"{name}.flush() if {given} else {name}.commit()"
        yield Exchange(function.name, function.span.line, commit.span, code)
        return
    lines = f"if {given} is None:\n    {word}{name}.commit()"
    yield Append(function.name, function.span.line, commit.span, lines)
    yield Forget(function.name, function.span.line, commit.span)


def _on_either(own: Own, parameter: Parameters) -> Iterator[PlanStep]:
    """`(conn or pool).execute(...)` for each statement that the pool is sent."""
    function, scope = own.reader.function, own.reader.scope

    def is_pool(expr: Expr, step: Step) -> bool:
        if isinstance(own.opener, Call):
            return isinstance(expr, Call) and spell(expr) == spell(own.opener)
        named = isinstance(expr, Name | Attribute)
        return named and scope.place_of(expr, step) == own.connection.place

    for place, text in sent_to(own.reader, function.body, is_pool):
        yield Exchange(function.name, function.span.line, place, f"({parameter.name} or {text})")
