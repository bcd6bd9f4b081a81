"""Puts a failure after every single write of a golden case, and judges what is left behind.

A `run.py` with FAULTS = "writes" is run once as it is and once more for each of its writes, which
is done and then fails. The rows must be those before or those after all writes (before, where the
run fails by itself); where a run does several units of work (a loop with a transaction for each item), `whole(rows)` tells whether rows,
tables by name, hold no half of one. `FAULT` is the class of the failure, if code must catch it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from golden_database import DatabaseOutcome, DatabaseScript


@dataclasses.dataclass(frozen=True)
class Runs:
    """A version in one situation: undisturbed, and failing after its first write, its second ..."""

    calm: DatabaseOutcome
    disturbed: tuple[DatabaseOutcome, ...]


def runs(script: DatabaseScript, version: str, situation: str) -> Runs:
    """All runs of a version in one situation."""
    calm = script.run(version, situation)
    return Runs(
        calm, tuple(script.run(version, situation, n) for n in range(1, len(calm.writes) + 1))
    )


def halves(script: DatabaseScript, version: str = "before") -> Iterator[str]:
    """The half-written states that failures leave behind."""
    for situation in script.situations:
        found = runs(script, version, situation)
        for after, outcome in enumerate((found.calm, *found.disturbed)):
            if not _whole(script, found.calm, outcome):
                yield f"{situation}, failing after write {after}: {outcome.rows}"


def wrongs(script: DatabaseScript, version: str = "after") -> Iterator[str]:
    """What a version does that an all-or-nothing form of `before` must not do."""
    for situation in script.situations:
        old, new = runs(script, "before", situation), runs(script, version, situation)
        failed = _failed(old.calm) and new.calm.result == old.calm.result
        if old.calm != new.calm and not (failed and new.calm.rows == new.calm.filled):
            yield f"{situation}: {_told(old.calm)} -> {_told(new.calm)}"
        if old.calm.writes != new.calm.writes:
            yield f"{situation}: other writes: {old.calm.writes} -> {new.calm.writes}"
            continue
        for after, (was, now) in enumerate(zip(old.disturbed, new.disturbed, strict=True), 1):
            where = f"{situation}, failing after write {after}"
            if was.result != now.result:
                yield f"{where}: {was.result} -> {now.result}"
            if not _whole(script, old.calm, now):
                yield f"{where}: half of a unit is stored: {now.rows}"
            elif lost := _lost(script, old, now, after):
                yield f"{where}: more than its unit is lost: {lost}"


def _whole(script: DatabaseScript, calm: DatabaseOutcome, outcome: DatabaseOutcome) -> bool:
    if script.whole is not None:
        return script.whole(outcome.stored)
    return outcome.rows == calm.filled or (outcome.rows == calm.rows and not _failed(calm))


def _lost(script: DatabaseScript, old: Runs, now: DatabaseOutcome, after: int) -> str:
    """The rows of an earlier, finished unit that a failure in a later one took away."""
    if script.whole is None or not _failed(now):
        return ""
    for was in reversed(old.disturbed[: after - 1]):
        if script.whole(was.stored):
            return "" if now.rows in (was.rows, old.disturbed[after - 1].rows) else was.rows
    return ""


def _failed(calm: DatabaseOutcome) -> bool:
    """Whether a run fails by itself, at a constraint, say: then it has no complete rows."""
    return calm.result.startswith("raises")


def _told(outcome: DatabaseOutcome) -> str:
    return f"{outcome.result} {outcome.rows}"
