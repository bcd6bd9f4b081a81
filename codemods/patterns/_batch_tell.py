"""What is said of a batch: its message, evidence and cost."""

from __future__ import annotations

from codemods.model.code import (
    Name,
)
from codemods.model.findings import Finding, Verdict, identity
from codemods.model.spans import Span
from codemods.model.steps import FileEdit
from codemods.patterns._batch_case import Case, Reader
from codemods.patterns._batch_sites import Found
from codemods.project.describe import describe


def told(
    reader: Reader, case: Case, place: Span, edits: tuple[FileEdit, ...], twin: str
) -> Finding:
    found, query = case.found, case.query
    loops = [f for f in found.frames[case.start :] if f.kind == "loop"]
    counts = " * ".join("nmkl"[i] if i < 4 else "n" for i in range(len(loops)))
    items = describe(loops[0].iterable) if loops[0].iterable is not None else "items"
    entity = query.entity.rpartition(".")[2]
    where = _where(reader, found)
    message = (
        f"`{entity}` is queried once per item of `{items}`: {counts} round trips become 1"
        if where == ""
        else f"`{entity}` is queried once per item of `{items}`, in {where}: "
        f"{counts} round trips become 1"
    )
    evidence = [
        f"the query varies only by `{', '.join(query.filters[i].column for i in case.varying)}`"
    ]
    evidence += dict.fromkeys(case.evidence)
    if query.answer == "one":
        evidence.append("a missing row raises as before, when it is the item's turn")
    if case.joined is not None:
        evidence.append("each item gets the rows that it asked for, through the same manager")
    lines = reader.project.lines(reader.module.path)
    text = "\n".join(lines[found.step.span.line - 1 : found.step.span.end_line])
    missing = tuple(dict.fromkeys(m for m in case.missing if m))
    verdict: Verdict = "unsafe" if missing else "safe"
    before = f"1 + {counts}" if case.joined is not None else _cost_before(reader, case, counts)
    return Finding(
        identity(reader.pattern, reader.module.path, reader.function.name, text, reader.seen),
        reader.pattern, reader.module.path, place, reader.function.name, verdict, "high", message,
        tuple(evidence), missing, before, "2" if before.startswith("1 +") else "1", edits,
    )  # fmt: skip


def _where(reader: Reader, found: Found) -> str:
    if found.inside is not None:
        function = found.inside.asked.function
        module = reader.project.modules[function.module]
        return f"`{function.name}` ({module.path}:{found.inside.asked.step.span.line})"
    if found.written_in is not None:
        module = reader.project.modules[found.written_in.module]
        return f"`{found.written_in.name}` ({module.path}:{found.written_in.span.line})"
    if found.helper is None or found.helper.helper is None:
        return ""
    helper = found.helper.helper
    while helper.inner is not None and helper.inner.helper is not None:
        helper = helper.inner.helper
    module = reader.project.modules[helper.function.module]
    return f"`{helper.function.name}` ({module.path}:{helper.at.span.line})"


def _cost_before(reader: Reader, case: Case, counts: str) -> str:
    frame = case.found.frames[case.start]
    iterable = frame.iterable
    if isinstance(iterable, Name) and reader.scope.is_local(iterable.id):
        found = reader.scope.reaching(iterable.id, frame.step)
        iterable = found[0].value if len(found) == 1 else None
        at = found[0].step if len(found) == 1 else frame.step
    else:
        at = frame.step
    if iterable is not None:
        summary = reader.effects.of_expr(reader.scope, iterable, at)
        if any(e.resource == "database" and e.kind in ("read", "unknown") for e in summary.effects):
            return f"1 + {counts}"
    return counts
