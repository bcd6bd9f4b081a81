"""Findings with their edits, each written alone and proved together: what reports show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from codemods.model.findings import Finding
from codemods.model.fixes import Fix, NewText
from codemods.pipeline import Analysis

if TYPE_CHECKING:
    from codemods.verify.writing import Texts


def written(analysis: Analysis, findings: Sequence[Finding]) -> tuple[Fix, ...]:
    """The edit of each finding as if it were the only one; nothing is proved here."""
    from codemods.verify.writing import Texts

    fixes = []
    for finding in findings:
        texts = Texts(analysis.root, analysis.settings)
        reason = texts.take(finding) if finding.edits else ""
        fixes.append(Fix(finding, () if reason else _new_texts(texts), reason or ""))
    return tuple(fixes)


def proposed(analysis: Analysis, findings: Sequence[Finding], jobs: int = 1) -> tuple[Fix, ...]:
    """The edit of each finding, proved; where the proof fails there is the reason instead.

    One proof serves all findings whose edits fit together. Those that would change what another
    one changes wait for the next round, so no finding is proved twice unless one beside it fails.
    """
    fixes = {fix.finding.id: fix for fix in written(analysis, findings)}
    waiting = [f for f in findings if fixes[f.id].texts]
    while waiting:
        texts, taken = _together(analysis, waiting)
        rest = [f for f in waiting if f not in taken]
        for identity, reason in _failures(analysis, texts, taken, jobs).items():
            text = f"the rewrite could not be proved: {reason}"
            fixes[identity] = Fix(fixes[identity].finding, reason=text)
        waiting = rest
    return tuple(fixes[f.id] for f in findings)


def _together(analysis: Analysis, findings: Sequence[Finding]) -> tuple[Texts, list[Finding]]:
    """The texts with as many of the findings as fit; the first one always does."""
    from codemods.verify.writing import Texts

    texts = Texts(analysis.root, analysis.settings)
    return texts, [f for f in findings if texts.take(f) is None]


def _failures(analysis: Analysis, texts: Texts, taken: list[Finding], jobs: int) -> dict[str, str]:
    """Why findings fail the proof, by id; what is left holds without those."""
    from codemods.verify.proof import prove

    cache = analysis.cache if analysis.cache.enabled else None
    failures: dict[str, str] = {}
    while taken:
        new = prove(analysis.root, analysis.files, analysis.settings, texts, taken, jobs, cache)
        if not new:
            break
        failures |= new
        texts, taken = _together(analysis, [f for f in taken if f.id not in new])
    return failures


def _new_texts(texts: Texts) -> tuple[NewText, ...]:
    return tuple(
        NewText(path, texts.text_before(path), after)
        for path, after in sorted(texts.overlay.items())
        if texts.text_before(path) != after
    )
