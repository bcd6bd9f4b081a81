"""What else a write changes: rows behind foreign keys with an action, and whatever triggers do.

source: PostgreSQL documentation, "Constraints" (foreign keys) and "CREATE TRIGGER"; SQLite
documentation, "Foreign Key Support" (actions are also those of `ON UPDATE`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set

from codemods.project.codebase import Codebase
from codemods.project.ddl import texts_of_project
from codemods.project.schema import entity_of_table
from codemods.project.triggers import triggers_of_project

_NAME = r"(?:[\w\"`\[\]]+\.)?[\"`\[]?(\w+)[\"`\]]?"
_STATEMENT = re.compile(
    rf"\b(?:create\s+(?:\w+\s+)?table(?:\s+if\s+not\s+exists)?|alter\s+table(?:\s+only)?"
    rf"(?:\s+if\s+exists)?)\s+{_NAME}(.*?)(?=\bcreate\s|\balter\s+table|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ACTION = re.compile(
    rf"\breferences\s+{_NAME}(?:\s*\([^)]*\))?[^,;]*?\bon\s+(?:delete|update)\s+(?:cascade|set\s)",
    re.IGNORECASE,
)


def carries_over(project: Codebase, written: Set[str], read: Set[str]) -> str:
    """How a write to some tables may change rows of those that are read; "" when it cannot."""
    below = _actions(project)
    reached = {table.lower() for table in written}
    pending = list(reached)
    while pending:
        for child in below.get(pending.pop(), ()):
            if child not in reached:
                reached.add(child)
                pending.append(child)
    triggers = triggers_of_project(project)
    fired = sorted(reached & triggers.keys())
    if fired:
        return f"a trigger of `{fired[0]}` ({triggers[fired[0]].where})"
    changed = sorted(reached & {table.lower() for table in read})
    if changed:
        return f"a foreign key of `{changed[0]}`"
    return next(
        (f"a foreign key of `{t}`" for t in sorted(read) if _is_below(project, t, written)), ""
    )


def _actions(project: Codebase) -> Mapping[str, Set[str]]:
    """By the lower-case name of a table, those whose rows its rows take along, from SQL text."""
    key = "carried"
    if key not in project.memo:
        found: dict[str, set[str]] = defaultdict(set)
        for text, _ in texts_of_project(project):
            for match in _STATEMENT.finditer(text):
                for action in _ACTION.finditer(match.group(2)):
                    found[action.group(1).lower()].add(match.group(1).lower())
        project.memo[key] = dict(found)
    return project.memo[key]  # type: ignore[return-value]


def _is_below(project: Codebase, table: str, written: Set[str]) -> bool:
    """Whether a model says that the database carries a write to one of the tables on to its own."""
    entity = entity_of_table(project, table)
    if entity is None or not project.mentioning("ondelete", "onupdate"):
        return False
    return any(c.references.partition(".")[0] in written for c in entity.columns.values())
