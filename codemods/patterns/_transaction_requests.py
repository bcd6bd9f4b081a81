"""Who ends the session of a web request when a function fails: the framework does, if nobody commits.

`db.session` of Flask-SQLAlchemy is the same object wherever it is named, and is removed (rolled back)
when the request is over; so is what the project keeps in `g`, if nobody commits it then. So an error must come all the way up without somebody who commits on it:
in a caller that handles it, in an error handler of the application, or in what runs after a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Block,
    Call,
    Constant,
    Expr,
    Function,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Place
from codemods.patterns._transaction_look import Left, Reader
from codemods.project import calls
from codemods.project.call_sites import CallSite, call_sites
from codemods.project.codebase import Codebase, Module
from codemods.project.scope import Scope
from codemods.project.symbols import symbol_type, variable_type
from codemods.project.trace import Trace, falls_through
from codemods.project.types import dotted_name, members

_DEEPEST = 6
_ROUTES = frozenset(["route", "get", "post", "put", "patch", "delete"])
_HANDLERS = frozenset(["errorhandler", "app_errorhandler"])
_LATE = frozenset(
    [
        "after_request",
        "after_app_request",
        "teardown_request",
        "teardown_app_request",
        "teardown_appcontext",
    ]
)
_HOOKED = re.compile(
    r"\.(?:after(?:_app)?_request|teardown_(?:app_)?request|teardown_appcontext)\(([\w.]+)\)"
)
_VIEWS = "flask.views.MethodView"
_APPLICATION = "flask.Flask"
_EXTENSION = "flask_sqlalchemy.SQLAlchemy"


def is_of_requests(project: Codebase, place: Place) -> bool:
    """Whether a place is `db.session`, which is there for one request."""
    if place.kind != "global" or place.path != ("session",):
        return False
    made = members(variable_type(project, place.root))
    return bool(made) and all(_EXTENSION in (k.name, *project.mro(k.name)) for k in made)


def hangs_on_request(scope: Scope, name: str) -> bool:
    """Whether a local is what functions of the project keep in `g`, which is there for one request."""
    made = scope.bindings.get(name, ())
    return bool(made) and all(
        b.how == "value"
        and isinstance(b.value, Call)
        and _gives_what_is_kept(scope, b.value, b.step)
        for b in made
    )


def _gives_what_is_kept(scope: Scope, call: Call, at: Step | None) -> bool:
    for target in calls.targets(scope, call, at):
        if target.function is None:
            return False
        inner = Scope(scope.project, target.function)
        given = [s.value for s in steps_within(target.function.body) if s.kind == "return"]
        for value in given:
            symbol = inner.symbol_of(value) if isinstance(value, Attribute) else None
            if symbol is None or not symbol.name.startswith("flask.g."):
                return False
        if not given:
            return False
    return True


def why_not_ended_by_request(reader: Reader) -> str:
    """Why an error of the function may be followed by a commit; "" when it ends the request."""
    return _commits_on_errors(reader) or _upwards(reader, reader.scope, 0, ())


def _upwards(reader: Reader, scope: Scope, depth: int, seen: tuple[str, ...]) -> str:
    function = scope.function
    if function.name in seen:
        return ""
    if depth > _DEEPEST:
        return "the request is too many calls away"
    sites = call_sites(scope.project, function)
    if sites is None:
        return f"`{function.name}` is called in too many places"
    for where in (*_committing_decorators(scope), *_unresolved_calls(scope.project, function)):
        return where
    for site in sites:
        _stands_in(reader, site)
        reason = _upwards(reader, site.scope, depth + 1, (*seen, function.name))
        if reason:
            return reason
    if not sites and not is_view(scope.project, function):
        return f"nobody in the project calls `{function.name}`"
    return ""


def _stands_in(reader: Reader, site: CallSite) -> None:
    """Raises Left where a caller goes on after an error without a rollback."""
    where = f"`{site.scope.function.name}`"
    trace = Trace(reader.effects)
    for step, block in site.ancestors:
        if step.kind != "try" or block.role not in ("body", "else"):
            continue
        for other in step.blocks:
            if other.role == "finally":
                goes_on = _commits_first(trace, site.scope, other.steps)
            elif other.role == "handler" and block.role == "body":
                goes_on = _commits_first(trace, site.scope, other.steps) or (
                    falls_through(other) and not _rolls_back(trace, site.scope, other)
                )
            else:
                continue
            if goes_on:
                raise Left(
                    f"{where} goes on after an error of this function, and may commit what was "
                    "flushed before it"
                )


def _committing_decorators(scope: Scope) -> Iterator[str]:
    project, function = scope.project, scope.function
    module = project.modules[function.module]
    for mark in function.decorators:
        dotted = dotted_name(mark.callee if isinstance(mark, Call) else mark)
        symbol = project.resolve_dotted(module, dotted) if dotted else None
        if symbol is None or symbol.kind not in ("function", "class"):
            continue
        home, inner = project.split(symbol.name)
        for fact in home.facts.functions if home is not None else ():
            if home is not None and f"{fact.name}.".startswith(f"{inner}."):
                rows = project.lines(home.path)[fact.line - 1 : fact.end_line]
                if any(".commit(" in row for row in rows):
                    yield f"the decorator `{symbol.name}` commits"


def _unresolved_calls(project: Codebase, function: Function) -> Iterator[str]:
    """Calls of a method of that name on objects of which the class is not known."""
    if function.owner is None:
        return
    short = function.name.rpartition(".")[2]
    for module in project.mentioning(f".{short}("):
        rows = project.lines(module.path)
        for fact in module.facts.functions:
            if any(f".{short}(" in row for row in rows[fact.def_line : fact.end_line]):
                caller = project.function(module, fact)
                if caller is not None and _may_call(Scope(project, caller), short):
                    yield f"`{caller.name}` may call it"


def _may_call(scope: Scope, short: str) -> bool:
    return any(
        isinstance(part, Call)
        and isinstance(part.callee, Attribute)
        and part.callee.name == short
        and any(t.kind == "unknown" for t in calls.targets(scope, part, step))
        for step in steps_within(scope.function.body)
        for expr in expressions(step)
        for part in walk(expr)
    )


def _rolls_back(trace: Trace, scope: Scope, block: Block) -> bool:
    return any(d.kind == "rollback" for d in trace.steps(scope, block.steps))


def _commits_first(trace: Trace, scope: Scope, steps: tuple[Step, ...]) -> bool:
    """Whether steps commit before they roll back."""
    for deed in trace.steps(scope, steps):
        if deed.kind in ("rollback", "commit"):
            return deed.kind == "commit"
    return False


def why_not_one_database(project: Codebase) -> str:
    """Why what `db.session` writes may go to several databases, or be stored at once; "" for no reason."""
    key = "databases of db.session"
    if key not in project.memo:
        project.memo[key] = next(_several_databases(project), "")
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _several_databases(project: Codebase) -> Iterator[str]:
    for module in project.mentioning("bind_key", "isolation_level"):
        for row in project.lines(module.path):
            if "bind_key" in row and not row.lstrip().startswith("#"):
                yield (
                    f"models are bound to another database in {module.path}, which no transaction "
                    "holds together with the first"
                )
            if "isolation_level" in row and "AUTOCOMMIT" in row:
                yield f"a connection stores each statement at once (AUTOCOMMIT in {module.path})"


# -- what the application does after an error -------------------------------------------------------


def _commits_on_errors(reader: Reader) -> str:
    project = reader.project
    key = "commits on errors of requests"
    if key not in project.memo:
        project.memo[key] = next(_late_commits(reader), "")
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _late_commits(reader: Reader) -> Iterator[str]:
    project = reader.project
    for module in project.modules.values():
        if any("COMMIT_ON_TEARDOWN" in row for row in project.lines(module.path)):
            yield f"{module.path} sets SQLALCHEMY_COMMIT_ON_TEARDOWN"
        for row in project.lines(module.path):
            yield from _hooked(project, module, row)
        for fact in module.facts.functions:
            if not any(d.rpartition(".")[2] in _HANDLERS | _LATE for d in fact.decorators):
                continue
            function = project.function(module, fact)
            if function is None or not _runs_on_errors(project, module, function):
                continue
            if _commits_first(Trace(reader.effects), Scope(project, function), function.body):
                yield f"`{function.name}` runs after errors, and commits"


def _hooked(project: Codebase, module: Module, row: str) -> Iterator[str]:
    """`app.teardown_appcontext(close_db)`: a hook that is put on by a call, and commits."""
    found = _HOOKED.search(row)
    symbol = project.resolve_dotted(module, found[1]) if found is not None else None
    if symbol is None:
        return
    if symbol.kind != "function":
        yield f"what `{symbol.name}` does after a request is not known ({module.path})"
    for function in project.functions_named(symbol.name):
        parts = (p for s in steps_within(function.body) for e in expressions(s) for p in walk(e))
        if any(isinstance(p, Attribute) and p.name == "commit" for p in parts):
            yield f"`{function.name}` runs after errors, and commits"


def _runs_on_errors(project: Codebase, module: Module, function: Function) -> bool:
    """Whether a hook of the application may run when a statement of a view has failed."""
    for mark in function.decorators:
        head = mark.callee if isinstance(mark, Call) else mark
        word = (dotted_name(head) or "").rpartition(".")[2]
        if word in _LATE:
            return True
        if word in _HANDLERS and isinstance(mark, Call):
            first = mark.argument(0)
            if not (isinstance(first, Constant) and first.value != 500):
                return True
    return False


# -- views ------------------------------------------------------------------------------------------


def is_view(project: Codebase, function: Function) -> bool:
    """Whether Flask calls a function for a request, or for a command in an application context."""
    module = project.modules[function.module]
    for mark in function.decorators:
        if _is_route(project, module, mark.callee if isinstance(mark, Call) else mark):
            return True
    if function.owner is None or function.name.rpartition(".")[2] not in _ROUTES:
        return False
    canonical = project.catalogue.canonical
    return any(canonical(base) == _VIEWS for base in project.mro(function.owner))


def _is_route(project: Codebase, module: Module, head: Expr) -> bool:
    holder, _, word = (dotted_name(head) or "").rpartition(".")
    if word not in _ROUTES or not holder:
        return False
    symbol = project.resolve_dotted(module, holder)
    kinds = members(symbol_type(project, symbol)) if symbol.kind == "variable" else ()
    return any(k.name == _APPLICATION for k in kinds)
