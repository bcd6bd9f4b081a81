"""The proof before writing: the new texts parse, are stable, and do what the old ones did."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.languages.python.facts import breaks, parses
from codemods.model.effects import Effect, Summary
from codemods.model.findings import Finding
from codemods.model.steps import TakeLoaded, TakeParameter
from codemods.project.codebase import FactsStore
from codemods.project.effects import Effects
from codemods.project.files import SourceFile
from codemods.project.project import Project
from codemods.settings import Settings
from codemods.verify.writing import Texts

# Patterns that put one question in other words, so that the calls which carry it change.
_REWORDING = frozenset(["batch"])
_ENCLOSING = frozenset({"transaction"})

UNSTABLE = "a second run would change the function again"


@dataclass(frozen=True, slots=True)
class Proof:
    """Why rewrites cannot be trusted, by finding id, and what they have opened.

    `opened` are places that a second run would change, which nobody could find before.
    """

    failures: dict[str, str]
    opened: tuple[Finding, ...] = ()


def examine(
    root: Path,
    files: Sequence[SourceFile],
    settings: Settings,
    texts: Texts,
    applied: Sequence[Finding],
    followed: Sequence[Finding],
    jobs: int = 1,
    cache: FactsStore | None = None,
) -> Proof:
    """The proof of the texts of findings, and of those that they opened and that are written, too."""
    overlay = texts.overlay
    if not overlay:
        return Proof({})
    failures: dict[str, str] = {}
    opened: list[Finding] = []
    for finding in (*applied, *followed):
        for edit in finding.edits:
            problem = parses(overlay[edit.path])
            if problem is not None:
                failures[_first(finding, applied, followed).id] = (
                    f"the new text of {edit.path} does not parse: {problem}"
                )
    # What somebody else's codemod means is not for us to prove; that it is stable it has shown.
    applied = [f for f in applied if any(edit.text is None for edit in f.edits)]
    if failures or not applied:
        return Proof(failures)
    before = Project.read(root, files, settings, cache, jobs)
    after = Project.read(root, files, settings, cache, jobs, overlay=overlay)
    for finding in (*applied, *followed):
        told = _first(finding, applied, followed).id
        for edit in finding.edits:
            problem = breaks("\n".join(before.lines(edit.path)), overlay[edit.path])
            if problem is not None:
                failures[told] = f"the new text of {edit.path} cannot be run: {problem}"
        for name in (finding.function, *_with_new_signatures(finding)):
            problem = _same_effects(before, after, name, finding.pattern)
            if problem is not None:
                failures[told] = problem
    for name in sorted({f.pattern for f in applied}):
        pattern = importlib.import_module(f"codemods.patterns.{name.replace('-', '_')}")
        again = pattern.find(after, frozenset(overlay)).findings
        mine = [f for f in applied if f.pattern == name]
        if not {_place(f) for f in mine} & {_place(f) for f in again if f.edits}:
            continue
        # Of several places in one function, those that were not taken are still found.
        old = [f for f in pattern.find(before, frozenset(overlay)).findings if f.edits]
        left = Counter(_place(f) for f in old)
        left.subtract(_place(f) for f in mine)
        more = Counter(_place(f) for f in again if f.edits)
        unstable = {_place(f) for f in mine if more[_place(f)] > left[_place(f)]}
        for finding in mine:
            if _place(finding) in unstable:
                failures.setdefault(finding.id, UNSTABLE)
        known = {f.id for f in old}
        opened += (f for f in again if f.edits and _place(f) in unstable and f.id not in known)
    return Proof(failures, tuple(opened))


def _first(finding: Finding, applied: Sequence[Finding], followed: Sequence[Finding]) -> Finding:
    """The finding that falls when this one cannot be trusted: one of the same function."""
    if not any(finding is f for f in followed):
        return finding
    return next((f for f in applied if _place(f) == _place(finding)), applied[0])


def _with_new_signatures(finding: Finding) -> list[str]:
    """The other functions that a rewrite changes: for callers elsewhere they do what they did."""
    steps = (step for edit in finding.edits for step in edit.steps)
    changed = {step.function for step in steps if isinstance(step, TakeParameter | TakeLoaded)}
    return sorted(changed - {finding.function})


def _place(finding: Finding) -> tuple[str, str]:
    return finding.function, finding.verdict


def _same_effects(before: Project, after: Project, name: str, pattern: str) -> str | None:
    """Why a function does something else than before; None when it does the same.

    Where queries are replaced, they are sent in other words: then it counts what is done, and reads
    may become fewer.
    """
    old, new = _outside(before, name), _outside(after, name)
    if old is None or new is None:
        return "the function cannot be found again"
    if pattern in _REWORDING:
        if _is_open(before, name) or _is_open(after, name):
            return None
        old, new = (frozenset((k, r, "", "") for k, r, _, _ in found) for found in (old, new))
        old -= {("read", "database", "", "")}
        new -= {("read", "database", "", "")}
    if pattern in _ENCLOSING:
        # Transactions are opened and ended in other places, and a pool's statements move to one of
        # its connections: what is read and written stays. A message may wait for the commit.
        waits = any(via.endswith(".on_commit") for _, _, _, via in new)
        old, new = (
            frozenset(
                (k, r, t, "" if r == "database" else via)
                for k, r, t, via in found
                if (r != "database" or k not in ("begin", "commit", "lock"))
                and not (waits and r in ("queue", "process"))
                and (k, r, t) != ("write", "database", "")
            )
            for found in (old, new)
        )
    if old - new:
        return f"it no longer does what it did: {_shown(old - new)}"
    if new - old:
        return f"it does more than it did: {_shown(new - old)}"
    return None


def _is_open(project: Project, name: str) -> bool:
    """Whether something in a function cannot be followed, so that what it does is not all known."""
    effects = Effects(project)
    return any(
        e.kind == "unknown"
        for f in project.functions_named(name)
        for e in effects.of_function(f).effects
    )


def _outside(project: Project, name: str) -> frozenset[tuple[str, str, str, str]] | None:
    found = project.functions_named(name)
    if not found:
        return None
    effects = Effects(project)
    summary = Summary()
    for function in found:
        summary = summary | effects.of_function(function)
    return frozenset(
        _key(e)
        for e in summary.effects
        if e.resource not in ("state", "unknown") and e.kind != "raise" and not _added(e)
    )


def _key(effect: Effect) -> tuple[str, str, str, str]:
    return effect.kind, effect.resource, effect.target, effect.via


def _added(effect: Effect) -> bool:
    """What running together itself is made of."""
    return effect.via.startswith("asyncio.")


def _shown(keys: frozenset[tuple[str, str, str, str]]) -> str:
    kind, resource, _, via = min(keys)
    return f"{kind} {resource} through `{via}`" if via else f"{kind} {resource}"
