"""What a commit says of the findings it carries out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from codemods.model.findings import Finding

_SUBJECTS = {"gather": "Run independent awaits together"}


def commit_message(findings: Sequence[Finding], command: str, version: str) -> str:
    """Subject, what changed and why per function, and how to do it again."""
    patterns = sorted({f.pattern for f in findings})
    count = len(findings)
    subject = (
        _SUBJECTS.get(patterns[0], f"Apply {patterns[0]}")
        if len(patterns) == 1
        else "Apply " + ", ".join(patterns)
    )
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
    parts.append(f"Made by refactor {version}: {command}")
    parts.append(
        f"Refactor-Pattern: {', '.join(patterns)}\nRefactor-Findings: {', '.join(f.id for f in findings)}"
    )
    return "\n\n".join(parts) + "\n"
