"""From findings to a row of commits whose every state is real: written, proved, green by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from codemods.delivery.landing import FileChange
from codemods.model.findings import Finding

Per = Literal["pattern", "file", "finding"]
# Files with some of the findings carried out and proved, and those of the findings that held.
Written = tuple[Sequence[FileChange], Collection[Finding]]


@dataclass(frozen=True, slots=True)
class Part:
    """One commit: the findings it carries out, and its files before and after."""

    findings: tuple[Finding, ...]
    changes: tuple[FileChange, ...]


def grouped(findings: Sequence[Finding], per: Per) -> list[tuple[Finding, ...]]:
    """The findings that belong into one commit each, in the order they come.

    No finding is torn apart: for `file`, those that reach over several files bring together all that
    touches one of them. Findings of one function and pattern hold only together, because a rewrite
    that leaves something to do in its function is not stable.
    """
    keys: list[set[tuple[str, ...]]] = []
    for finding in findings:
        if per == "pattern":
            keys.append({(finding.pattern,)})
            continue
        own: set[tuple[str, ...]] = {
            ("function", finding.pattern, finding.function, finding.verdict)
        }
        if per == "file":
            own |= {("file", edit.path) for edit in finding.edits}
        keys.append(own)
    groups: list[tuple[set[tuple[str, ...]], list[int]]] = []
    for number, own in enumerate(keys):
        joined = [group for group in groups if group[0] & own]
        groups = [group for group in groups if not group[0] & own]
        names = own.union(*(group[0] for group in joined))
        groups.append((names, sorted([number, *(n for group in joined for n in group[1])])))
    return [
        tuple(findings[n] for n in numbers) for _, numbers in sorted(groups, key=lambda g: g[1])
    ]


def in_parts(
    whole: Written,
    findings: Sequence[Finding],
    per: Per,
    written: Callable[[Sequence[Finding]], Written],
) -> list[Part]:
    """The whole change as a row of parts, each proved together with all before it.

    What does not hold yet after its own group comes with a later one; the last state is the whole.
    """
    groups = grouped(findings, per)
    parts: list[Part] = []
    state: dict[str, FileChange] = {}
    taken: set[str] = set()
    waiting: set[str] = set()
    for number, group in enumerate(groups, 1):
        waiting |= {f.id for f in group}
        tried = [f for f in findings if f.id in taken | waiting]
        files, held = whole if number == len(groups) else written(tried)
        kept = {f.id for f in held}
        if not taken <= kept:
            continue  # what is committed would no longer be proved
        new = {path: (path, before, after) for path, before, after in files}
        changes = _between(state, new)
        fresh = tuple(f for f in tried if f.id in kept - taken)
        if changes and fresh:
            parts.append(Part(fresh, changes))
        elif number == len(groups) and fresh and parts:
            parts[-1] = Part((*parts[-1].findings, *fresh), parts[-1].changes)
        else:
            continue
        state, taken, waiting = new, taken | kept, waiting - kept
    return parts


def _between(old: dict[str, FileChange], new: dict[str, FileChange]) -> tuple[FileChange, ...]:
    changes = []
    for path in sorted(old.keys() | new.keys()):
        first = old[path][1] if path in old else new[path][1]
        before = old[path][2] if path in old else first
        after = new[path][2] if path in new else first
        if before != after:
            changes.append((path, before, after))
    return tuple(changes)
