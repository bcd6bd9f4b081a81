"""The report for a page: a table of findings, and the evidence of each below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codemods.model.findings import Finding
from codemods.model.fixes import Fix
from codemods.reports.hunks import unified
from codemods.reports.markdown_text import block, code, prose
from codemods.reports.text_report import counted


def render(
    findings: Sequence[Finding],
    files: int,
    skipped: Sequence[tuple[str, str]],
    fixes: Sequence[Fix] = (),
) -> str:
    """The whole report as text; findings that have a fix show its diff."""
    return "\n".join(_parts(findings, files, skipped, fixes)) + "\n"


def _parts(
    findings: Sequence[Finding],
    files: int,
    skipped: Sequence[tuple[str, str]],
    fixes: Sequence[Fix],
) -> Iterator[str]:
    yield f"## {counted(findings, files)}"
    if findings:
        yield ""
        yield "| place | function | verdict | severity | round trips |"
        yield "|---|---|---|---|---|"
        for f in findings:
            cost = f"{f.cost_before} → {f.cost_after}" if f.cost_before else ""
            place = f"{f.path}:{f.span.line}"
            cells = (code(place), code(f.function), f.verdict, f.severity, cost)
            yield f"| {' | '.join(cells)} |"
    by_id = {fix.finding.id: fix for fix in fixes}
    for finding in findings:
        yield ""
        yield f"### {code(f'{finding.path}:{finding.span.line}')} {finding.pattern}"
        yield ""
        yield prose(finding.message)
        if finding.id in by_id:
            yield from diffs(by_id[finding.id])
        told = [
            *(prose(evidence) for evidence in finding.evidence),
            *(f"**Not proved:** {prose(missing)}" for missing in finding.missing),
        ]
        if told:
            yield ""
            yield from (f"- {line}" for line in told)
    if skipped:
        yield ""
        yield "### Files that could not be read"
        yield ""
        yield from (f"- {code(path)}: {prose(reason)}" for path, reason in skipped)


def diffs(fix: Fix) -> Iterator[str]:
    """The diff of every file that the fix changes."""
    for text in fix.texts:
        yield ""
        yield block(unified(text.path, text.before, text.after), "diff")
