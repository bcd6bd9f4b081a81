"""What code from outside does, as the catalogue and the text of its SQL say."""

from __future__ import annotations

from dataclasses import replace

from codemods.libraries.catalogue import CallFact
from codemods.model.code import Call, Expr, Name, Step
from codemods.model.effects import ANY_ATTRIBUTE, Channel, Effect, Known
from codemods.project.calls import Target, asks_for_more, is_kept_from_acting
from codemods.project.constants import constant_text
from codemods.project.joined_texts import repeated_text
from codemods.project.scope import Scope
from codemods.project.sessions import session_behind
from codemods.project.sql import read_sql
from codemods.project.summaries import STATE, UNKNOWN_PLACE, as_kind, resource_of, unknown_effect
from codemods.project.types import members

# What any code raises on data of another shape than it expects. Code that tells these apart does
# so close by; they count as domain errors only where a handler stands around the awaits.
MALFORMED = frozenset(
    [
        "AttributeError",
        "IndexError",
        "JSONDecodeError",
        "KeyError",
        "LookupError",
        "OverflowError",
        "StopAsyncIteration",
        "StopIteration",
        "TypeError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeError",
        "ValueError",
        "ZeroDivisionError",
    ]
)

# The verbs of requests that ask and change nothing (RFC 9110, "Safe Methods").
_READING = frozenset(["GET", "HEAD", "OPTIONS"])


def channel_of(scope: Scope, target: Target, call: Call | None, at: Step | None) -> Channel | None:
    """The connection that a method of an outside class talks through."""
    if target.self_type is None:
        return None
    known = scope.project.catalogue.type(target.self_type.name)
    owner = target.self_type.name
    if known is None and scope.project.class_fact(owner):
        for base in scope.project.mro(owner):
            known = scope.project.catalogue.type(base)
            if known is not None and known.concurrency:
                break
    if known is None or not known.concurrency:
        return None
    if known.transaction == "query":
        session = session_behind(scope, target.receiver, at)
        if session is None:
            return None
        place, owner = session
        known = scope.project.catalogue.type(owner) or known
        return Channel(
            place,
            owner,
            known.concurrency,  # type: ignore[arg-type]
            known.bounds_itself,
            known.contextual,
        )
    place = scope.place_of(target.receiver, at) if target.receiver is not None else UNKNOWN_PLACE
    return Channel(place, known.name, known.concurrency, known.bounds_itself, known.contextual)  # type: ignore[arg-type]


def effects_of_fact(
    scope: Scope, fact: CallFact, target: Target, call: Call | None, at: Step | None
) -> set[Effect]:
    """What the catalogue says that a call does, in terms of the places of its arguments."""
    if is_kept_from_acting(fact, call):
        return set()
    more = asks_for_more(fact, call)
    if more:
        return {unknown_effect(f"`{fact.name}` with `{more}` may do more than it does without")}
    channel = channel_of(scope, target, call, at)
    resource = resource_of(fact)
    if resource == "unknown" and channel is not None:
        resource = "database"
    effects: set[Effect] = {
        Effect(
            "raise",
            "unknown",
            target=name,
            known="guessed" if name.rpartition(".")[2] in MALFORMED else "catalogue",
            via=fact.name,
        )
        for name in fact.raises
    }
    known: Known = "declared" if fact.known == "declared" else "catalogue"
    match fact.effect:
        case "pure" | "":
            pass
        case "mutate":
            effects |= _mutations(scope, fact, target, call, at)
        case "sql":
            found = _sql(scope, fact, channel, call, at)
            effects.add(replace(found, blocking=not fact.is_async))
        case "statement":
            found = _statement(scope, fact, channel, call, at)
            effects.add(replace(found, blocking=not fact.is_async))
        case "log":
            effects.add(Effect("write", "log", via=fact.name))
        case "unknown" | "started":
            # A catalogue that says so knows better than a setting could.
            declarable = fact.name if fact.known == "declared" else ""
            effects.add(unknown_effect(f"`{fact.name}` may do anything", declarable))
        case kind:
            blocking = known != "declared" and not fact.is_async and not target.awaited
            ran = Effect(
                as_kind(kind),
                resource,
                channel=channel,
                known=known,
                via=fact.name,
                blocking=blocking,
            )
            if fact.verb is not None and call is not None:
                verb = call.argument(fact.verb, "method")
                ran = decided_effect(scope, ran, fact.name, verb, at)
            effects.add(ran)
            if kind in ("read", "write") and fact.mutates:
                effects |= _mutations(scope, fact, target, call, at)
    return effects


def _mutations(
    scope: Scope, fact: CallFact, target: Target, call: Call | None, at: Step | None
) -> set[Effect]:
    effects: set[Effect] = set()
    for what in fact.mutates or ("self",):
        anything = what.endswith(".*")
        what = what.removesuffix(".*")
        if what == "self":
            expr = target.receiver
        else:
            expr = call.argument(int(what)) if call is not None else None
        place = scope.place_of(expr, at) if expr is not None else UNKNOWN_PLACE
        effects.add(
            Effect(
                "write",
                STATE,
                place=place.then(ANY_ATTRIBUTE if anything else "[*]"),
                known="catalogue",
                via=fact.name,
            )
        )
    return effects


def _sql(
    scope: Scope, fact: CallFact, channel: Channel | None, call: Call | None, at: Step | None
) -> Effect:
    expr = call.argument(fact.sql or 0, "query") if call is not None else None
    return sql_effect(scope, Effect("unknown", "database", channel=channel), fact.name, expr, at)


def decided_effect(
    scope: Scope, ran: Effect, by: str, expr: Expr | None, at: Step | None
) -> Effect:
    """What a method does with what it is given: SQL, a statement, or the verb of a request."""
    if ran.resource == "database":
        if _is_statement(scope, expr, at):
            return _statement_effect(scope, ran, by, expr, at)
        return sql_effect(scope, ran, by, expr, at)
    text = constant_text(scope, expr, at) if expr is not None else None
    if text is None:
        parameter = _parameter_behind(scope, expr)
        return replace(ran, decided_by=(parameter, by) if parameter else None)
    kind = as_kind("read" if text.upper() in _READING else "write")
    return replace(ran, kind=kind, decided_by=None)


def sql_effect(scope: Scope, ran: Effect, by: str, expr: Expr | None, at: Step | None) -> Effect:
    """What a method does with a SQL text; where a parameter holds the text, callers decide."""
    text = constant_text(scope, expr, at) if expr is not None else None
    if text is None:
        text = repeated_text(scope, expr, at)
    if text is None:
        parameter = _parameter_behind(scope, expr)
        return replace(
            ran,
            known="unknown",
            via=f"the SQL of `{by}` is not a constant",
            decided_by=(parameter, by) if parameter else None,
        )
    found = read_sql(text, scope.project.settings.dialect)
    if found.kind == "unknown":
        via = f"the SQL of `{by}` may do more than read"
        return replace(ran, known="unknown", via=via, decided_by=None)
    tables = ",".join(sorted(found.tables))
    return replace(ran, kind=found.kind, target=tables, known="inferred", via=by, decided_by=None)


def _parameter_behind(scope: Scope, expr: Expr | None) -> str:
    """The parameter of the function that an expression is, as its caller gave it."""
    match expr:
        case Name(id=name) if name in scope.parameters and name not in scope.bindings:
            return name if scope.parameters[name].kind in ("positional", "keyword") else ""
        case _:
            return ""


def _statement(
    scope: Scope, fact: CallFact, channel: Channel | None, call: Call | None, at: Step | None
) -> Effect:
    expr = call.argument(fact.statement or 0, "statement") if call is not None else None
    ran = Effect("unknown", "database", channel=channel)
    return _statement_effect(scope, ran, fact.name, expr, at)


def _statement_effect(
    scope: Scope, ran: Effect, by: str, expr: Expr | None, at: Step | None
) -> Effect:
    """What a method does with a statement; where a parameter holds it, callers decide."""
    kinds: set[str] = set()
    for part in members(scope.type_of(expr, at)) if expr is not None else ():
        known = scope.project.catalogue.type(part.name)
        kind = known.statement if known else ""
        if kind == "sql":
            text = expr.argument(0) if isinstance(expr, Call) else None
            if text is not None and _parameter_behind(scope, text):
                return sql_effect(scope, ran, by, text, at)
            kind = _text_statement(scope, expr, at)
        kinds.add(kind or "unknown")
    if kinds == {"read"}:
        return replace(ran, kind="read", known="inferred", via=by, decided_by=None)
    if "unknown" in kinds or not kinds:
        parameter = _parameter_behind(scope, expr)
        return replace(
            ran,
            kind="unknown",
            known="unknown",
            via=f"the statement given to `{by}` is not known",
            decided_by=(parameter, by) if parameter else None,
        )
    kind = "write" if "write" in kinds else "lock"
    return replace(ran, kind=as_kind(kind), known="inferred", via=by, decided_by=None)


def _is_statement(scope: Scope, expr: Expr | None, at: Step | None) -> bool:
    """Whether it is a statement put together in Python, and no text."""
    found = members(scope.type_of(expr, at)) if expr is not None else ()
    types = [scope.project.catalogue.type(part.name) for part in found]
    return bool(types) and all(t is not None and t.statement for t in types)


def _text_statement(scope: Scope, expr: Expr | None, at: Step | None) -> str:
    if not isinstance(expr, Call) or expr.argument(0) is None:
        return "unknown"
    text = constant_text(scope, expr.argument(0), at) or repeated_text(scope, expr.argument(0), at)
    return read_sql(text, scope.project.settings.dialect).kind if text is not None else "unknown"
