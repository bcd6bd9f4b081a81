"""The report for code scanning services: SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from codemods.model.findings import Finding
from codemods.model.fixes import Fix, NewText
from codemods.project.files import read_source
from codemods.reports.edits import edits, utf16
from codemods.reports.hunks import lines_of
from codemods.reports.rules import as_markdown, sections, summary

_LEVELS = {"critical": "error", "high": "warning", "medium": "warning", "low": "note"}


def render(
    root: Path,
    version: str,
    rules: Mapping[str, str],
    fixes: Sequence[Fix],
    skipped: Sequence[tuple[str, str]],
    silenced: Sequence[Finding] = (),
) -> str:
    """The whole report as text.

    `rules` gives every pattern that ran its documentation; `silenced` are findings that a comment
    in the source switches off.
    """
    names = sorted(rules)
    texts = _Texts(root)
    off = {finding.id for finding in silenced}
    told = [*fixes, *(Fix(finding) for finding in silenced)]
    run = {
        "tool": {
            "driver": {
                "name": "refactor",
                "version": version,
                "semanticVersion": version,
                "rules": [_rule(name, rules[name]) for name in names],
            }
        },
        "automationDetails": {"id": "refactor/"},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {"ROOT": {"uri": f"{root.as_uri().rstrip('/')}/"}},
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
        "results": [_result(fix, names, texts, off) for fix in told],
    }
    document = {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [run],
    }
    return json.dumps(document, indent=2)


def _rule(name: str, documentation: str) -> dict[str, Any]:
    told = sections(documentation)
    return {
        "id": name,
        "shortDescription": {"text": summary(documentation)},
        "fullDescription": {"text": " ".join(told.get("Why", summary(documentation)).split())},
        "help": {"text": documentation, "markdown": as_markdown(documentation)},
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "tags": ["performance", "database", "concurrency"],
            "precision": "very-high",
            "problem.severity": "warning",
        },
    }


def _result(fix: Fix, rules: Sequence[str], texts: _Texts, off: Collection[str]) -> dict[str, Any]:
    finding = fix.finding
    result = {
        "ruleId": finding.pattern,
        "ruleIndex": rules.index(finding.pattern),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.verdict}: {finding.message}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _at(finding.path),
                    "region": texts.region(finding),
                },
                "logicalLocations": [{"fullyQualifiedName": finding.function, "kind": "function"}],
            }
        ],
        # The second one is the only one that some services read.
        "partialFingerprints": {
            "refactorFinding/v1": finding.id,
            "primaryLocationLineHash": f"{finding.id}:1",
        },
        "properties": {
            "verdict": finding.verdict,
            "severity": finding.severity,
            "evidence": list(finding.evidence),
            "missing": list(finding.missing),
            "costBefore": finding.cost_before,
            "costAfter": finding.cost_after,
        },
    }
    if fix.texts:
        result["fixes"] = [_fix(fix)]
    if finding.id in off:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted"}]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    finding = fix.finding
    told = "proved to keep what the code does" if finding.verdict == "safe" else "not all proved"
    cost = f": {finding.cost_before} -> {finding.cost_after}" if finding.cost_before else ""
    return {
        "description": {"text": f"Apply {finding.pattern}{cost} ({told})"},
        "artifactChanges": [
            {"artifactLocation": _at(text.path), "replacements": _replacements(text)}
            for text in fix.texts
        ],
    }


def _replacements(text: NewText) -> list[dict[str, Any]]:
    return [
        {
            "deletedRegion": {
                "startLine": edit.start[0],
                "startColumn": edit.start[1],
                "endLine": edit.end[0],
                "endColumn": edit.end[1],
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in edits(text.before, text.after, utf16)
    ]


class _Texts:
    """The files of the findings: columns count bytes there, and UTF-16 code units here."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def region(self, finding: Finding) -> dict[str, int]:
        span = finding.span
        return {
            "startLine": span.line,
            "startColumn": self._column(finding.path, span.line, span.column),
            "endLine": span.end_line,
            "endColumn": self._column(finding.path, span.end_line, span.end_column),
        }

    def _column(self, path: str, line: int, column: int) -> int:
        if path not in self._lines:
            self._lines[path] = lines_of(read_source(self._root / path).text or "")
        lines = self._lines[path]
        if line > len(lines):  # the file has changed since
            return column + 1
        before = lines[line - 1].encode("utf-8", "surrogatepass")[:column]
        return utf16(before.decode("utf-8", "replace")) + 1


def _at(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogateescape")), "uriBaseId": "ROOT"}
