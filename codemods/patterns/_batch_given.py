"""What a called function asks for each item is loaded before the loop, and given to the function.

The function gets a parameter that its callers need not give. Where it is given, the function takes from
it what its query gave; for all other callers it goes on to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from codemods.languages.python.loading import taken
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.signatures import additions
from codemods.languages.python.spell import spell
from codemods.model.code import Block, Expr, Name, expressions, steps_within, walk
from codemods.model.findings import Finding, Refused
from codemods.model.queries import Query
from codemods.model.spans import Span
from codemods.model.steps import (
    AddImport,
    FileEdit,
    Forget,
    HandOn,
    PlanStep,
    TakeLoaded,
    TakeParameter,
)
from codemods.patterns._batch_case import Case, No, Reader, header_of, refused, span_of
from codemods.patterns._batch_helpers import at_call
from codemods.patterns._batch_inside import Asked
from codemods.patterns._batch_judge import check_body, check_frames, check_iterables, check_keys
from codemods.patterns._batch_kept import check_kept
from codemods.patterns._batch_levels import levels, varying
from codemods.patterns._batch_notes import annotation_of, rows_have_none, value_is_optional
from codemods.patterns._batch_plan import Loaded, default_text, load_before, together, value_text
from codemods.patterns._batch_rows import check_reads, check_sharing, keys_differ, needs_copies
from codemods.patterns._batch_sites import Found, Frame
from codemods.patterns._batch_tell import told
from codemods.patterns._batch_twins import dict_type, plain_dict
from codemods.project.decorators import receiver_name
from codemods.project.files import oldest_python
from codemods.project.own_names import asked_for_names
from codemods.project.queries import Asker
from codemods.project.signatures import why_not_given


@dataclass
class _Part:
    """One query of the function, decided."""

    case: Case
    asked: Asked
    loaded: Loaded
    finding: Finding
    parameter: str  # as the signature says it
    edits: tuple[FileEdit, ...]


def decide_given(reader: Reader, every: Sequence[Found]) -> Iterator[Finding | Refused]:
    """What is decided about the queries of one function that a loop calls."""
    parts: list[_Part] = []
    with ExitStack() as stack:
        for comprehension in every[0].comprehensions:
            stack.enter_context(reader.scope.inside(comprehension))
        for found in every:
            try:
                parts.append(_part(reader, found))
            except No as no:
                if not no.quiet:
                    yield refused(reader, found, str(no))
            except CannotWrite as error:
                yield refused(reader, found, str(error))
    for some in ([p for p in parts if not p.case.missing], [p for p in parts if p.case.missing]):
        if some:
            try:
                yield _finding(reader, some)
            except CannotWrite as error:
                yield refused(reader, some[0].case.found, str(error))
            return  # the others are told when these are written


def _part(reader: Reader, found: Found) -> _Part:
    loops = [i for i, f in enumerate(found.frames) if f.kind == "loop"]
    if found.inside is None or not isinstance(found.query, Query):
        raise No("", quiet=True)
    problem: No | None = None
    for start in levels(reader, found, loops):
        try:
            return _at_level(reader, found, found.inside.asked, found.query, start)
        except No as no:
            if problem is None or no.quiet < problem.quiet:
                problem = no
    raise problem or No("", quiet=True)


def _at_level(reader: Reader, found: Found, asked: Asked, query: Query, start: int) -> _Part:
    frames = found.frames[start:]
    case = varying(reader, found, query, start)
    if any(f.walk is not None for f in frames) or any(f.kind not in ("loop", "if") for f in frames):
        raise No(f"the call of `{asked.function.name}` stands in a block of its own in the loop")
    fixed = why_not_given(reader.project, asked.function)
    if fixed:
        raise No(f"`{asked.function.name}` asks for it, and cannot be given it: {fixed}", "B45")
    if asked_for_names(asked.scope, steps_within(asked.function.body)) is not None:
        raise No(f"`{asked.function.name}` looks at all names that it has")
    if query.assumed:
        case.missing.append(query.assumed)
    if query.library == "raw":
        check_reads(reader, found)
    check_kept(reader, case)
    check_frames(reader, case)
    check_iterables(reader, case)
    check_keys(reader, case)
    check_body(reader, case)
    case.seen = _looking(reader, case, asked)
    _check_shared(reader, case, case.seen)
    loaded = load_before(reader, case)
    return _planned(reader, case, asked, loaded)


def _looking(reader: Reader, case: Case, asked: Asked) -> tuple[Reader, Case]:
    """The function as what looks at the rows: as if its body were that of the loop."""
    function = asked.function
    module = reader.project.modules[function.module]
    within = Reader(reader.pattern, reader.project, reader.effects, function, module, asked.scope)
    frame = Frame("loop", asked.step, block=Block("body", function.body))
    found = Found(asked.expr, asked.step, (frame,), asked.query, asked.consumed, asked.helper)
    return within, replace(case, found=found, start=0, seen=None)


def _check_shared(reader: Reader, case: Case, seen: tuple[Reader, Case]) -> None:
    """Two items with one key get the same rows: so they must be as they are for everybody."""
    if case.query.gives not in ("entity", "row") or keys_differ(reader, case):
        return
    form_style = getattr(case.query.form, "style", "")
    if case.query.library == "raw" and form_style not in ("tuple", "both", "record"):
        raise No("two items with one key would share a row, which somebody may change", "B14")
    if case.query.library not in ("raw", "sqlalchemy") or case.query.shaped:
        raise No("two items with one key would share a row, which somebody may change", "B14")
    within, inner = seen
    check_sharing(within, inner, within.effects.of_function(within.function))


def _planned(reader: Reader, case: Case, asked: Asked, loaded: Loaded) -> _Part:
    function, found = asked.function, case.found
    inside = found.inside
    place = span_of(asked.expr)
    call = span_of(found.site)
    if place is None or call is None or inside is None or case.seen is None:
        raise No("the query stands where it cannot be replaced")
    _check_name(asked, loaded.into)
    path = reader.project.modules[function.module].path
    rows = reader.project.lines(path)
    if any("#" in rows[n - 1] for s in (*asked.consumed, asked.step) for n in _lines(s.span)):
        raise No("comments stand at the query, which would be written anew")
    values = _in_function(case, asked)
    copies = case.query.answer == "all" and not keys_differ(reader, case) and needs_copies(
        *case.seen, loaded.distinct
    )  # fmt: skip
    default = default_text(reader, case.query)
    taking = taken(
        loaded.into, value_text(values), loaded.batched, case.query.answer, default, copies,
        case.query.denied,
    )  # fmt: skip
    if case.query.as_number:
        taking = f"int({taking})"
    code = f"{taking} if {loaded.into} is not None else {spell(asked.whole)}"
    if asked.step.value is not asked.expr:
        code = f"({code})"
    line = function.span.line
    theirs: list[PlanStep] = [
        TakeLoaded(function.name, line, place, code, asked.step.span),
        *(Forget(function.name, line, s.span) for s in asked.consumed),
    ]
    own: list[PlanStep] = [*loaded.steps]
    own += (AddImport(module, name or None) for module, name in loaded.imports)
    finding = told(reader, case, call, (), loaded.twin)
    edits = (
        FileEdit(reader.module.path, tuple(own)), FileEdit(path, tuple(theirs)), *loaded.edits,
    )  # fmt: skip
    return _Part(case, asked, loaded, finding, _parameter(reader, case, asked, loaded), edits)


def _lines(span: Span) -> range:
    return range(span.line, span.end_line + 1)


def _check_name(asked: Asked, name: str) -> None:
    function = asked.function
    read = {p for s in steps_within(function.body) for e in expressions(s) for p in walk(e)}
    if name in function.local_names or Name(name) in read:
        raise No(f"`{name}` has another meaning in `{function.name}`")


def _in_function(case: Case, asked: Asked) -> list[Expr]:
    """The keys in the function's own words."""
    values: list[Expr] = []
    for index in case.varying:
        value: Expr | None = asked.query.filters[index].value
        if asked.helper is not None and value is not None:
            value = at_call(asked.helper, value)
        if value is None:
            raise No("what the helper compares its key with is not one of its arguments")
        values.append(value)
    return values


def _parameter(reader: Reader, case: Case, asked: Asked, loaded: Loaded) -> str:
    """The new parameter, annotated where the function's others are and the type can be named."""
    function, name = asked.function, loaded.into
    own = [p for p in function.parameters if p.name != receiver_name(reader.project, function)]
    if not any(p.annotation is not None for p in own):
        return f"{name}=None"
    note = ""
    helper = asked.helper.helper if asked.helper is not None else None
    if helper is not None and helper.function.module == function.module:
        compared = [helper.query.filters[i].value for i in case.varying]
        names = [v.id for v in compared if isinstance(v, Name)]
        if len(names) == len(case.varying):
            asker = Asker(reader.effects, asked.scope, asked.step)
            part = helper.query.filters[case.varying[0]]
            note = dict_type(
                helper.function, names, helper, loaded.batched, case.query.null_keys,
                rows_have_none(asker, helper.query, part) and helper.shape is None,
                value_is_optional(asker, helper.query),
            )  # fmt: skip
    elif helper is None and function.module == reader.function.module:
        note = annotation_of(reader, case, loaded.batched)
    note = plain_dict(note).replace('"', "")
    if not note:
        return f"{name}=None"
    module = reader.project.modules[function.module]
    if "Optional" in module.imports and not any(
        "| None" in r for r in reader.project.lines(module.path)
    ):
        return f"{name}: Optional[{note}] = None"
    oldest = oldest_python(reader.project.root)
    if oldest is not None and oldest < (3, 10):
        return f'{name}: "{note} | None" = None'
    return f"{name}: {note} | None = None"


def _finding(reader: Reader, parts: Sequence[_Part]) -> Finding:
    """One finding for all that the function asks for, given to it at once."""
    function, found = parts[0].asked.function, parts[0].case.found
    inside = found.inside
    if inside is None:
        raise CannotWrite("there is no call")
    path = reader.project.modules[function.module].path
    text = "\n".join(reader.project.lines(path))
    line = function.span.line
    wanted = ", ".join(p.parameter for p in parts)
    (taking,) = additions(text, [TakeParameter(function.name, line, wanted)])
    head = _head(reader.project.lines(path), line, function.body[0].span.line)
    theirs = TakeLoaded(function.name, line, taking.place, taking.code, head)
    mine = "\n".join(reader.project.lines(reader.module.path))
    names = [p.loaded.into for p in parts]
    given = ", ".join(f"{n}={n}" for n in names)
    here, first = reader.function.name, reader.function.span.line
    (handing,) = additions(mine, [HandOn(here, first, inside.call.span, given)])
    whole = header_of(reader, found.step, handing.place) if found.step.blocks else found.step.span
    ours = TakeLoaded(here, first, handing.place, handing.code, whole)
    edits = together(
        [
            *(e for p in parts for e in p.edits),
            FileEdit(path, (theirs,)),
            FileEdit(reader.module.path, (ours,)),
        ]
    )
    finding = parts[0].finding
    evidence = [e for p in parts for e in p.finding.evidence]
    evidence.append(f"`{function.name}` takes what was loaded, and asks where it is not given")
    message, before, after = finding.message, finding.cost_before, finding.cost_after
    if len(parts) > 1:
        entities = " and ".join(dict.fromkeys(f"`{_short(p)}`" for p in parts))
        _, _, rest = message.partition(" is queried once per ")
        many, _, counted = rest.rpartition(": ")
        loops = counted.partition(" round trips")[0]
        message = (
            f"{entities} are queried once per {many}: {len(parts)} * {loops} round trips become "
            f"{len(parts)}"
        )
        extra = 1 if before.startswith("1 +") else 0
        before = f"{'1 + ' if extra else ''}{len(parts)} * {loops}"
        after = str(len(parts) + extra)
    return replace(
        finding, edits=edits, message=message, evidence=tuple(dict.fromkeys(evidence)),
        cost_before=before, cost_after=after,
    )  # fmt: skip


def _short(part: _Part) -> str:
    return part.case.query.entity.rpartition(".")[2]


def _head(rows: Sequence[str], line: int, body: int) -> Span:
    """The lines of a function's signature, to its colon; what it does begins in a line of its own."""
    for number in range(line, body):
        row = rows[number - 1].rstrip()
        if row.endswith(":"):
            indent = len(rows[line - 1]) - len(rows[line - 1].lstrip())
            return Span(line, indent, number, len(row.encode("utf-8")))
        if "#" in row:
            break
    raise CannotWrite("the signature of the function is not laid out line by line")
