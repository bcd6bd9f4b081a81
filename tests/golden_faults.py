"""Puts a failure after every single write of a golden case, and judges what is left behind.

A `run.py` with FAULTS = "writes" is run once as it is and once more for each of its writes, which
is done and then fails; with FAULTS = "around writes" once more for each write that is not even
sent (calls of an ORM that open a transaction of their own leave nothing of it after a failure
inside). The rows must be those before or those after all writes (before, where the run fails by
itself). Where a run does several units of work, as a loop with a transaction for each item does,
`whole(rows)` tells whether rows, tables by name, hold no half of one. `FAULT` is the class of the
failure, if code must catch it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from golden_database import DatabaseOutcome, DatabaseScript


@dataclasses.dataclass(frozen=True)
class Runs:
    """A version in one situation: undisturbed, and failing around its first write, its second ..."""

    calm: DatabaseOutcome
    disturbed: tuple[DatabaseOutcome, ...]
    places: tuple[str, ...]


def runs(script: DatabaseScript, version: str, situation: str) -> Runs:
    """All runs of a version in one situation; a script does them once."""
    if (version, situation) not in script.known:
        script.known[version, situation] = _run(script, version, situation)
    found: Runs = script.known[version, situation]
    return found


def _run(script: DatabaseScript, version: str, situation: str) -> Runs:
    calm = script.undisturbed(version, situation)
    disturbed, places = [], []
    for number in range(1, len(calm.writes) + 1):
        if script.faults == "around writes":
            disturbed.append(script.run(version, situation, fail_before=number))
            places.append(f"{situation}, failing before write {number}")
        disturbed.append(script.run(version, situation, fail_after=number))
        places.append(f"{situation}, failing after write {number}")
    return Runs(calm, tuple(disturbed), tuple(places))


def halves(script: DatabaseScript, version: str = "before") -> Iterator[str]:
    """The half-written states that failures leave behind."""
    for situation in script.situations:
        found = runs(script, version, situation)
        all_of_them = zip((situation, *found.places), (found.calm, *found.disturbed), strict=True)
        for where, outcome in all_of_them:
            if not _whole(script, found.calm, outcome):
                yield f"{where}: {outcome.rows}"


def wrongs(script: DatabaseScript, version: str = "after") -> Iterator[str]:
    """What a version does that an all-or-nothing form of `before` must not do."""
    for situation in script.situations:
        old, new = runs(script, "before", situation), runs(script, version, situation)
        failed = _failed(old.calm) and new.calm.result == old.calm.result
        if old.calm != new.calm and not (failed and new.calm.rows == new.calm.filled):
            yield f"{situation}: {_told(old.calm)} -> {_told(new.calm)}"
        elif failed and not _whole(script, old.calm, new.calm):
            yield f"{situation}: half of a unit is stored: {new.calm.rows}"
        if old.calm.writes != new.calm.writes:
            yield f"{situation}: other writes: {old.calm.writes} -> {new.calm.writes}"
            continue
        pairs = zip(old.places, old.disturbed, new.disturbed, strict=True)
        for position, (where, was, now) in enumerate(pairs):
            if was.result != now.result:
                yield f"{where}: {was.result} -> {now.result}"
            if not _whole(script, old.calm, now):
                yield f"{where}: half of a unit is stored: {now.rows}"
            elif lost := _lost(script, old, now, position):
                yield f"{where}: more than its unit is lost: {lost}"


def _whole(script: DatabaseScript, calm: DatabaseOutcome, outcome: DatabaseOutcome) -> bool:
    if script.whole is not None:
        return script.whole(outcome.stored)
    return outcome.rows == calm.filled or (outcome.rows == calm.rows and not _failed(calm))


def _lost(script: DatabaseScript, old: Runs, now: DatabaseOutcome, position: int) -> str:
    """The rows of an earlier, finished unit that a failure in a later one took away."""
    if script.whole is None or not _failed(now):
        return ""
    for was in reversed(old.disturbed[:position]):
        if script.whole(was.stored):
            return "" if now.rows in (was.rows, old.disturbed[position].rows) else was.rows
    return ""


def _failed(calm: DatabaseOutcome) -> bool:
    """Whether a run fails by itself, at a constraint, say: then it has no complete rows."""
    return calm.result.startswith("raises")


def _told(outcome: DatabaseOutcome) -> str:
    return f"{outcome.result} {outcome.rows}"
