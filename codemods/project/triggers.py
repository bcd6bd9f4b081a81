"""What the triggers of a project's tables do, as far as a transaction changes when it happens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codemods.project.codebase import Codebase
from codemods.project.ddl import texts_of_project
from codemods.project.sql import asks_for_the_time, tells_listeners

_NAME = r'(?:"?\w+"?\.)?"?(\w+)"?'
_NEXT = r"(?=\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?(?:function|procedure|table|trigger|index|view|unique)\b|\Z)"
_TRIGGER = re.compile(
    rf"\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+|temp\s+|temporary\s+)?trigger\b(.*?)\bon\s+{_NAME}(.*?){_NEXT}",
    re.IGNORECASE | re.DOTALL,
)
_FUNCTION = re.compile(
    rf"\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\s+{_NAME}\s*\((.*?){_NEXT}",
    re.IGNORECASE | re.DOTALL,
)
_RUNS = re.compile(rf"\bexecute\s+(?:function|procedure)\s+{_NAME}", re.IGNORECASE)
_FAR = re.compile(r"\bdblink|\bhttp_\w+\s*\(|\bnet\.http|\bcopy\b.*\bprogram\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What triggers of one table do: tell listeners, reach further, ask for the time of day."""

    where: str
    told: bool = False
    timed: bool = False
    known: bool = True


def triggers_of_project(project: Codebase) -> Mapping[str, Trigger]:
    """The triggers by the lower-case name of their table."""
    key = "triggers"
    if key not in project.memo:
        project.memo[key] = dict(_found(project))
    return project.memo[key]  # type: ignore[return-value]


def _found(project: Codebase) -> Iterator[tuple[str, Trigger]]:
    texts = [(t, w) for t, w in texts_of_project(project) if "trigger" in t.lower()]
    if not texts:
        return
    bodies: dict[str, str] = {}
    for text, _ in texts_of_project(project):
        for match in _FUNCTION.finditer(text):
            bodies[match.group(1).lower()] = match.group(2)
    known: dict[str, Trigger] = {}
    for text, where in texts:
        for match in _TRIGGER.finditer(text):
            table, rest = match.group(2).lower(), match.group(3)
            runs = _RUNS.search(rest)
            body = bodies.get(runs.group(1).lower()) if runs is not None else rest
            before = known.get(table)
            made = Trigger(where, known=body is not None) if body is None else Trigger(
                where, tells_listeners(body) or bool(_FAR.search(body)), asks_for_the_time(body)
            )  # fmt: skip
            if before is not None:
                made = Trigger(
                    before.where,
                    before.told or made.told,
                    before.timed or made.timed,
                    before.known and made.known,
                )
            known[table] = made
    yield from known.items()
