"""The steps that ask for all keys of a row of queries at once, and take what each gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codemods.languages.python.loading import load_code, taken
from codemods.languages.python.spell import spell
from codemods.model.code import Display, Operation
from codemods.model.findings import Finding, Verdict, identity
from codemods.model.queries import Batched, Unreadable
from codemods.model.steps import AddImport, FileEdit, LoadOnce, PlanStep, TakeLoaded
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_helpers import load_through
from codemods.patterns._batch_missing import check_missing
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_notes import annotation_of
from codemods.patterns._batch_plan import around, binds_closer, place_of, together
from codemods.patterns._batch_sequence_judge import are_distinct
from codemods.patterns._batch_shown import shown_by
from codemods.project.describe import describe
from codemods.project.queries import Asker, batch_query


def plan_run(reader: Reader, run: Sequence[Case]) -> Finding:
    """The finding for a row of queries that can be asked together; raises `No` where it cannot be written."""
    first = run[0]
    name, line, path = reader.function.name, reader.function.span.line, reader.module.path
    into, held = (reader.fresh(wish) for wish in wishes(first.query, first.varying))
    code, batched, more, imports = _loading(reader, run, held, into)
    keys = spell(Display("list", tuple(case.keys[0] for case in run)))
    if not are_distinct(run) and (first.query.by_position or batched.grouping == "list"):
        keys = f"list(dict.fromkeys({keys}))"
    late = "".join(f"from {home} import {short}\n" for home, short in batched.imported_late)
    steps: list[PlanStep] = [
        LoadOnce(name, line, first.found.step.span, f"{late}{held} = {keys}", code),
        *(_taking(reader, case, batched, into, not are_distinct(run), imports) for case in run),
    ]
    for module, wanted in dict.fromkeys(imports):
        if (wanted or module.partition(".")[0]) in reader.function.local_names:
            raise No(f"`{wanted or module}` has another meaning in the function")
        steps.append(AddImport(module, wanted or None))
    return _told(reader, run, together([FileEdit(path, tuple(steps)), *more]))


def _loading(
    reader: Reader, run: Sequence[Case], held: str, into: str
) -> tuple[str, Batched, list[FileEdit], list[tuple[str, str]]]:
    first = run[0]
    query, found = first.query, first.found
    edits: list[FileEdit] = []
    if found.helper is not None:
        loaded = load_through(
            reader.effects, reader.scope, found, first.varying, held, into,
            reader.fresh, reader.start, query.by_position, query.null_keys,
        )  # fmt: skip
        if isinstance(loaded, Unreadable):
            raise No(loaded.reason, loaded.trap)
        first.evidence.append(loaded.told)
        code, batched, edits = loaded.code, loaded.batched, loaded.edits
        imports = list(loaded.imports)
    else:
        written = batch_query(
            query, first.varying, Asker(reader.effects, reader.scope, found.step), reader.fresh
        )
        if isinstance(written, Unreadable):
            raise No(written.reason, written.trap)
        batched = written
        imports = list(batched.imports)
        note = annotation_of(reader, first, batched)
        code = load_code(batched, held, into, None, reader.start, note, sure=True)
        if batched.grouping == "list":
            imports.append(("collections", "defaultdict"))
    if batched.cut is not None:
        raise No("all rows of a key would be read for the first ones", "B10")
    if batched.most is not None and len(run) > batched.most:
        raise No("there are more keys than one query takes", "B12")
    if batched.widened and any(shown_by(reader, case) != "whole" for case in run):
        raise No("the key column is not among the columns that are selected")
    return code, batched, edits, imports


def _taking(
    reader: Reader,
    case: Case,
    batched: Batched,
    into: str,
    copies: bool,
    imports: list[tuple[str, str]],
) -> TakeLoaded:
    """What a query of the row gave, taken at its place."""
    query, found, site = case.query, case.found, case.found.site
    key = spell(case.keys[0])
    outer = around(found, site)
    denied = query.denied
    if batched.grouping == "set" and isinstance(outer, Operation) and outer.operator == "not":
        site, outer, denied = outer, around(found, outer), not denied
    default = spell(query.default) if query.default is not None else ""
    text = taken(into, key, batched, query.answer, default, copies, denied)
    if query.as_number:
        text = f"int({text})"
    elif batched.grouping == "set" and binds_closer(outer, site):
        text = f"({text})"
    place = place_of(reader, found, site)
    if place is None:
        raise No("the query stands where it cannot be replaced")
    check = check_missing(reader, case, into, key, imports)
    name, line = reader.function.name, reader.function.span.line
    return TakeLoaded(name, line, place, text, found.step.span, check)


def _told(reader: Reader, run: Sequence[Case], edits: tuple[FileEdit, ...]) -> Finding:
    first, last = run[0].found.step.span, run[-1].found.step.span
    span = replace(first, end_line=last.end_line, end_column=last.end_column)
    path, query = reader.module.path, run[0].query
    text = "\n".join(reader.project.lines(path)[first.line - 1 : last.end_line])
    keys = [describe(case.keys[0]) for case in run]
    named = ", ".join(keys if len(keys) < 6 else [*keys[:4], f"{len(keys) - 4} more"])
    evidence = [f"the queries differ only by `{query.filters[run[0].varying[0]].column}`"]
    evidence += (e for case in run for e in case.evidence)
    missing = tuple(dict.fromkeys(m for case in run for m in case.missing if m))
    verdict: Verdict = "unsafe" if missing else "safe"
    return Finding(
        identity(reader.pattern, path, reader.function.name, text, reader.seen),
        reader.pattern, path, span, reader.function.name, verdict, "medium",
        f"`{query.entity.rpartition('.')[2]}` is queried for {named} one after the other: "
        f"{len(run)} round trips become 1",
        tuple(dict.fromkeys(evidence)), missing, str(len(run)), "1", edits,
    )  # fmt: skip
