"""How a project words its commits, and a subject worded that way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.model.findings import Finding

MOST = 72
_CONVENTIONAL = re.compile(
    r"(build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(\([^()]+\))?!?: \S"
)
_SHARE = 0.6
_FIXES = frozenset(("transaction", "atomic-update", "upsert"))
_WORDS = {
    "gather": "run independent awaits together",
    "batch": "ask once for what a loop needs",
    "transaction": "keep writes that belong together in one transaction",
}
_FASTER = frozenset(("gather", "batch"))


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether subjects are Conventional Commits, and whether those name a scope."""

    conventional: bool = False
    scoped: bool = False


def habit(subjects: Sequence[str]) -> Habit:
    """The habit that the newest subjects show: what most of them do."""
    found = [m for m in map(_CONVENTIONAL.match, subjects) if m is not None]
    if not found or len(found) < _SHARE * len(subjects):
        return Habit()
    return Habit(True, sum(m[2] is not None for m in found) * 2 >= len(found))


def subject(findings: Sequence[Finding], known: Habit) -> str:
    """One line of at most 72 characters; what it has no room for is left out."""
    patterns = sorted({f.pattern for f in findings})
    words = ", ".join(_WORDS.get(p, f"apply {p}") for p in patterns)
    if len(words) > MOST - 20:
        words = f"apply {', '.join(patterns)}"
    places = f" ({len(findings)} place{'s' if len(findings) > 1 else ''})"
    if not known.conventional:
        plain = words[0].upper() + words[1:]
        return _first_that_fits(plain + places, plain)
    kind = "fix" if set(patterns) <= _FIXES else "perf" if set(patterns) & _FASTER else "refactor"
    scope = f"({_scope(findings)})" if known.scoped and _scope(findings) else ""
    return _first_that_fits(
        f"{kind}{scope}: {words}{places}", f"{kind}{scope}: {words}", f"{kind}: {words}"
    )


def _scope(findings: Sequence[Finding]) -> str:
    """The package, or the module, that all of the findings are in."""
    paths = {f.path.removesuffix(".py").removesuffix("/__init__") for f in findings}
    steps = [p.split("/") for p in sorted(paths)]
    common = []
    for names in zip(*steps, strict=False):
        if len(set(names)) > 1:
            break
        common.append(names[0])
    return common[-1] if common and common[-1] not in ("src", "lib") else ""


def _first_that_fits(*choices: str) -> str:
    return next((c for c in choices if len(c) <= MOST), choices[-1][:MOST].rstrip())
