"""Receivers of signals: code of the project that a write to a model runs without naming it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codemods.model.code import (
    Attribute,
    Call,
    Display,
    Expr,
    Function,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect
from codemods.project.codebase import Codebase, Symbol
from codemods.project.effects import Effects
from codemods.project.fields import stored_by
from codemods.project.schema import entities_pointing_at
from codemods.project.scope import Scope
from codemods.project.symbols import module_scope
from codemods.project.trace import Deed, Trace
from codemods.project.types import Type, dotted_name, members

_WITH_SIGNALS = ("django", "tortoise", "playhouse")
_SAVING = frozenset({"pre_save", "post_save"})
_DELETING = frozenset({"pre_delete", "post_delete"})
_EVERY = _SAVING | _DELETING | {"m2m_changed"}
# Where a signal is connected is told by the text alone: it can only make a verdict weaker.
_CONNECT = re.compile(rf"\b({'|'.join(sorted(_EVERY))})\.connect\(\s*([\w.]+)([^()]*)")
_SENDER = re.compile(r"\bsender\s*=\s*([\w.]+)")
_FAR = frozenset({"http", "queue", "cache", "filesystem", "process"})
# Statements for many rows tell nobody.
_QUIET = frozenset(
    ["update", "aupdate", "bulk_create", "abulk_create", "bulk_update", "abulk_update"]
)
_OF_RELATIONS = frozenset(["add", "aadd", "remove", "aremove", "set", "aset", "clear", "aclear"])
_CASCADES = 4


@dataclass(frozen=True, slots=True)
class Receiver:
    """What is in the way of a transaction when a receiver runs in it.

    `sender` is "" for any model, and for one that is not known; `far` tells that it is known to
    reach the world outside.
    """

    signals: frozenset[str]
    sender: str
    reason: str
    far: bool


def receivers_of(
    effects: Effects, scope: Scope, steps: tuple[Step, ...], deeds: tuple[Deed, ...]
) -> Iterator[tuple[bool, str]]:
    """Signal receivers that writes in the steps may run, when they do more than use the database.

    The first value tells whether it is known that they reach further, or only what is not known.
    `deeds` are what the steps do, calls followed: a model may be written far from where it is named.
    """
    project = effects.project
    found = project.memo.get("signal receivers")
    if not isinstance(found, list):
        found = project.memo["signal receivers"] = [*_decorated(effects), *_connected(effects)]
    if not found:
        return
    touched = _models(scope, steps)
    written = [d for d in deeds if d.kind == "write"]
    if not written or any(not d.table for d in written) or any(d.kind == "cut" for d in deeds):
        touched = frozenset()
    elif touched:
        touched |= _with_cascades(project, written)
    signals = frozenset(s for deed in written for s in _signals_of(deed))
    if not written or any(d.kind == "cut" for d in deeds):
        signals = _EVERY
    for receiver in found:
        if not receiver.signals & signals:
            continue
        if not receiver.sender or not touched or receiver.sender in touched:
            yield receiver.far, receiver.reason


def _signals_of(deed: Deed) -> frozenset[str]:
    """The signals that a write sends."""
    owner, _, name = deed.via.rpartition(".")
    if name in _QUIET and not owner.endswith("Model"):
        return frozenset()
    if deed.verb == "delete":
        return _DELETING
    return _EVERY if name in _OF_RELATIONS or not deed.verb else _SAVING


def _with_cascades(project: Codebase, written: list[Deed]) -> frozenset[str]:
    """The models that are written, and those whose rows a deleted row takes along."""
    found = {d.table for d in written}
    pending = [(d.table, 0) for d in written if d.verb == "delete"]
    while pending:
        name, depth = pending.pop()
        for entity, _ in entities_pointing_at(project, name) if depth < _CASCADES else ():
            if entity.name not in found:
                found.add(entity.name)
                pending.append((entity.name, depth + 1))
    return frozenset(found)


def _models(scope: Scope, steps: tuple[Step, ...]) -> frozenset[str]:
    names: set[str] = set()
    for step in steps_within(steps):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Name | Attribute):
                    for kind in members(scope.type_of(part, step)):
                        names.add(kind.name)
                        names.update(a.name for a in kind.args)
    return frozenset(names)


def _connected(effects: Effects) -> Iterator[Receiver]:
    """`post_save.connect(function, sender=Model)`."""
    project = effects.project
    for module in project.mentioning(".connect("):
        if not any(i.module.startswith("django") for i in module.facts.imports):
            continue
        rows = project.lines(module.path)
        if not any(".connect(" in row for row in rows):
            continue
        for found in _CONNECT.finditer("\n".join(rows)):
            signals = frozenset({found.group(1)})
            symbol = project.resolve_dotted(module, found.group(2))
            sender = _SENDER.search(found.group(3))
            named = project.resolve_dotted(module, sender.group(1)) if sender else None
            of = _class_behind(project, named) if named is not None else ""
            functions = project.functions_named(symbol.name)
            for function in functions:
                yield from _receivers(effects, function, signals, of)
            if not functions:
                what = f"the signal receiver `{found.group(2)}` does what is not known"
                yield Receiver(signals, of, what, False)


def _decorated(effects: Effects) -> Iterator[Receiver]:
    """`@receiver(post_save, sender=Model)`, `@post_save(Model)`."""
    project = effects.project
    for module in project.modules.values():
        if not any(i.module.startswith(_WITH_SIGNALS) for i in module.facts.imports):
            continue
        for fact in module.facts.functions:
            text = " ".join(project.lines(module.path)[fact.line - 1 : fact.def_line])
            if not fact.decorators or not any(s in text for s in _EVERY):
                continue
            function = project.function(module, fact)
            if function is None:
                continue
            scope = module_scope(project, module.name)
            for mark in function.decorators:
                signals = frozenset(s for part in walk(mark) for s in _EVERY & {_last(part)})
                if not isinstance(mark, Call) or not signals:
                    continue
                for of in _senders(project, scope.symbol_of, mark):
                    yield from _receivers(effects, function, signals, of)


def _last(expr: Expr) -> str:
    return (dotted_name(expr) or "").rpartition(".")[2]


def _senders(project: Codebase, symbol_of: object, mark: Call) -> list[str]:
    """The models that a receiver listens to; [""] for all, or where they are not known."""
    found: list[str] = []
    for argument in mark.args:
        if argument.keyword not in ("sender", None):
            continue
        value = argument.value
        for item in value.items if isinstance(value, Display) else (value,):
            symbol = symbol_of(item) if callable(symbol_of) else None
            of = _class_behind(project, symbol) if isinstance(symbol, Symbol) else ""
            if argument.keyword == "sender" or of:
                found.append(of)
    return found or [""]


def _class_behind(project: Codebase, symbol: Symbol) -> str:
    """The class that is named, also by a variable (`User = get_user_model()`); "" for none."""
    if symbol.kind == "variable":
        symbol = project.class_held_by(symbol.name)
    known = symbol.kind == "external" and project.catalogue.type(symbol.name) is not None
    return symbol.name if symbol.kind == "class" or known else ""


def _receivers(
    effects: Effects, function: Function, signals: frozenset[str], sender: str
) -> Iterator[Receiver]:
    given = {"instance": Type(sender)} if sender else {}
    names = {p.name for p in function.parameters if p.annotation is None}
    handed = {name: type_ for name, type_ in given.items() if name in names}
    for reason, far in _reasons(effects, function, handed):
        yield Receiver(signals, sender, f"the signal receiver `{function.name}` {reason}", far)


def _reasons(
    effects: Effects, function: Function, handed: dict[str, Type]
) -> Iterator[tuple[str, bool]]:
    """What a function does that is in the way of a transaction, and whether that is known."""
    scope = Scope(effects.project, function)
    if any(d.kind == "swallow" for d in Trace(effects).steps(scope, function.body)):
        yield (
            "reaches further: an error of the database that it keeps would end the transaction",
            True,
        )
    for effect in sorted(effects.of_function(function, None, handed).effects, key=str):
        if effect.kind == "unknown":
            if "decorator" not in effect.via:
                yield f"does what is not known: {effect.via}", False
        elif effect.resource in _FAR and effect.kind != "read":
            yield f"reaches further: `{effect.via}`", True


_EVENTS = re.compile(
    r"""["'](?:(?:before|after)_(?:insert|update|delete|flush|flush_postexec|attach)|do_orm_execute"""
    r"""|(?:before|after)_(?:execute|cursor_execute)|pending_to_persistent|persistent_to_deleted)["']"""
)
_LISTENED = re.compile(r"\blisten\(\s*[\w.]+\s*,\s*[^,()]+,\s*([\w.]+)")


def row_events(effects: Effects) -> str:
    """An event of rows or flushes whose listener reaches further; "" where there is none."""
    memo = effects.project.memo
    if "row events" not in memo:
        memo["row events"] = next(_row_events(effects), "")
    return str(memo["row events"])


def _row_events(effects: Effects) -> Iterator[str]:
    yield from _column_code(effects)
    project = effects.project
    for module in project.modules.values():
        if not any(i.module.startswith(("sqlalchemy", "sqlmodel")) for i in module.facts.imports):
            continue
        rows = project.lines(module.path)
        if not any(_EVENTS.search(row) for row in rows):
            continue
        listeners: list[Function] = []
        for fact in module.facts.functions:
            if any(_EVENTS.search(row) for row in rows[fact.line - 1 : fact.def_line]):
                function = project.function(module, fact)
                listeners += [function] if function is not None else []
        for match in _LISTENED.finditer("\n".join(rows)):
            if _EVENTS.search(match.group(0)):
                listeners += project.functions_named(
                    project.resolve_dotted(module, match.group(1)).name
                )
        for function in listeners:
            for reason, _ in _reasons(effects, function, {}):
                yield f"`{function.name}`, which listens to events of rows, {reason}"


def _column_code(effects: Effects) -> Iterator[str]:
    """What columns and mapped classes run while rows are stored, where it is known to reach further."""
    project = effects.project
    for name, module, made in stored_by(project):
        if isinstance(made, Function):
            found: Iterable[Effect] = effects.of_function(made).effects
        else:
            scope = module_scope(project, module)
            found = effects.of_expr(scope, made, None).effects if isinstance(scope, Scope) else ()
        for effect in sorted(found, key=str):
            if effect.resource in _FAR and effect.kind not in ("read", "unknown"):
                yield f"`{name}`, which runs while rows are stored, reaches further: `{effect.via}`"
