"""What the callers of a function hand to its parameters, where the parameters say nothing themselves.

Two facts are worth a type. Of a function that nobody outside can know (its name begins with `_`, or it
stands in another function) and that nobody hands around, all calls are seen: what they agree on is its
type. Of any other function the callers outside are not seen, so only one thing is believed: where all
calls of the project give a session of SQLAlchemy, it is one. No other class is asked in its way, and
nothing about the equality of keys, or about what may run beside itself, rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace

from codemods.languages.python.facts import FunctionFact
from codemods.model.code import (
    Attribute,
    Call,
    Closure,
    Comprehension,
    Constant,
    Expr,
    Function,
    Name,
    Parameter,
    Step,
    children,
    expressions,
    steps_within,
)
from codemods.project import calls
from codemods.project.call_sites import modules_calling
from codemods.project.codebase import Codebase, Module
from codemods.project.decorators import is_classmethod, receiver_name
from codemods.project.dialects import is_test
from codemods.project.patched import is_patched
from codemods.project.scope import Scope
from codemods.project.showing import modules_by_word
from codemods.project.types import Type, join, members

# Functions in which a name is called, and modules in which it stands: beyond, nobody looks.
_MOST_CALLERS = 40
_MOST_MODULES = 25
_PRIVATE = re.compile(r"\b_[A-Za-z]\w*")
# By what a session is called where nothing is annotated.
_SOUNDS = re.compile(r"session|^s$|^db$|_db$|^dbs|conn", re.I)
# Bases that call no method of a class below them.
_QUIET_BASES = frozenset(
    ["object", "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol"]
)
_METHODS = ("staticmethod", "classmethod")
_ANY_NAME = re.compile(r"""getattr\(.*["']_["'{]""")
# A text that chooses a method by its name.
_CHOOSES = re.compile(r"getattr\(\s*(?:self|cls|type\(self\))\b|globals\(\)|sys\.modules")


@dataclass(frozen=True, slots=True)
class Site:
    """One call: the types it gives, by parameter; None for those that are not known."""

    module: Module
    types: Mapping[str, Type | None]


def handed_types(project: Codebase, function: Function) -> Mapping[str, Type]:
    """The types of those parameters of a function that only its callers tell."""
    key = ("handed", function.name, function.span.line)
    known = project.memo.get(key)
    if isinstance(known, dict):
        return known
    project.memo[key] = {}
    silent = tuple(p for p in own_parameters(project, function) if p.annotation is None)
    found: dict[str, Type] = {}
    if silent:
        if is_known_only_here(function) and _is_of_interest(project, function):
            found = _of_closed(project, function, silent)
        left = tuple(p for p in silent if p.name not in found and _SOUNDS.search(p.name))
        if left and _has_sessions(project):
            found = {**found, **_sessions(project, function, left)}
    project.memo[key] = found
    return found


def own_parameters(project: Codebase, function: Function) -> tuple[Parameter, ...]:
    """The parameters that a call fills one by one, without the object that a method belongs to."""
    receiver = receiver_name(project, function)
    return tuple(
        p for p in function.parameters if p.name != receiver and p.kind in ("positional", "keyword")
    )


def is_known_only_here(function: Function) -> bool:
    """Whether by its name or place nobody outside the project calls a function."""
    short = function.name.rpartition(".")[2]
    if function.outer is not None:
        return function.owner is None
    return short.startswith("_") and not short.startswith("__")


def _is_of_interest(project: Codebase, function: Function) -> bool:
    """Whether a type may lead to a finding: something is done again and again, or is awaited."""
    lines = project.lines(project.modules[function.module].path)
    text = "\n".join(lines[function.span.line - 1 : function.span.end_line])
    return function.is_async or "for " in text or "while " in text


# -- all callers are seen ---------------------------------------------------------------------------


def _of_closed(
    project: Codebase, function: Function, silent: tuple[Parameter, ...]
) -> dict[str, Type]:
    if not has_own_calls_only(project, function) or is_patched(project, function.name):
        return {}
    places = _places(project, function)
    if places is None:
        return {}
    found: list[Site] = []
    for module, facts, wanted in places:
        sites = list(_sites(project, function, module, facts))
        if len(sites) != wanted or any(s is None for s in sites):
            return {}
        found += (s for s in sites if s is not None)
    agreed: dict[str, Type] = {}
    for parameter in silent:
        type_ = join(s.types[parameter.name] for s in found if parameter.name in s.types)
        if type_ is not None and type_.name != "None":
            agreed[parameter.name] = type_
    return agreed


def has_own_calls_only(project: Codebase, function: Function) -> bool:
    """Whether nobody but calls by its name runs a function: no decorator, no framework above it."""
    if any(not (isinstance(d, Name) and d.id in _METHODS) for d in function.decorators):
        return False
    if function.owner is None:
        return True
    for owner in project.mro(function.owner):
        if project.class_fact(owner) is None and owner not in _QUIET_BASES:
            return False
    return True


_Place = tuple[Module, list[FunctionFact], int]


def _places(project: Codebase, function: Function) -> list[_Place] | None:
    """Where a name stands as one that is called, and how often; None where it stands as a value."""
    short = function.name.rpartition(".")[2]
    word = re.compile(rf"\b{re.escape(short)}\b")
    home = project.modules[function.module]
    if function.outer is not None:
        whole = function.outer.span
        lines = range(whole.line, whole.end_line + 1)
        found = _place_in(project, home, short, word, lines)
        return [found] if found is not None and found[2] else None
    if _is_put_together(project, short):
        return None
    modules = modules_by_word(project, _PRIVATE).get(short, ())
    if len(modules) > _MOST_MODULES:
        return None
    places = []
    for module in modules:
        rows = project.lines(module.path)
        if _chooses_by_name(project, module):
            return None
        found = _place_in(project, module, short, word, range(1, len(rows) + 1))
        if found is None:
            return None
        if found[2]:
            places.append(found)
    if not places or sum(len(p[1]) for p in places) > _MOST_CALLERS:
        return None
    return places


def _is_put_together(project: Codebase, short: str) -> bool:
    """Whether a text may become a name: `getattr(service, "_on_" + event)`, `f"_{event}"`."""
    names = modules_by_word(project, _PRIVATE)
    heads = (short[:end] for end in range(2, len(short)) if short[end - 1] == "_")
    if any(head in names for head in heads):
        return True
    key = "puts private names together"
    if key not in project.memo:
        project.memo[key] = any(
            _ANY_NAME.search(row)
            for module in project.mentioning("getattr(")
            for row in project.lines(module.path)
        )
    return bool(project.memo[key])


def _chooses_by_name(project: Codebase, module: Module) -> bool:
    """Whether code of a module finds its functions or methods by texts."""
    key = ("chooses by name", module.path)
    if key not in project.memo:
        text = "\n".join(project.lines(module.path))
        project.memo[key] = _CHOOSES.search(text) is not None
    return bool(project.memo[key])


def _place_in(
    project: Codebase, module: Module, short: str, word: re.Pattern[str], lines: range
) -> _Place | None:
    """The functions of a module in which a name is called, and how often; None where it is a value."""
    rows = project.lines(module.path)
    called: list[int] = []
    other = 0
    for number in lines:
        row = rows[number - 1]
        if short not in row or row.lstrip().startswith("#"):
            continue
        for match in word.finditer(row):
            before, after = row[: match.start()], row[match.end() :]
            if re.search(r"\bdef\s+$", before):
                continue
            if after.lstrip().startswith("("):
                called.append(number)
            else:
                other += 1
    imported = [i for i in module.facts.imports if i.name == short]
    if other and (other != len(imported) or any(i.local != short for i in imported)):
        return None
    facts = [
        f
        for f in module.facts.functions
        if any(f.def_line < n <= f.end_line or f.def_line == n == f.end_line for n in called)
    ]
    return module, facts, len(called)


# -- what single calls give -------------------------------------------------------------------------


def _sites(
    project: Codebase, function: Function, module: Module, facts: Iterable[FunctionFact]
) -> Iterator[Site | None]:
    """The calls in some functions of a module; None for one that may run other code as well."""
    short = function.name.rpartition(".")[2]
    for fact in facts:
        caller = project.function(module, fact)
        if caller is None:
            yield None
            continue
        scope = Scope(project, caller)
        for step in steps_within(caller.body):
            for expr in expressions(step):
                yield from _in_expr(scope, expr, step, short, function)


def _in_expr(
    scope: Scope, expr: Expr, at: Step, short: str, function: Function
) -> Iterator[Site | None]:
    if isinstance(expr, Closure):
        # What its parameters are nobody tells.
        if any(_names(part, short) for part in _calls_in(expr.body)):
            yield None
        return
    with ExitStack() as stack:
        if isinstance(expr, Comprehension):
            yield from _in_expr(scope, expr.clauses[0].iterable, at, short, function)
            stack.enter_context(scope.inside(expr))
            first = expr.clauses[0].iterable
            inner = [c for c in children(expr) if c is not first]
        else:
            inner = list(children(expr))
        if isinstance(expr, Call) and _names(expr, short):
            yield _site(scope, expr, at, function)
        for part in inner:
            yield from _in_expr(scope, part, at, short, function)


def _calls_in(expr: Expr) -> Iterator[Call]:
    if isinstance(expr, Call):
        yield expr
    for part in children(expr):
        yield from _calls_in(part)


def _names(call: Call, short: str) -> bool:
    match call.callee:
        case Name(id=name) | Attribute(name=name):
            return name == short
        case _:
            return False


def _site(scope: Scope, call: Call, at: Step, function: Function) -> Site | None:
    """What a call gives; nothing for the parameters of a function that it does not run."""
    found = calls.targets(scope, call, at)
    if any(t.kind == "unknown" for t in found):
        return None
    mine = [t for t in found if t.function is not None and t.function.name == function.name]
    if not mine:
        return Site(scope.module, {})
    project = scope.project
    bare = mine[0].receiver is None and receiver_name(project, function) is not None
    if bare and not is_classmethod(project, function):
        return None  # `Orders._load(orders, ids)`
    return _given(scope, call, at, function, calls.bind(project, call, function))


def _given(
    scope: Scope, call: Call, at: Step, function: Function, bound: Mapping[str, Expr | None]
) -> Site:
    types: dict[str, Type | None] = {}
    recursive = scope.function.name == function.name
    for parameter in own_parameters(scope.project, function):
        value = bound.get(parameter.name)
        if recursive and value == Name(parameter.name) and _is_kept(scope, parameter.name):
            continue  # it hands on what it was given
        if value is None or (value is parameter.default and not isinstance(value, Constant)):
            types[parameter.name] = None
        else:
            types[parameter.name] = scope.type_of(value, at)
    return Site(scope.module, types)


def _is_kept(scope: Scope, name: str) -> bool:
    return not scope.bindings.get(name) and all(name not in frame for frame in scope._inner)


# -- sessions ---------------------------------------------------------------------------------------


def _sessions(
    project: Codebase, function: Function, silent: tuple[Parameter, ...]
) -> dict[str, Type]:
    """The parameters that every call in the project gives a session, tests left out."""
    sites = list(seen_calls(project, function))
    agreed: dict[str, Type] = {}
    for parameter in silent:
        given = [s.types.get(parameter.name) for s in sites if parameter.name in s.types]
        type_ = join(given) if given else None
        if type_ is not None and _is_session(project, type_):
            agreed[parameter.name] = of_any_class(type_)
    return agreed


def of_any_class(type_: Type) -> Type:
    """The type without the promise that it is of no class below: others may be handed in."""
    plain = tuple(replace(a, exact=False) for a in type_.args) if type_.name == "|" else type_.args
    return replace(type_, args=plain, exact=False)


def _has_sessions(project: Codebase) -> bool:
    key = "has sessions"
    if key not in project.memo:
        project.memo[key] = any(
            i.module.partition(".")[0] in ("sqlalchemy", "sqlmodel", "flask_sqlalchemy")
            for m in project.modules.values()
            for i in m.facts.imports
            if not i.level
        )
    return bool(project.memo[key])


def _is_session(project: Codebase, type_: Type) -> bool:
    for part in members(type_):
        owners = project.mro(part.name) if project.class_fact(part.name) else (part.name,)
        known = [f for o in owners if (f := project.catalogue.type(o)) is not None]
        if not any(f.transaction == "flushes" for f in known):
            return False
    return True


def seen_calls(project: Codebase, function: Function) -> Iterator[Site]:
    """The calls of a function, or of the class it makes, that the project shows, tests left out."""
    short = function.name.rpartition(".")[2]
    if short == "__init__" and function.owner is not None:
        yield from _constructions(project, function, function.owner)
        return
    modules = [m for m in modules_calling(project, short) if not is_test(m.path)]
    if len(modules) > _MOST_MODULES:
        return
    for module in modules:
        facts = _facts_with(project, module, short)
        yield from (s for s in _sites(project, function, module, facts) if s is not None)


def _facts_with(project: Codebase, module: Module, short: str) -> list[FunctionFact]:
    rows = project.lines(module.path)
    word = re.compile(rf"\b{re.escape(short)}\s*\(")
    lines = [n for n, row in enumerate(rows, 1) if short in row and word.search(row)]
    return [f for f in module.facts.functions if any(f.def_line <= n <= f.end_line for n in lines)]


def _constructions(project: Codebase, init: Function, owner: str) -> Iterator[Site]:
    made = {owner}
    made |= {c for c in project.subclasses(owner) if _init_of(project, c) == owner}
    looked = 0
    for cls in sorted(made):
        short = cls.rpartition(".")[2]
        modules = [m for m in modules_calling(project, short) if not is_test(m.path)]
        for module in modules:
            for fact in _facts_with(project, module, short):
                looked += 1
                if looked > _MOST_CALLERS:
                    return
                caller = project.function(module, fact)
                if caller is None:
                    continue
                yield from _made_in(Scope(project, caller), cls, init)
    for child in project.subclasses(owner):
        for function in project.functions_named(f"{child}.__init__"):
            # `super().__init__(session)`
            module = project.modules[function.module]
            own = [f for f in module.facts.functions if f.line == function.span.line]
            yield from (s for s in _sites(project, init, module, own) if s is not None)


def _init_of(project: Codebase, cls: str) -> str:
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is not None and "__init__" in found[1].methods:
            return owner
    return ""


def _made_in(scope: Scope, cls: str, init: Function) -> Iterator[Site]:
    project = scope.project
    for step in steps_within(scope.function.body):
        for expr in expressions(step):
            for call in _calls_in(expr):
                if not _names(call, cls.rpartition(".")[2]):
                    continue
                symbol = scope.symbol_of(call.callee)
                if symbol is not None and symbol.kind == "class" and symbol.name == cls:
                    bound = calls.bind(project, call, init, has_self=True)
                    yield _given(scope, call, step, init, bound)
