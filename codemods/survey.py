"""From an analysis to an audit: proved fixes, what is good already, what was left alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from codemods import __version__
from codemods.fixes import proposed
from codemods.languages.python.strengths import strengths
from codemods.model.findings import Finding
from codemods.pipeline import Analysis, documentation
from codemods.project.files import read_source
from codemods.reports.audit import Audit, Strength, grouped


def survey(
    analysis: Analysis,
    findings: Sequence[Finding],
    patterns: Sequence[str],
    paths: frozenset[str] | None,
    date: str,
    jobs: int = 1,
) -> Audit:
    """The audit of the findings; `paths` are the files it speaks of, None for all."""
    return Audit(
        project=analysis.root.name or "/",
        version=__version__,
        date=date,
        files=sum(paths is None or f.path in paths for f in analysis.files),
        patterns={name: documentation(name) for name in patterns},
        fixes=proposed(analysis, findings, jobs),
        strengths=_strengths(analysis, paths),
        left_alone=grouped(analysis.refusals),
        skipped=analysis.skipped,
    )


def _strengths(analysis: Analysis, paths: frozenset[str] | None) -> tuple[Strength, ...]:
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for file in analysis.files:
        if paths is not None and file.path not in paths:
            continue
        for seen in strengths(read_source(analysis.root / file.path).text or ""):
            found[seen.what].append((file.path, seen.line, seen.name))
    told = [Strength(title, tuple(places)) for title, places in found.items()]
    return tuple(sorted(told, key=lambda s: (-len(s.places), s.title)))
