"""The report for people: a line per finding, evidence on request, a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from codemods.model.findings import Finding, Refused


def lines(
    findings: Sequence[Finding],
    refusals: Sequence[Refused] = (),
    verbose: bool = False,
) -> Iterator[str]:
    """Findings and (when asked for) refusals, one to a line."""
    for finding in findings:
        yield headline(finding)
        if verbose:
            yield from details(finding)
    if verbose:
        for refusal in refusals:
            yield f"{refusal.path}:{refusal.span.line}: [{refusal.pattern}] left alone: {refusal.reason}"


def headline(finding: Finding) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column + 1}"
    cost = f" ({finding.cost_before} -> {finding.cost_after})" if finding.cost_before else ""
    return f"{place}: [{finding.pattern}] {finding.verdict}: {finding.message}{cost}"


def details(finding: Finding) -> Iterator[str]:
    yield f"    in {finding.function}, id {finding.id}"
    for evidence in finding.evidence:
        yield f"    because {evidence}"
    for missing in finding.missing:
        yield f"    not proved: {missing}"


def summary(
    findings: Sequence[Finding], files: int, skipped: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """The closing lines: counts, files that could not be read."""
    for path, reason in skipped:
        yield f"skipped {path}: {reason}"
    yield counted(findings, files) + "."


def counted(findings: Sequence[Finding], files: int) -> str:
    """How many findings of which verdicts in how many files."""
    where = "1 file" if files == 1 else f"{files} files"
    if not findings:
        return f"Nothing found in {where}"
    counts = Counter(f.verdict for f in findings)
    shown = ", ".join(f"{counts[v]} {v}" for v in ("safe", "unsafe", "manual") if counts[v])
    noun = "finding" if len(findings) == 1 else "findings"
    return f"{len(findings)} {noun} in {where}: {shown}"


def count(number: int, noun: str) -> str:
    """`1 place`, `2 places`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
