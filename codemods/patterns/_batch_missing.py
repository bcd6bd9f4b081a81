"""The statements that raise for a missing row, when it is the item's turn."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.languages.python.queries.reading import call_of, changed
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Constant,
    Expr,
    Name,
    expressions,
    walk,
)
from codemods.model.queries import Query
from codemods.patterns._batch_ahead import key_name, looked_for, stands_alone
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import (
    evaluated_before,
)
from codemods.project.helpers import HelperCall
from codemods.project.purity import why_not_pure
from codemods.project.queries import Asker


def missing_ahead(
    reader: Reader, case: Case, into: str, keys: str, imports: list[tuple[str, str]]
) -> str:
    """The statements before a comprehension that raise for the first key without a row."""
    in_comprehension = any(f.comprehension is not None for f in case.found.frames[case.start :])
    if case.query.answer != "one" or not in_comprehension:
        return ""
    if not stands_alone(reader, case):
        raise No("a comprehension cannot raise for a missing row", "B09")
    reason = _acts_before(reader, case)
    if reason is not None:
        raise No(reason, "B46")
    return looked_for(case, into, keys, _raised(reader, case, imports), key_name(reader, keys))


def check_missing(
    reader: Reader, case: Case, into: str, value: str, imports: list[tuple[str, str]]
) -> str:
    """The statements that raise for a missing row, when it is the item's turn."""
    if case.query.answer != "one":
        return ""
    if any(f.comprehension is not None for f in case.found.frames[case.start :]):
        return ""  # the keys have been looked at before it: `missing_ahead`
    if case.found.step.kind in ("while",):
        raise No("a `while` cannot raise for a missing row", "B09")
    reason = _acts_before(reader, case)
    if reason is not None:
        raise No(reason, "B46")
    raised = _raised(reader, case, imports)
    return f"if {value} not in {into}:\n    raise {spell(raised)}"


def _raised(reader: Reader, case: Case, imports: list[tuple[str, str]]) -> Expr:
    """The exception for a missing row, in terms of the loop."""
    query = case.query
    name = query.missing
    if not name:
        raise No("which exception a missing row raises is not known", "B09")
    owner, _, short = name.rpartition(".")
    raising = _raised_by_helper(reader, case)
    if raising is not None:
        if reader.project.lookup(reader.module, short).name != name:
            if not _can_import(reader, owner):
                raise No(f"`{short}` is not imported here", "B09")
            imports.append((owner, short))
        return raising
    said = (Constant("str", query.missing_text),) if query.missing_text else ()
    if reader.project.class_fact(owner) is not None or reader.project.catalogue.model(owner):
        asker = Asker(reader.effects, reader.scope, case.found.step)
        manager = getattr(query.form, "manager", None)
        if asker.spelled(owner) is None and isinstance(manager, Attribute):
            if isinstance(manager.value, Call):  # `get_user_model()`, as the query says it
                return call_of(Attribute(manager.value, short), *said)
        home = _spelled_class(reader, case, owner, imports)
        return call_of(Attribute(Name(home), short), *said)
    if owner != "builtins":
        imports.append((owner, short))
    return call_of(Name(short), *said)


def said(query: Query) -> str:
    """What the exception for a missing row is made with."""
    return repr(query.missing_text) if query.missing_text else ""


def _raised_by_helper(reader: Reader, case: Case) -> Expr | None:
    """The exception that a helper makes for a missing row, in terms of the call."""
    call = case.found.helper
    calls: list[HelperCall] = []
    while call is not None and call.helper is not None:
        calls.append(call)
        if call.helper.raises is not None:
            break
        call = call.helper.inner
    else:
        return None
    raised = calls[-1].helper.raises if calls[-1].helper is not None else None
    if raised is None:
        return None
    head = raised.callee if isinstance(raised, Call) else raised
    for level in reversed(calls):
        bound = level.bound

        def put(part: Expr, bound: Mapping[str, Expr | None] = bound) -> Expr | None:
            if not isinstance(part, Name) or part is head:
                return None
            given = bound.get(part.id)
            if given is None:
                raise No("what the helper raises cannot be said here", "B09")
            return given

        if isinstance(raised, Call):
            args = tuple(Argument(changed(a.value, put), a.keyword) for a in raised.args)
            raised = Call(raised.callee, args, raised.span)
    short = case.query.missing.rpartition(".")[2]
    if isinstance(raised, Call):
        return Call(Name(short), raised.args, raised.span)
    return Name(short)


def _can_import(reader: Reader, module: str) -> bool:
    """Whether the module at hand can import from another without a new way round."""
    mine = reader.module.facts.imports
    helper = {
        m
        for f in reader.known
        if f.helper is not None and f.helper.helper is not None
        for m in (f.helper.helper.function.module,)
    }
    names = {module, *helper}
    return any(i.module in names or f"{i.module}.{i.name}" in names for i in mine)


def _spelled_class(reader: Reader, case: Case, name: str, imports: list[tuple[str, str]]) -> str:
    """How the module names a class of the project, or may name it with one more import."""
    short = name.rpartition(".")[2]
    asker = Asker(reader.effects, reader.scope, case.found.step)
    if asker.spelled(name) is not None:
        return short
    if name == case.query.entity and getattr(case.query.form, "imported_late", None):
        return short  # the query has it imported before the loop
    home = asker.importable(name)
    if home:
        imports.append((home, short))
        return short
    raise No(f"`{short}` is not imported here")


def _acts_before(reader: Reader, case: Case) -> str | None:
    """Why a check cannot be made before the whole statement."""
    step, expr = case.found.step, case.found.site
    if step.value is expr:
        return None
    outer = next((e for e in expressions(step) if any(p is expr for p in walk(e))), None)
    if outer is None:
        return "the query stands where nothing can come before it"
    for part in evaluated_before(outer, expr):
        reason = why_not_pure(reader.effects.of_expr(reader.scope, part, step))
        if reason is not None:
            return f"something happens in the statement before its query: {reason}"
    return None
