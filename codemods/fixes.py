"""Findings with their edits, each written alone and proved together: what reports show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from codemods.model.findings import Finding
from codemods.model.fixes import Fix, NewText
from codemods.pipeline import Analysis

if TYPE_CHECKING:
    from codemods.verify.writing import Texts


def written(analysis: Analysis, findings: Sequence[Finding]) -> tuple[Fix, ...]:
    """The edit of each finding as if it were the only one; nothing is proved here."""
    return tuple(_alone(analysis, finding)[0] for finding in findings)


def proposed(analysis: Analysis, findings: Sequence[Finding], jobs: int = 1) -> tuple[Fix, ...]:
    """The edit of each finding, proved; where the proof fails there is the reason instead.

    One proof serves all findings whose edits fit together. Those that would change what another
    one changes wait for the next round, so no finding is proved twice unless one beside it fails.
    """
    alone = {finding.id: _alone(analysis, finding) for finding in findings}
    fixes = {identity: fix for identity, (fix, _) in alone.items()}
    texts = {identity: texts for identity, (_, texts) in alone.items()}
    waiting = [f for f in findings if fixes[f.id].texts]
    while waiting:
        whole, taken = _together(analysis, waiting, texts)
        waiting = [f for f in waiting if f not in taken]
        for identity, reason in _failures(analysis, whole, taken, texts, jobs).items():
            told = f"the rewrite could not be proved: {reason}"
            fixes[identity] = Fix(fixes[identity].finding, reason=told)
    return tuple(fixes[f.id] for f in findings)


def _alone(analysis: Analysis, finding: Finding) -> tuple[Fix, Texts]:
    from codemods.verify.writing import Texts

    texts = Texts(analysis.root, analysis.settings)
    reason = texts.take(finding) if finding.edits else ""
    return Fix(finding, () if reason else _new_texts(texts), reason or ""), texts


def _together(
    analysis: Analysis, findings: Sequence[Finding], alone: Mapping[str, Texts]
) -> tuple[Texts, list[Finding]]:
    """The texts with as many of the findings as fit; the first one always does."""
    from codemods.verify.writing import Texts

    texts = Texts(analysis.root, analysis.settings)
    # What is alone in its files is not written again.
    taken = [f for f in findings if texts.join(alone[f.id]) or texts.take(f) is None]
    return texts, taken


def _failures(
    analysis: Analysis,
    texts: Texts,
    taken: list[Finding],
    alone: Mapping[str, Texts],
    jobs: int,
) -> dict[str, str]:
    """Why findings fail the proof, by id; what is left holds without those."""
    from codemods.verify.settling import settle

    cache = analysis.cache if analysis.cache.enabled else None
    failures: dict[str, str] = {}
    while taken:
        _, new = settle(analysis.root, analysis.files, analysis.settings, texts, taken, jobs, cache)
        if not new:
            break
        failures |= new
        texts, taken = _together(analysis, [f for f in taken if f.id not in new], alone)
    return failures


def _new_texts(texts: Texts) -> tuple[NewText, ...]:
    return tuple(
        NewText(path, texts.text_before(path), after)
        for path, after in sorted(texts.overlay.items())
        if texts.text_before(path) != after
    )
