"""Small formats of services and pipes: JSON lines, GitHub annotations, GitLab code quality."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from codemods.model.findings import Finding
from codemods.reports.json_report import as_data
from codemods.reports.shown import one_line

_GITHUB = {"critical": "error", "high": "warning", "medium": "warning", "low": "notice"}
_GITLAB = {"critical": "critical", "high": "major", "medium": "minor", "low": "info"}


def jsonl(findings: Sequence[Finding]) -> str:
    """One finding to a line, with the keys that the JSON report has."""
    return "".join(f"{json.dumps(as_data(finding))}\n" for finding in findings)


def github(findings: Sequence[Finding]) -> str:
    """Commands that a workflow run on GitHub shows as annotations."""
    return "".join(f"{_annotation(finding)}\n" for finding in findings)


def gitlab(findings: Sequence[Finding]) -> str:
    """A code quality report; fingerprints have no line numbers, so they outlive edits."""
    told = [
        {
            "description": _message(finding),
            "check_name": finding.pattern,
            "fingerprint": finding.id,
            "severity": _GITLAB[finding.severity],
            "location": {
                "path": finding.path,
                "lines": {"begin": finding.span.line, "end": finding.span.end_line},
            },
        }
        for finding in findings
    ]
    return json.dumps(told, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "jsonl": jsonl,
    "github": github,
    "gitlab": gitlab,
}


def _message(finding: Finding) -> str:
    cost = f" ({finding.cost_before} -> {finding.cost_after})" if finding.cost_before else ""
    return f"{finding.verdict}: {one_line(finding.message)}{cost}"


def _annotation(finding: Finding) -> str:
    span = finding.span
    properties = {
        "file": finding.path,
        "line": str(span.line),
        "endLine": str(span.end_line),
        "title": f"{finding.pattern} in {finding.function}",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_GITHUB[finding.severity]} {told}::{_data(_message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
