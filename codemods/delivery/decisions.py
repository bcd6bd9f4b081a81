"""What a person decided of findings, kept between runs beside the cache."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from codemods.model.findings import Finding, Verdict
from codemods.project.cache import Cache

Choice = Literal["take", "skip", "ignore"]

_NAME = "decisions.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a finding, and how sure the tool was when that was decided."""

    choice: Choice
    verdict: Verdict
    reason: str = ""


class Decisions:
    """The decisions of a project, by finding id.

    Every change is on disk at once, in one step, so that a crash loses nothing. `kept` is False
    where there is no place to write: then they last as long as this run.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._all = _read(cache.note(_NAME))
        self.kept = cache.enabled

    def of(self, findings: Iterable[Finding]) -> dict[str, Decision]:
        """The decisions that still hold for these findings.

        To take an edit was decided of its verdict: with another one it is asked again.
        """
        found = ((f, self._all.get(f.id)) for f in findings)
        return {f.id: d for f, d in found if d is not None and _holds(d, f)}

    def update(self, new: Mapping[str, Decision | None]) -> None:
        """Put in new decisions; None takes one back."""
        for identity, decision in new.items():
            if decision is None:
                self._all.pop(identity, None)
            else:
                self._all[identity] = decision
        rows = {
            identity: {"choice": d.choice, "verdict": d.verdict, "reason": d.reason}
            for identity, d in sorted(self._all.items())
        }
        text = json.dumps({"version": _VERSION, "decisions": rows}, indent=1)
        self.kept = self._cache.store_note(_NAME, text.encode())


def _holds(decision: Decision, finding: Finding) -> bool:
    if decision.choice != "take":
        return True
    return bool(finding.edits) and decision.verdict == finding.verdict


def _read(data: bytes | None) -> dict[str, Decision]:
    """What the file holds; what is broken or from another version is as good as nothing."""
    found: dict[str, Decision] = {}
    try:
        document = json.loads(data or b"{}")
        if document.get("version") != _VERSION:
            return {}
        for identity, row in document["decisions"].items():
            known = row["choice"] in get_args(Choice) and row["verdict"] in get_args(Verdict)
            if known and isinstance(row["reason"], str):
                found[identity] = Decision(row["choice"], row["verdict"], row["reason"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found
