"""Rewrites that open others: a key that came from a query comes from a dict once that is loaded.

What a second run would find in the same function is written in the first one, so that an applied
edit is one after which there is nothing left to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codemods.model.findings import Finding
from codemods.project.codebase import FactsStore
from codemods.project.files import SourceFile
from codemods.settings import Settings
from codemods.verify.proof import UNSTABLE, examine
from codemods.verify.writing import Texts

# Lookups that hang on each other in one function; more than that has not been seen.
_MOST = 6


def settle(
    root: Path,
    files: Sequence[SourceFile],
    settings: Settings,
    texts: Texts,
    applied: Sequence[Finding],
    jobs: int = 1,
    cache: FactsStore | None = None,
) -> tuple[Texts, dict[str, str]]:
    """The texts with what the findings open written, too, and why findings cannot be trusted.

    What is opened is taken when it needs no fact that the findings did not need: somebody who takes
    an unsafe edit has seen the facts that are missing for that one alone.
    """
    accepted = {fact for finding in applied for fact in finding.missing}
    followed: list[Finding] = []
    for _ in range(_MOST):
        proof = examine(root, files, settings, texts, applied, followed, jobs, cache)
        if any(reason != UNSTABLE for reason in proof.failures.values()):
            break
        further = texts.further()
        taken = [
            finding
            for finding in proof.opened
            if accepted.issuperset(finding.missing) and further.take(finding) is None
        ]
        if not taken:
            break
        texts, followed = further, [*followed, *taken]
    return texts, proof.failures
