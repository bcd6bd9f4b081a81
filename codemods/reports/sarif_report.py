"""The report for code scanning services: SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from codemods.model.findings import Finding

_LEVELS = {"critical": "error", "high": "warning", "medium": "warning", "low": "note"}


def render(
    root: str,
    version: str,
    rules: Mapping[str, str],
    findings: Sequence[Finding],
    skipped: Sequence[tuple[str, str]],
) -> str:
    """The whole report as text; `rules` gives every pattern that ran its one-line summary."""
    names = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": "refactor",
                "version": version,
                "rules": [{"id": n, "shortDescription": {"text": rules[n]}} for n in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"uri": f"{Path(root).as_uri().rstrip('/')}/"}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {
                        "level": "warning",
                        "message": {"text": f"not read: {reason}"},
                        "locations": [{"physicalLocation": {"artifactLocation": _at(path)}}],
                    }
                    for path, reason in skipped
                ],
            }
        ],
        "results": [_result(f, names) for f in findings],
    }
    document = {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [run],
    }
    return json.dumps(document, indent=2)


def _result(finding: Finding, rules: Sequence[str]) -> dict[str, Any]:
    span = finding.span
    return {
        "ruleId": finding.pattern,
        "ruleIndex": rules.index(finding.pattern),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.verdict}: {finding.message}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _at(finding.path),
                    "region": {
                        "startLine": span.line,
                        "startColumn": span.column + 1,
                        "endLine": span.end_line,
                        "endColumn": span.end_column + 1,
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": finding.function, "kind": "function"}],
            }
        ],
        "partialFingerprints": {"refactorFinding/v1": finding.id},
        "properties": {
            "verdict": finding.verdict,
            "severity": finding.severity,
            "evidence": list(finding.evidence),
            "missing": list(finding.missing),
            "costBefore": finding.cost_before,
            "costAfter": finding.cost_after,
        },
    }


def _at(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogateescape")), "uriBaseId": "ROOT"}
