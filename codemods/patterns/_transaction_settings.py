"""How a connection begins transactions, where code sets it by hand: `conn.autocommit = True`.

A commit or a block means another thing before it than after it, and some libraries refuse to change
it while a transaction is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codemods.model.code import Attribute, Call, Constant, Step, steps_within
from codemods.model.effects import Effect
from codemods.patterns._transaction_look import Left, Reader
from codemods.project.codebase import Codebase
from codemods.project.connections import Connection

_SETTINGS = frozenset(
    ["autocommit", "isolation_level", "read_only", "readonly", "deferrable"]
)  # fmt: skip
_SETTERS = (
    ".set_autocommit",
    ".set_isolation_level",
    ".set_read_only",
    ".set_deferrable",
    ".set_session",
)
_IN_TEXT = re.compile(
    r"\.(autocommit|isolation_level)\s*=[^=]|\.set_(autocommit|isolation_level|session)\("
)


def check_settings(reader: Reader, connection: Connection, steps: Sequence[Step]) -> None:
    """Raises Left where the connection of some steps begins transactions as code sets it by hand."""
    for step in steps_within(reader.function.body):
        if step.blocks or _switches_on(reader, connection, step, steps):
            continue
        for effect in reader.look(step).summary.effects:
            word = _set_by(effect)
            if word:
                raise Left(
                    f"line {step.span.line}: `{word}` changes by hand how the connection begins "
                    "transactions"
                )
    place = connection.place
    if connection.style in ("optional", "commits") and place is not None:
        elsewhere = _set_elsewhere(reader.project)
        if elsewhere and place.kind not in ("fresh", "local"):
            raise Left(f"{elsewhere}: how a connection begins transactions is set by hand there")


def _set_by(effect: Effect) -> str:
    if effect.via.endswith(_SETTERS):
        return effect.via.rpartition(".")[2]
    if effect.kind == "write" and effect.resource == "state" and effect.place is not None:
        last = effect.place.path[-1] if effect.place.path else ""
        return last if last in _SETTINGS else ""
    return ""


def _switches_on(reader: Reader, connection: Connection, step: Step, steps: Sequence[Step]) -> bool:
    """`conn.autocommit = True` before the block: that is what makes each statement store itself."""
    if connection.style != "optional" or step not in reader.function.body:
        return False
    first = steps[0].span
    if (step.span.line, step.span.column) >= (first.line, first.column):
        return False
    targets = [t for t in step.targets if isinstance(t, Attribute)]
    if step.kind == "assign" and [t.name for t in targets] == ["autocommit"]:
        return step.value == Constant("bool", True)
    value = getattr(step.value, "value", None) if not isinstance(step.value, Call) else step.value
    return (
        isinstance(value, Call)
        and isinstance(value.callee, Attribute)
        and value.callee.name == "set_autocommit"
        and value.argument(0) == Constant("bool", True)
    )


def _set_elsewhere(project: Codebase) -> str:
    """Where in the project a connection is set, "" for nowhere."""
    key = "transactions set by hand"
    if key not in project.memo:
        project.memo[key] = next(
            (
                f"{module.path}:{number}"
                for module in project.modules.values()
                for number, row in enumerate(project.lines(module.path), 1)
                if _IN_TEXT.search(row)
            ),
            "",
        )
    found = project.memo[key]
    return found if isinstance(found, str) else ""
