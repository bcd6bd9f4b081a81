"""The same query several times in a row with different keys: `get(a)`, `get(b)`, `get(c)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.loading import load_code
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Display,
    Expr,
    Name,
    Step,
    bound_names,
    walk,
)
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Query, Unreadable
from codemods.model.spans import Span
from codemods.model.steps import AddImport, FileEdit, LoadOnce, PlanStep, TakeLoaded
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_checks import loads_lazily
from codemods.patterns._batch_helpers import at_call, load_through
from codemods.patterns._batch_keys import judge, kind_of
from codemods.patterns._batch_missing import said
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_sites import Found
from codemods.project.describe import describe
from codemods.project.helpers import helper_call
from codemods.project.purity import names_read
from codemods.project.queries import Asker, batch_query, read_query

# Two in a row are hardly worth a dict.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One statement of a row: its query and the key it asks for."""

    found: Found
    query: Query
    index: int  # of the filter that holds the key
    key: Expr


def find_sequences(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings for the rows of like queries in the blocks of a function."""
    yield from _block(reader, reader.function.body)


def _block(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Finding | Refused]:
    turns: list[Turn] = []
    for step in (*steps, None):
        turn = _turn(reader, step) if step is not None else None
        if turn is not None and turns and not _alike(turns[-1], turn):
            yield from _decided(reader, turns)
            turns = []
        if turn is not None:
            turns.append(turn)
        else:
            yield from _decided(reader, turns)
            turns = []
        if step is not None and step.kind != "for":
            for block in step.blocks:
                yield from _block(reader, block.steps)


def _turn(reader: Reader, step: Step) -> Turn | None:
    """The query of `name = query`, whose only changing part is a plain key."""
    if step.kind != "assign" or len(step.targets) != 1 or not isinstance(step.targets[0], Name):
        return None
    if step.shared_line or not isinstance(step.value, Await | Call):
        return None
    asker = Asker(reader.effects, reader.scope, step)
    query = read_query(asker, step.value)
    helper = None
    if query is None:
        helper = helper_call(reader.effects, reader.scope, step.value, step)
        query = helper.query if helper is not None else None
    if not isinstance(query, Query) or asker.consumed or query.gives != "entity":
        return None
    if query.answer == "all" or query.limit is not None or len(query.filters) != 1:
        return None
    if query.library != "sqlalchemy":
        # Elsewhere every query makes an object of its own, which somebody may change.
        return None
    value: Expr | None = query.filters[0].value
    if helper is not None and value is not None:
        value = at_call(helper, value)
    if value is None or not all(isinstance(p, Name | Attribute) for p in walk(value)):
        return None
    found = Found(step.value, step, (), query, (), helper)
    return Turn(found, query, 0, value)


def _alike(one: Turn, other: Turn) -> bool:
    """Whether two turns ask the same, but for the key, and the second needs nothing of the first."""
    first, second = one.query, other.query
    same = (
        (first.library, first.entity, first.answer, first.channel, first.rest, first.missing)
        == (
            second.library,
            second.entity,
            second.answer,
            second.channel,
            second.rest,
            second.missing,
        )
        and first.filters[0].column == second.filters[0].column
        and one.key != other.key
    )
    helpers = (one.found.helper, other.found.helper)
    if helpers[0] is not None and helpers[1] is not None:
        same = same and helpers[0].call.callee == helpers[1].call.callee
    elif helpers[0] is not None or helpers[1] is not None:
        return False
    bound = {n for t in one.found.step.targets for n in bound_names(t)}
    return same and not bound & names_read(other.found.expr)


def _decided(reader: Reader, turns: list[Turn]) -> Iterator[Finding | Refused]:
    if len(turns) < FEWEST:
        return
    # A name that an early turn binds must not be in a late turn's key.
    bound = {n for t in turns[:-1] for n in bound_names(t.found.step.targets[0])}
    if any(bound & names_read(t.found.expr) for t in turns[1:]):
        return
    finding = _finding(reader, turns)
    if finding is not None:
        yield finding


def _finding(reader: Reader, turns: list[Turn]) -> Finding | None:
    first = turns[0]
    query = first.query
    missing: list[str] = [query.assumed] if query.assumed else []
    evidence: list[str] = [f"the queries differ only by `{query.filters[0].column}`"]
    for turn in turns:
        asker = Asker(reader.effects, reader.scope, turn.found.step)
        part = query.filters[0]
        entity = asker.entity(part.entity) or asker.table(part.entity)
        column = entity.columns.get(part.column) if entity is not None else None
        named = f"{entity.table if entity is not None else part.entity}.{part.column}"
        kind = kind_of(asker, turn.key)
        judged = judge(
            getattr(query.form, "driver", query.library), column, named, kind,
            getattr(query.form, "dialect", None) or asker.dialect,
        )  # fmt: skip
        if judged.refused or judged.by_position or loads_lazily(asker, turn.key):
            return None
        if kind.nullable and query.library != "raw" and (column is None or column.nullable):
            return None
        missing += [judged.missing] if judged.missing else []
        evidence += [judged.evidence] if judged.evidence else []
    into, held = (reader.fresh(w) for w in wishes(query, (0,)))
    keys = f"{held} = {spell(Display('list', tuple(t.key for t in turns)))}"
    imports: list[tuple[str, str]] = []
    edits: list[FileEdit] = []
    if first.found.helper is not None:
        loaded = load_through(
            reader.effects,
            reader.scope,
            first.found,
            (0,),
            held,
            into,
            reader.fresh,
            reader.start,
        )
        if isinstance(loaded, Unreadable) or first.found.helper.helper is None:
            return None
        if query.answer == "one":
            return None
        code, edits, imports = loaded.code, loaded.edits, loaded.imports
        evidence.append(loaded.told)
    else:
        asker = Asker(reader.effects, reader.scope, first.found.step)
        written = batch_query(query, (0,), asker, reader.fresh)
        if isinstance(written, Unreadable) or written.imported_late:
            return None
        imports = list(written.imports)
        code = load_code(written, held, into, None, reader.start, sure=True)
    asker = Asker(reader.effects, reader.scope, first.found.step)
    owner = query.missing.rpartition(".")[0] if query.answer == "one" else ""
    of_model = reader.project.class_fact(owner) or reader.project.catalogue.model(owner)
    if of_model and asker.spelled(owner) is None:
        return None
    steps = _steps(reader, turns, keys, code, into, imports)
    return _told(reader, turns, steps, edits, missing, evidence)


def _steps(
    reader: Reader,
    turns: list[Turn],
    keys: str,
    code: str,
    into: str,
    imports: list[tuple[str, str]],
) -> list[PlanStep]:
    name, line = reader.function.name, reader.function.span.line
    steps: list[PlanStep] = [LoadOnce(name, line, turns[0].found.step.span, keys, code)]
    for turn in turns:
        text = spell(turn.key)
        check = ""
        if turn.query.answer == "one":
            owner, _, short = turn.query.missing.rpartition(".")
            if reader.project.class_fact(owner) is not None or reader.project.catalogue.model(
                owner
            ):
                raised = f"{owner.rpartition('.')[2]}.{short}"
            else:
                imports.append((owner, short))
                raised = short
            check = f"if {text} not in {into}:\n    raise {raised}({said(turn.query)})"
        place = _span(turn.found.expr)
        taking = f"{into}[{text}]" if turn.query.answer == "one" else f"{into}.get({text})"
        steps.append(TakeLoaded(name, line, place, taking, turn.found.step.span, check))
    steps += (AddImport(m, n or None) for m, n in dict.fromkeys(imports))
    return steps


def _span(expr: Expr) -> Span:
    if isinstance(expr, Await | Call):
        return expr.span
    raise TypeError("only calls have queries")


def _told(
    reader: Reader,
    turns: list[Turn],
    steps: list[PlanStep],
    more: list[FileEdit],
    missing: list[str],
    evidence: list[str],
) -> Finding:
    first, last = turns[0].found.step.span, turns[-1].found.step.span
    span = Span(first.line, first.column, last.end_line, last.end_column)
    path = reader.module.path
    edits = [FileEdit(path, tuple(steps))]
    for edit in more:
        if edit.path == path:
            edits[0] = FileEdit(path, (*edits[0].steps, *edit.steps))
        else:
            edits.append(edit)
    text = "\n".join(reader.project.lines(path)[first.line - 1 : last.end_line])
    entity = turns[0].query.entity.rpartition(".")[2]
    keys = ", ".join(describe(t.key) for t in turns)
    verdict: Verdict = "unsafe" if missing else "safe"
    return Finding(
        identity(reader.pattern, path, reader.function.name, text, reader.seen),
        reader.pattern, path, span, reader.function.name, verdict, "medium",
        f"`{entity}` is queried for {keys} one after the other: {len(turns)} round trips become 1",
        tuple(dict.fromkeys(evidence)), tuple(dict.fromkeys(missing)), str(len(turns)), "1",
        tuple(edits),
    )  # fmt: skip
