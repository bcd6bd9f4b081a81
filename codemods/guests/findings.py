"""What a guest made of the files, as findings like all others.

One file is one finding: a codemod's edits in a file hold together (an import and its uses).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from codemods.guests.guest import Guest
from codemods.guests.job import Answer, Job
from codemods.languages.python.facts import collect, split_lines
from codemods.model.findings import Finding, Refused, identity
from codemods.model.spans import Span
from codemods.model.steps import FileEdit
from codemods.project.files import Source
from codemods.project.search import switched_off

_MISSING = "that it means the same: the codemod's author vouches for that"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings, what the guest or a comment left alone, and the files it failed on."""

    findings: tuple[Finding, ...]
    refusals: tuple[Refused, ...]
    skipped: tuple[tuple[str, str], ...]


def outcome(
    guest: Guest,
    about: str,
    pairs: Iterable[tuple[Job, Answer]],
    sources: dict[str, Source],
    unstable: bool = False,
) -> Outcome:
    """The answers as findings; those that a second run would change again only when `unstable`."""
    findings: list[Finding] = []
    refusals: list[Refused] = []
    skipped: list[tuple[str, str]] = []
    for job, answer in sorted(pairs, key=lambda pair: pair[0].path):
        said = answer.declined or "; ".join(answer.notes)
        if answer.problem:
            skipped.append((job.path, answer.problem))
        elif answer.text is None:
            if said:
                reason = f"the codemod says: {said}"
                refusals.append(Refused(guest.name, job.path, _START, job.module, reason))
        elif answer.again and not unstable:
            skipped.append((job.path, f"{answer.again} (--unsafe takes it all the same)"))
        else:
            finding = _finding(guest, about, job, answer, sources[job.path])
            line = _switched_off(finding, job, answer.text)
            if line:
                skipped.append((job.path, f"a comment keeps `{guest.name}` from line {line}"))
            else:
                findings.append(finding)
    return Outcome(tuple(findings), tuple(refusals), tuple(skipped))


_START = Span(1, 0, 1, 0)


def _finding(guest: Guest, about: str, job: Job, answer: Answer, source: Source) -> Finding:
    new = answer.text or ""
    hunks = _hunks(job.text, new)
    gone = sum(old[1] - old[0] for old, _ in hunks)
    come = sum(now[1] - now[0] for _, now in hunks)
    places = "1 place" if len(hunks) == 1 else f"{len(hunks)} places"
    last = max(hunks[-1][0][1], hunks[0][0][0] + 1)
    evidence = [about] if about else []
    evidence += [f"the codemod says: {note}" for note in answer.notes]
    lines = new.split("\n")
    changed = "\n".join(lines[a] for _, now in hunks for a in range(*now))
    return Finding(
        id=identity(guest.name, job.path, job.module, changed, {}),
        pattern=guest.name,
        path=job.path,
        span=Span(hunks[0][0][0] + 1, 0, last, 0),
        function=job.module,
        verdict="unsafe",
        severity="low",
        message=f"`{guest.name}` changes {places} (+{come} -{gone} lines)",
        evidence=tuple(evidence),
        missing=(_MISSING, *([answer.again] if answer.again else [])),
        edits=(FileEdit(job.path, (), new, hashlib.sha256(source.data).hexdigest()),),
    )


Stretch = tuple[int, int]  # lines from 0, the second one excluded


def _hunks(old: str, new: str) -> list[tuple[Stretch, Stretch]]:
    """The changed lines, before and after."""
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"))
    return [((a, b), (c, d)) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _switched_off(finding: Finding, job: Job, new: str) -> int:
    """The first changed line that a comment takes out of the codemod's reach; 0 for none."""
    if "refactor:" not in job.text:
        return 0
    try:
        facts = collect(job.text)
    except (SyntaxError, ValueError):
        return 0
    lines: Sequence[str] = split_lines(job.text)
    for (start, end), _ in _hunks(job.text, new):
        place = replace(finding, span=Span(start + 1, 0, max(end, start + 1), 0))
        if switched_off(facts, lines, place):
            return start + 1
    return 0
