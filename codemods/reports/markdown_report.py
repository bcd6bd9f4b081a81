"""The report for a page: a table of findings, and the evidence of each below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codemods.model.findings import Finding
from codemods.reports.text_report import counted


def render(findings: Sequence[Finding], files: int, skipped: Sequence[tuple[str, str]]) -> str:
    """The whole report as text."""
    return "\n".join(_parts(findings, files, skipped)) + "\n"


def _parts(
    findings: Sequence[Finding], files: int, skipped: Sequence[tuple[str, str]]
) -> Iterator[str]:
    yield f"## {counted(findings, files)}"
    if findings:
        yield ""
        yield "| place | function | verdict | severity | round trips |"
        yield "|---|---|---|---|---|"
        for f in findings:
            cost = f"{f.cost_before} → {f.cost_after}" if f.cost_before else ""
            place = f"{f.path}:{f.span.line}"
            cells = (_code(place), _code(f.function), f.verdict, f.severity, cost)
            yield f"| {' | '.join(cells)} |"
    for finding in findings:
        yield ""
        yield f"### {_code(f'{finding.path}:{finding.span.line}')} {finding.pattern}"
        yield ""
        yield _line(finding.message)
        told = [*finding.evidence, *(f"**Not proved:** {m}" for m in finding.missing)]
        if told:
            yield ""
            yield from (f"- {_line(evidence)}" for evidence in told)
    if skipped:
        yield ""
        yield "### Files that could not be read"
        yield ""
        yield from (f"- {_code(path)}: {_line(reason)}" for path, reason in skipped)


def _code(text: str) -> str:
    """Text in a code span that also holds in a cell of a table."""
    plain = _line(text).replace("|", "\\|")
    return f"`` {plain} ``" if "`" in plain else f"`{plain}`"


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode().split())
