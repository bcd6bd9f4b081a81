"""What an audit knows of a project, and the questions that its pages ask of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from pathlib import PurePosixPath
from typing import get_args

from codemods.model.findings import Finding, Refused, Severity, Verdict
from codemods.model.fixes import Fix
from codemods.reports import costs

SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the worst first
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)  # the surest first

_MOST_PACKAGES = 10
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """Something that code already does well: what it is, and the places where it was counted."""

    title: str
    places: tuple[tuple[str, int, str], ...]  # path, line, what stands there


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Places that were looked at and left as they are for one kind of reason."""

    reason: str
    places: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that the pages of an audit tell."""

    project: str
    version: str
    date: str
    files: int
    patterns: Mapping[str, str]  # documentation by name
    fixes: tuple[Fix, ...]
    strengths: tuple[Strength, ...]
    left_alone: tuple[LeftAlone, ...]
    skipped: tuple[tuple[str, str], ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order of files and lines."""
        return tuple(fix.finding for fix in self.fixes)

    @property
    def by_priority(self) -> tuple[Fix, ...]:
        """What to do first comes first: the worst, then the surest, then what saves most."""
        return tuple(sorted(self.fixes, key=_priority))


def _priority(fix: Fix) -> tuple[int, int, int, str, int]:
    finding = fix.finding
    before, after = costs.totals([finding])
    return (
        SEVERITIES.index(finding.severity),
        VERDICTS.index(finding.verdict),
        after - before,
        finding.path,
        finding.span.line,
    )


def tally(findings: Iterable[Finding], by: str) -> dict[str, Counter[str]]:
    """Verdicts counted by an attribute of the findings; what is most frequent comes first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        found[getattr(finding, by)][finding.verdict] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))


def packages(findings: Sequence[Finding]) -> dict[str, str]:
    """By path, the folder that it is counted in: as deep as there are not too many folders."""
    paths = sorted({finding.path for finding in findings})
    known = {path: _folder(path, 1) for path in paths}
    for depth in range(2, _DEEPEST + 1):
        deeper = {path: _folder(path, depth) for path in paths}
        if len(set(deeper.values())) > _MOST_PACKAGES:
            break
        known = deeper
    return known


def _folder(path: str, depth: int) -> str:
    return "/".join(PurePosixPath(path).parent.parts[:depth]) or "."


def grouped(refusals: Sequence[Refused]) -> tuple[LeftAlone, ...]:
    """Refusals by kind of reason: names in it play no part; what is most frequent comes first."""
    kinds: dict[str, list[Refused]] = defaultdict(list)
    for refusal in refusals:
        kinds[_kind(refusal.reason)].append(refusal)
    told = []
    for kind, places in kinds.items():
        alike = len({place.reason for place in places}) == 1
        told.append(LeftAlone(places[0].reason if alike else kind, tuple(places)))
    return tuple(sorted(told, key=lambda group: (-len(group.places), group.reason)))


def _kind(reason: str) -> str:
    def general(found: re.Match[str]) -> str:
        return found.group() if iskeyword(found[1]) else "…"

    return re.sub(r"`([^`]*)`", general, reason)
