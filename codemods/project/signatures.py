"""Whether a function may take one more parameter: who overrides it, stands for it, or hands it on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from codemods.languages.python.facts import ClassFact
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Call,
    Expr,
    Function,
    Name,
    expressions,
    steps_within,
    walk,
)
from codemods.project.codebase import Codebase
from codemods.project.dialects import is_test
from codemods.project.scope import Scope
from codemods.project.types import dotted_name


def why_not_changed(project: Codebase, function: Function) -> str:
    """Why a function must keep its signature; "" when it may take one more parameter."""
    if function.outer is not None:
        return "it is a function within a function"
    if function.is_generator:
        return "it is a generator, which would hold the connection as long as its consumer likes"
    if any(p.kind == "kwargs" for p in function.parameters):
        return "it takes any keyword already"
    for mark in function.decorators:
        if dotted_name(mark) not in ("staticmethod", "classmethod"):
            return f"it is decorated (`{spell(mark)}`)"
    if function.owner is not None:
        short = function.name.rpartition(".")[2]
        if short.startswith("__"):
            return "it is called by the language"
        for base in project.mro(function.owner):
            if base in (function.owner, "object"):
                continue
            if base == "?":
                return f"a base class of `{_short(function.owner)}` is not known"
            known = project.class_fact(base)
            if known is None and base.partition(".")[0] not in ("typing", "abc"):
                return f"`{_short(function.owner)}` inherits from `{base}`"
            if known is not None and short in known[1].methods:
                return f"it overrides `{_short(base)}.{short}`"
        for child in project.subclasses(function.owner):
            known = project.class_fact(child)
            if known is not None and child != function.owner and short in _made(known[1]):
                return f"`{_short(child)}.{short}` overrides it"
        if _looks_like(project, function, short):
            return f"it stands for `{_looks_like(project, function, short)}` of a protocol"
    return used_otherwise(project, function)


def why_not_given(project: Codebase, function: Function) -> str:
    """Why callers cannot give a function one thing more, by a keyword that it takes; "" when they can.

    Unlike a connection, what it is given stands for what it would ask for itself: a class above may
    have a method of that name, whose callers go on without it.
    """
    if function.outer is not None:
        return "it is a function within a function"
    if any(p.kind == "kwargs" for p in function.parameters):
        return "it takes any keyword already"
    if function.decorators:
        return f"it is decorated (`{spell(function.decorators[0])}`)"
    if function.owner is not None:
        short = function.name.rpartition(".")[2]
        if short.startswith("__"):
            return "it is called by the language"
        if "?" in project.mro(function.owner):
            return f"a base class of `{_short(function.owner)}` is not known"
        for child in project.subclasses(function.owner):
            known = project.class_fact(child)
            if known is not None and child != function.owner and short in _made(known[1]):
                return f"`{_short(child)}.{short}` overrides it"
    return used_otherwise(project, function)


def _made(fact: ClassFact) -> tuple[str, ...]:
    """What the body of a class puts under a name: its methods, and what it assigns."""
    return (*fact.methods, *(name for name, _, _ in fact.attributes))


def _looks_like(project: Codebase, function: Function, short: str) -> str:
    """A protocol with a method of that name: who is called through it must keep its signature."""
    for module in project.mentioning("Protocol"):
        for fact in module.facts.classes:
            name = f"{module.name}.{fact.name}"
            if short in fact.methods and name != function.owner:
                if any(s.name.endswith(".Protocol") for s in project.bases(name)):
                    return _short(name)
    return ""


def used_otherwise(project: Codebase, function: Function) -> str:
    """Where a function is handed on, stored or replaced instead of called; "" for nowhere."""
    key = ("used otherwise", function.name)
    found = project.memo.get(key)
    if not isinstance(found, str):
        found = next(_other_uses(project, function), "")
        project.memo[key] = found
    return found


def _other_uses(project: Codebase, function: Function) -> Iterator[str]:
    short = function.name.rpartition(".")[2]
    word = re.compile(rf"(?<![\w\"']){re.escape(short)}\b(?!\s*[(=])")
    for module in project.mentioning(short):
        rows = project.lines(module.path)
        at = _replaced_in(rows, short, is_test(module.path))
        if at:
            yield f"it is replaced by its name ({module.path}:{at})"
        inside: set[int] = set()
        for fact in module.facts.functions:
            part = range(fact.line, fact.end_line + 1)
            inside.update(part)
            user = project.function(module, fact) if _mentions(rows, part, word) else None
            if user is not None:
                yield from _handed_around(project, user, function, module.path)
        for number, row in _of_module(rows, inside):
            if word.search(row):
                yield f"it is used as a value ({module.path}:{number})"


def _replaced_in(rows: Sequence[str], short: str, is_test: bool) -> int:
    """The line in which something else is put in the place of a function by its name; 0 for none.

    A test may also set it on an object; elsewhere it is known what is set on which objects.
    """
    name = re.escape(short)
    patched = rf"(?:patch|setattr)(?:[^\n]*|[\w.]*\([^()]*)\b{name}[\"']"
    held = rf"|\.{name}\s*=(?!=)" if is_test else ""
    text = "\n".join(rows)
    found = re.search(patched + held, text)
    return text.count("\n", 0, found.end()) + 1 if found is not None else 0


def _mentions(rows: list[str], part: range, word: re.Pattern[str]) -> bool:
    return any(word.search(rows[n - 1]) for n in part)


def _of_module(rows: list[str], inside: set[int]) -> Iterator[tuple[int, str]]:
    """The lines that run with the module, but for its imports, texts and comments."""
    importing = False
    for number, row in enumerate(rows, 1):
        code = row.partition("#")[0].strip()
        if number in inside or code.startswith(('"', "'")):
            continue
        if importing or code.startswith(("from ", "import ")):
            opened = importing or "(" in code
            importing = opened and ")" not in code
            continue
        yield number, code


def _handed_around(
    project: Codebase, user: Function, function: Function, path: str
) -> Iterator[str]:
    scope = Scope(project, user)
    short = function.name.rpartition(".")[2]
    head: list[Expr | None] = list(user.decorators)
    for parameter in user.parameters:
        head += (parameter.annotation, parameter.default)
    for part in (p for e in head if e is not None for p in walk(e)):
        if part == Name(short) or (isinstance(part, Attribute) and part.name == short):
            yield f"it is used as a value ({path}:{user.span.line})"
    for step in steps_within(user.body):
        for expr in expressions(step):
            called = {id(p.callee) for p in walk(expr) if isinstance(p, Call)}
            for part in walk(expr):
                if id(part) in called:
                    continue
                if isinstance(part, Name) and part.id == short and function.owner is None:
                    symbol = scope.symbol_of(part)
                    if symbol is not None and symbol.name == function.name:
                        yield f"it is used as a value ({path}:{step.span.line})"
                elif isinstance(part, Attribute) and part.name == short:
                    symbol = scope.symbol_of(part)
                    if symbol is None or symbol.name == function.name:
                        yield f"it is used as a value ({path}:{step.span.line})"


def _short(name: str) -> str:
    return name.rpartition(".")[2]
