"""The report for programs: one JSON object, keys are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from codemods.model.findings import Finding, Refused


def render(
    root: str,
    files: int,
    skipped: Sequence[tuple[str, str]],
    findings: Sequence[Finding],
    applied: Collection[str] = (),
    refusals: Sequence[Refused] | None = None,
    branch: str | None = None,
    commits: Sequence[str] | None = None,
    tests: Mapping[str, Any] | None = None,
) -> str:
    """The whole report as text."""
    document: dict[str, Any] = {
        "version": 1,
        "root": root,
        "summary": {
            "files": files,
            "skipped": [{"path": p, "reason": r} for p, r in skipped],
            "findings": len(findings),
        },
        "findings": [_finding(f, f.id in applied) for f in findings],
    }
    if refusals is not None:
        document["refusals"] = [
            {
                "pattern": r.pattern,
                "path": r.path,
                "line": r.span.line,
                "end_line": r.span.end_line,
                "function": r.function,
                "reason": r.reason,
            }
            for r in refusals
        ]
    if commits is not None:
        document["branch"] = branch
        document["commits"] = list(commits)
    if tests is not None:
        document["verify"] = dict(tests)
    return json.dumps(document, indent=2, ensure_ascii=True)


def _finding(finding: Finding, applied: bool) -> dict[str, Any]:
    return {
        "id": finding.id,
        "pattern": finding.pattern,
        "path": finding.path,
        "line": finding.span.line,
        "column": finding.span.column + 1,
        "end_line": finding.span.end_line,
        "function": finding.function,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "message": finding.message,
        "evidence": list(finding.evidence),
        "missing": list(finding.missing),
        "cost_before": finding.cost_before,
        "cost_after": finding.cost_after,
        "applied": applied,
    }
