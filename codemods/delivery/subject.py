"""The first line of a commit, in the way the repository's own history writes it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.model.findings import Finding

LOOKED_AT = 50
WIDTH = 72
_ENOUGH = 0.6
_CONVENTIONAL = re.compile(
    r"(?:build|chore|ci|deps|docs|feat|fix|perf|refactor|revert|style|test)"
    r"(?:\((?P<scope>[^()\s]+)\))?!?: \S"
)
# Folders that say where code lies, not what it is about.
_NO_SCOPE = frozenset(["", "src", "lib", "app", "python"])

_TYPES = {"gather": "perf", "batch": "perf", "transaction": "fix"}
# What is done in one function, and in several places; imperative, without a capital letter.
_DEEDS = {
    "gather": ("run independent awaits of {} together", "run independent awaits together"),
    "batch": ("batch the queries of {}", "batch queries that were sent one by one"),
    "transaction": (
        "keep the writes of {} in one transaction",
        "keep writes that belong together in one transaction",
    ),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether a history uses Conventional Commits, and the scopes it names."""

    conventional: bool = False
    scopes: frozenset[str] = frozenset()


def habit_of(subjects: Sequence[str]) -> Habit:
    """The habit that the latest subjects of a history show."""
    found = [match for s in subjects[:LOOKED_AT] if (match := _CONVENTIONAL.match(s))]
    if not found or len(found) < _ENOUGH * len(subjects[:LOOKED_AT]):
        return Habit()
    scopes = [match["scope"] for match in found if match["scope"]]
    # Where most commits go without a scope, ours do, too.
    return Habit(True, frozenset(scopes if 2 * len(scopes) >= len(found) else ()))


def subject_of(findings: Sequence[Finding], habit: Habit) -> str:
    """What is done and where, in at most 72 characters."""
    patterns = list(dict.fromkeys(f.pattern for f in findings))
    prefix = ""
    if habit.conventional:
        types = Counter(_TYPES.get(f.pattern, "refactor") for f in findings)
        scope = scope_of(findings, habit)
        prefix = (
            f"{types.most_common(1)[0][0]}({scope}): "
            if scope
            else f"{types.most_common(1)[0][0]}: "
        )
    for words in _wordings(findings, patterns):
        text = prefix + (words if prefix else words[0].upper() + words[1:])
        if len(text) <= WIDTH:
            return text
    return text[:WIDTH].rstrip()


def scope_of(findings: Sequence[Finding], habit: Habit) -> str:
    """What the findings' files have in common, as a scope; "" where the history names none.

    A name that the history uses is preferred to a closer one.
    """
    if not habit.scopes:
        return ""
    paths = sorted({f.path for f in findings})
    common = os.path.commonpath(paths).removesuffix(".py")
    parts = [p for p in reversed(common.replace("\\", "/").split("/")) if p != "__init__"]
    known = [part for part in parts if part in habit.scopes]
    named = known or [part for part in parts if part not in _NO_SCOPE]
    return named[0].lower() if named else ""


def _wordings(findings: Sequence[Finding], patterns: Sequence[str]) -> list[str]:
    """The same said ever shorter."""
    functions = list(dict.fromkeys(f.function for f in findings))
    places = "1 place" if len(findings) == 1 else f"{len(findings)} places"
    if len(patterns) > 1:
        told = ", ".join(patterns)
        return [f"apply {told} in {places}", f"apply {len(patterns)} patterns in {places}"]
    one, several = _DEEDS.get(patterns[0], ("", ""))
    if not one:
        one, several = f"apply {patterns[0]} to {{}}", f"apply {patterns[0]}"
    if len(functions) == 1:
        names = functions[0].split(".")
        return [
            one.format(".".join(names[-2:])) if _in_class(names) else one.format(names[-1]),
            one.format(names[-1]),
            several,
        ]
    return [f"{several} in {places}", several]


def _in_class(names: Sequence[str]) -> bool:
    return len(names) > 1 and names[-2][:1].isupper()
