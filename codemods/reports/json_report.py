"""The report for programs: one JSON object, keys are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from codemods.model.findings import Finding, Refused
from codemods.model.fixes import Fix
from codemods.reports.edits import edits


def render(
    root: str,
    files: int,
    skipped: Sequence[tuple[str, str]],
    findings: Sequence[Finding],
    applied: Collection[str] = (),
    refusals: Sequence[Refused] | None = None,
    branch: str | None = None,
    commits: Sequence[str] | None = None,
    fixes: Sequence[Fix] = (),
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
        "findings": [as_data(f, f.id in applied) for f in findings],
    }
    by_id = {fix.finding.id: fix for fix in fixes}
    for told in document["findings"]:
        if told["id"] in by_id:
            told |= _fix(by_id[told["id"]])
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
    return json.dumps(document, indent=2, ensure_ascii=True)


def as_data(finding: Finding, applied: bool = False) -> dict[str, Any]:
    """One finding as plain data."""
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


def _fix(fix: Fix) -> dict[str, Any]:
    """The replacements that carry out this finding alone; lines and columns count from 1."""
    told: dict[str, Any] = {
        "edits": [
            {
                "path": text.path,
                "start": {"line": edit.start[0], "column": edit.start[1]},
                "end": {"line": edit.end[0], "column": edit.end[1]},
                "text": edit.text,
            }
            for text in fix.texts
            for edit in edits(text.before, text.after)
        ]
    }
    return told | ({"no_edit_because": fix.reason} if fix.reason else {})
