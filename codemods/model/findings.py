"""What a pattern decided about a place: a finding, or a refusal with its reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from codemods.model.spans import Span
from codemods.model.steps import FileEdit

Verdict = Literal["safe", "unsafe", "manual"]
Severity = Literal["critical", "high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling. `missing` names the facts that keep it from being `safe`."""

    id: str
    pattern: str
    path: str
    span: Span
    function: str
    verdict: Verdict
    severity: Severity
    message: str
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    cost_before: str = ""
    cost_after: str = ""
    edits: tuple[FileEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing is done at a place: an answer for `explain` and `--verbose`, never a finding."""

    pattern: str
    path: str
    span: Span
    function: str
    reason: str


def identity(pattern: str, path: str, function: str, text: str, seen: dict[str, int]) -> str:
    """The stable id of a finding: 12 hex digits of pattern, path, function and normalised text.

    Line numbers play no part, so an edit above the place does not change it. `seen` counts equal
    keys of one run, so that two identical places in one function get two ids.
    """
    key = "\0".join((pattern, path, function, " ".join(text.split())))
    seen[key] = seen.get(key, 0) + 1
    if seen[key] > 1:
        key += f"\0{seen[key]}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pattern says of a project; `silenced` are findings that a comment switches off."""

    findings: tuple[Finding, ...] = ()
    refusals: tuple[Refused, ...] = ()
    silenced: tuple[Finding, ...] = ()
