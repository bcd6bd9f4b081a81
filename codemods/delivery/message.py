"""What a commit says of the findings it carries out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from codemods.model.findings import Finding

_SUBJECTS = {"gather": "Run independent awaits together"}


def commit_message(
    findings: Sequence[Finding],
    command: str,
    version: str,
    ignored: Sequence[tuple[Finding, str]] = (),
) -> str:
    """Subject, what changed and why per function, and how to do it again.

    `ignored` are findings that got a comment instead of an edit, with the reason a person gave.
    """
    patterns = sorted({f.pattern for f in (*findings, *(f for f, _ in ignored))})
    count = len(findings) or len(ignored)
    subject = (
        _SUBJECTS.get(patterns[0], f"Apply {patterns[0]}")
        if len(patterns) == 1
        else "Apply " + ", ".join(patterns)
    )
    if not findings:
        subject = f"Ignore {', '.join(patterns)} where it is not wanted"
    places = "1 place" if count == 1 else f"{count} places"
    parts = [f"{subject} ({places})"]
    for finding in findings:
        lines = [
            f"{finding.function} ({finding.path}): {finding.cost_before} -> {finding.cost_after}, {finding.verdict}"
        ]
        lines += textwrap.wrap(finding.message, 72, initial_indent="  ", subsequent_indent="  ")
        for evidence in finding.evidence:
            lines += textwrap.wrap(evidence, 72, initial_indent="  - ", subsequent_indent="    ")
        for missing in finding.missing:
            lines += textwrap.wrap(
                f"not proved: {missing}", 72, initial_indent="  - ", subsequent_indent="    "
            )
        parts.append("\n".join(lines))
    parts += _ignored(ignored)
    parts.append(f"Made by refactor {version}: {command}")
    trailers = [f"Refactor-Pattern: {', '.join(patterns)}"]
    if findings:
        trailers.append(f"Refactor-Findings: {', '.join(f.id for f in findings)}")
    if ignored:
        trailers.append(f"Refactor-Ignored: {', '.join(f.id for f, _ in ignored)}")
    parts.append("\n".join(trailers))
    return "\n\n".join(parts) + "\n"


def _ignored(ignored: Sequence[tuple[Finding, str]]) -> list[str]:
    if not ignored:
        return []
    lines = ["Ignored from now on, by a comment at the place:"]
    for finding, reason in ignored:
        told = f"{finding.function} ({finding.path})" + (f": {reason}" if reason else "")
        lines += textwrap.wrap(told, 72, initial_indent="  - ", subsequent_indent="    ")
    return ["\n".join(lines)]
