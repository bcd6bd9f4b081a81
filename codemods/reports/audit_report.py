"""The audit as teams write it by hand, in Markdown: summary, findings, strengths, priorities, checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from codemods.model.fixes import Fix
from codemods.reports import costs
from codemods.reports.audit import SEVERITIES, VERDICTS, Audit
from codemods.reports.audit_advice import checklist, priorities
from codemods.reports.markdown_report import diffs
from codemods.reports.markdown_text import code, prose
from codemods.reports.rules import summary
from codemods.reports.text_report import count, counted

_MOST_REASONS = 12


def render(audit: Audit) -> str:
    """The whole audit as text."""
    parts = (
        _summary(audit),
        _findings(audit),
        _strengths(audit),
        _left_alone(audit),
        priorities(audit),
        checklist(audit),
        _skipped(audit),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _summary(audit: Audit) -> Iterator[str]:
    findings = audit.findings
    yield f"# Audit of {code(audit.project)}: round trips to databases and networks"
    yield ""
    yield f"{audit.date}, refactor {audit.version}, {count(audit.files, 'file')} read."
    yield ""
    yield "## Executive summary"
    yield ""
    yield f"{counted(findings, audit.files)}."
    before, after = costs.totals(findings)
    if before:
        given = f", where a loop has {costs.ITEMS} items" if costs.has_loops(findings) else ""
        yield (
            f"If each of these places ran once, they would wait for **{before}** round trips now "
            f"and for **{after}** after all edits{given}."
        )
    if not findings:
        return
    yield ""
    yield f"| severity | {' | '.join(VERDICTS)} | all |"
    yield "|---|--:|--:|--:|--:|"
    counts = Counter((f.severity, f.verdict) for f in findings)
    for severity in SEVERITIES:
        row = [counts[severity, verdict] for verdict in VERDICTS]
        yield f"| {severity} | {' | '.join(map(str, row))} | {sum(row)} |"
    sums = [sum(counts[s, verdict] for s in SEVERITIES) for verdict in VERDICTS]
    yield f"| **all** | {' | '.join(map(str, sums))} | {sum(sums)} |"
    yield ""
    yield "| pattern | what it is | places |"
    yield "|---|---|--:|"
    for name, number in sorted(Counter(f.pattern for f in findings).items()):
        yield f"| {code(name)} | {prose(summary(audit.patterns.get(name, '')))} | {number} |"


def _findings(audit: Audit) -> Iterator[str]:
    by_path: dict[str, list[Fix]] = defaultdict(list)
    for fix in audit.fixes:
        by_path[fix.finding.path].append(fix)
    if by_path:
        yield ""
        yield "## Findings by file"
    number = 0
    for path, fixes in by_path.items():
        yield ""
        yield f"### {code(path)}"
        for fix in fixes:
            number += 1
            yield from _finding(number, fix)


def _finding(number: int, fix: Fix) -> Iterator[str]:
    finding = fix.finding
    yield ""
    yield f"#### {number}. {code(finding.function)}"
    yield ""
    yield "| pattern | lines | severity | verdict | now | after |"
    yield "|---|---|---|---|--:|--:|"
    span = finding.span
    lines = str(span.line) if span.line == span.end_line else f"{span.line}-{span.end_line}"
    cells = [code(finding.pattern), lines, finding.severity, finding.verdict]
    yield f"| {' | '.join(cells)} | {finding.cost_before or '-'} | {finding.cost_after or '-'} |"
    yield ""
    yield f"**Impact:** {prose(finding.message)}"
    if finding.missing:
        yield ""
        yield "**Not proved:**"
        yield ""
        yield from (f"- {prose(missing)}" for missing in finding.missing)
    if finding.evidence:
        yield ""
        yield "**Because:**"
        yield ""
        yield from (f"- {prose(evidence)}" for evidence in finding.evidence)
    yield ""
    if fix.texts:
        yield f"**Fix** (id `{finding.id}`):"
        yield from diffs(fix)
    elif fix.reason:
        yield f"**No fix:** {prose(fix.reason)}"
    else:
        yield "**No fix is offered:** this one needs a decision first."


def _strengths(audit: Audit) -> Iterator[str]:
    yield ""
    yield "## What is already good"
    yield ""
    if not audit.strengths:
        yield "No calls were found that run work together, ask for many keys at once or load ahead."
        return
    yield "Calls counted by name; whether each of them is right was not judged."
    yield ""
    for strength in audit.strengths:
        files = len({path for path, _, _ in strength.places})
        names = Counter(name for _, _, name in strength.places).most_common(3)
        shown = ", ".join(code(name) for name, _ in names)
        where = ", ".join(code(f"{p}:{line}") for p, line, _ in strength.places[:3])
        places = f"{count(len(strength.places), 'place')} in {count(files, 'file')}"
        yield f"- **{strength.title}**: {places} ({shown}), for example {where}"


def _left_alone(audit: Audit) -> Iterator[str]:
    if not audit.left_alone:
        return
    total = sum(len(group.places) for group in audit.left_alone)
    yield ""
    yield "## Looked at and left alone"
    yield ""
    yield f"{count(total, 'place')} where an edit came to mind and was found wrong or not known to be right:"
    yield ""
    for group in audit.left_alone[:_MOST_REASONS]:
        where = ", ".join(code(f"{r.path}:{r.span.line}") for r in group.places[:3])
        yield f"- {len(group.places)} × {prose(group.reason)}, for example {where}"
    rest = audit.left_alone[_MOST_REASONS:]
    if rest:
        yield f"- {sum(len(group.places) for group in rest)} more for {count(len(rest), 'other reason')}"


def _skipped(audit: Audit) -> Iterator[str]:
    if not audit.skipped:
        return
    yield ""
    yield "## Files that could not be read"
    yield ""
    yield from (f"- {code(path)}: {prose(reason)}" for path, reason in audit.skipped)
