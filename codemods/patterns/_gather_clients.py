"""How clients of HTTP are set up: what one request leaves behind for the next, and how many go at once.

An `auth` may fetch a token with the first request, hooks run code of the project, a jar that is made
on purpose keeps cookies. None of that is safe to overlap unless it is known to keep nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from codemods.model.code import Argument, Call, Constant, Display, Expr
from codemods.model.effects import Summary
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.concurrency import channels
from codemods.project.connections import expression_of, makers
from codemods.project.describe import describe
from codemods.project.scope import Scope

_CLIENTS = frozenset(["httpx.AsyncClient", "aiohttp.ClientSession"])
# What a request leaves to the next, by the words that set it.
_WORDS = {
    "auth": "may keep a token that the first request fetches",
    "event_hooks": "run code at each request",
    "trace_configs": "run code at each request",
    "middlewares": "run code at each request",
    "cookie_jar": "keeps cookies that one response sets and the next request sends",
    "cookies": "may be replaced by one response for the next request",
}
_KEEPS_NOTHING = frozenset(
    ["httpx.BasicAuth", "aiohttp.BasicAuth", "aiohttp.helpers.BasicAuth", "aiohttp.DummyCookieJar"]
)
_AT_ONCE = 10  # requests that a rewrite sends at once, at most
_OPENED = re.compile(r"\b(AsyncClient|ClientSession)\(")
_SET = re.compile(
    r"\bauth\s*=(?!=|\s*(\(|None|(httpx|aiohttp)\.BasicAuth))"
    r"|\b(?:event_hooks|trace_configs|middlewares|cookie_jar|limits)\s*=(?!=)"
)
_SET_LATER = re.compile(r"\.(auth|event_hooks|cookie_jar)\s*=(?!=)")
_FURTHEST = 12  # lines that the call of a constructor goes on


def doubts_of_clients(scope: Scope, summaries: Iterable[Summary]) -> list[str]:
    """What is not known of the clients that calls send their requests through."""
    found: dict[str, None] = {}
    for summary in summaries:
        for channel in channels(summary):
            known = scope.project.catalogue.type(channel.type)
            if known is not None and known.metered:
                found[
                    f"`{channel.place}`: its other side limits the requests of a stretch of time, "
                    "and may refuse some of those that come at once"
                ] = None
            if channel.type not in _CLIENTS:
                continue
            expr = expression_of(scope, channel.place, scope.function.body)
            made = list(makers(scope, expr, None)) if expr is not None else []
            opened = [(c, s) for c, s in made if _is_client(s, c)]
            for call, inner in opened:
                found |= dict.fromkeys(_doubts(inner, call.args, str(channel.place)))
            where = _set_in_text(scope.project, bool(opened) and len(opened) == len(made))
            if where:
                found[f"{where}: how a client is set up there, which may be `{channel.place}`"] = (
                    None
                )
    return list(found)


def doubts_of_call(scope: Scope, call: Call) -> list[str]:
    """The same of what one request is given: `client.get(url, auth=...)`."""
    given = tuple(a for a in call.args if a.keyword in ("auth", "middlewares"))
    return _doubts(scope, given, describe(call.callee))


def _is_client(scope: Scope, call: Call) -> bool:
    return any(
        t.kind == "class" or t.fact is not None for t in calls.targets(scope, call, None)
    ) and bool(set(_names(scope, call)) & _CLIENTS)


def _names(scope: Scope, expr: Expr) -> list[str]:
    symbol = scope.symbol_of(expr.callee) if isinstance(expr, Call) else None
    return [scope.project.catalogue.canonical(symbol.name)] if symbol is not None else []


def _doubts(scope: Scope, args: tuple[Argument, ...], name: str) -> list[str]:
    found: list[str] = []
    for argument in args:
        if argument.star == "**":
            found.append(f"`{name}`: not all of its settings are known")
        word = argument.keyword or ""
        if word in _WORDS and not _keeps_nothing(scope, argument.value):
            found.append(f"`{name}`: its `{word}` {_WORDS[word]}")
        if word in ("limits", "connector") and not _has_room(argument.value):
            found.append(
                f"`{name}`: its `{word}` may leave too few connections, and a request that waits for "
                "one may time out"
            )
    return found


def _keeps_nothing(scope: Scope, value: Expr) -> bool:
    if isinstance(value, Constant):
        return value.value is None
    if isinstance(value, Display):  # a name and a password
        return value.type == "tuple"
    return bool(set(_names(scope, value)) & _KEEPS_NOTHING)


def _has_room(value: Expr) -> bool:
    if isinstance(value, Constant):
        return value.value is None
    if not isinstance(value, Call) or any(a.star for a in value.args):
        return False
    most = value.argument(0, "max_connections") or value.argument(0, "limit")
    if most is None:
        return True
    return isinstance(most, Constant) and (
        most.value is None or (isinstance(most.value, int) and most.value >= _AT_ONCE)
    )


def _set_in_text(project: Codebase, known: bool) -> str:
    """Where clients are set up so that one request may matter to the next, "" for nowhere.

    Where it is known how a client was made, only what is set later counts.
    """
    key = f"clients that keep something {known}"
    if key not in project.memo:
        project.memo[key] = next(
            (
                f"{module.path}:{number + 1}"
                for module in project.modules.values()
                for number in _rows(project.lines(module.path), known)
            ),
            "",
        )
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _rows(rows: list[str], known: bool) -> Iterable[int]:
    if not any(_OPENED.search(row) or "httpx" in row or "aiohttp" in row for row in rows):
        return
    for number, row in enumerate(rows):
        if _SET_LATER.search(row):
            yield number
        elif not known and _OPENED.search(row):
            depth = 0
            for later in rows[number : number + _FURTHEST]:
                if _SET.search(later):
                    yield number
                    break
                depth += later.count("(") - later.count(")")
                if depth <= 0:
                    break
