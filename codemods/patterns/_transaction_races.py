"""Values that are read, changed and stored again: two of these at once lose one of the changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Expr,
    Item,
    Name,
    Operation,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.findings import Finding
from codemods.patterns._transaction_look import Reader
from codemods.project.purity import names_bound, names_read

_LOCKS = {
    "django": "`select_for_update()`",
    "tortoise": "`select_for_update()`",
    "peewee": "`for_update()`",
    "sqlalchemy": "`with_for_update()`",
}


def find_races(reader: Reader, found: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for each lost update inside a block that another finding makes a transaction."""
    ends = [f.span.end_line for f in found if f.verdict != "manual" and f.edits]
    if not ends:
        return
    lock = _LOCKS.get(_library(reader), "`FOR UPDATE`")
    for step, what, column in (*_of_objects(reader), *_of_statements(reader)):
        if step.span.line <= max(ends):
            yield reader.finding(
                step.span,
                "manual",
                f"`{what}` is read, changed and stored: two of these at once lose one change, in a "
                f"transaction, too; let the database compute it (`SET {column} = {column} ...`), or "
                f"lock the row when it is read ({lock})",
                (f"line {step.span.line}: the new value comes from the old one",),
                text=f"race {what}",
            )


def _library(reader: Reader) -> str:
    for look in reader.looks(reader.function.body):
        for connection in look.writes:
            return "sqlalchemy" if connection.style == "flushes" else connection.library
    return ""


def _of_objects(reader: Reader) -> Iterator[tuple[Step, str, str]]:
    """`account.balance -= amount` on an object that was read without a lock, and saved."""
    for step in steps_within(reader.function.body):
        for target in step.targets:
            if not isinstance(target, Attribute) or not isinstance(target.value, Name):
                continue
            again = step.kind == "augment" or (
                isinstance(step.value, Operation)
                and any(part == target for part in walk(step.value))
            )
            if (
                again
                and _was_read(reader, target.value.id, step)
                and _is_stored(reader, target.value)
            ):
                yield step, f"{target.value.id}.{target.name}", target.name


def _was_read(reader: Reader, name: str, at: Step) -> bool:
    """Whether a local was loaded in this function, and no row was locked for it."""
    bindings = reader.scope.reaching(name, at)
    if not bindings or name in reader.scope.parameters:
        return False
    for binding in bindings:
        look = reader.look(binding.step) if not binding.step.blocks else None
        if look is None or not look.of_database("read") or look.of_database("lock", "write"):
            return False
    return True


def _is_stored(reader: Reader, owner: Name) -> bool:
    for step in steps_within(reader.function.body):
        if step.blocks:
            continue
        look = reader.look(step)
        if look.of_database("commit"):
            return True
        for part in (p for e in expressions(step) for p in walk(e)):
            if (
                isinstance(part, Call)
                and isinstance(part.callee, Attribute)
                and part.callee.value == owner
                and look.of_database("write")
            ):
                return True
    return False


def _of_statements(reader: Reader) -> Iterator[tuple[Step, str, str]]:
    """`UPDATE ... SET balance = $1` with a value that was computed from what was read before."""
    read: set[str] = set()
    for step in steps_within(reader.function.body):
        if step.blocks:
            continue
        look = reader.look(step)
        for deed in look.deeds:
            if (
                deed.kind == "write"
                and deed.verb == "update"
                and len(deed.state) > 1
                and not deed.depth
            ):
                computed = _computed(step, read)
                if computed:
                    yield step, computed, deed.state[1]
        if look.of_database("read") and not look.of_database("lock", "write"):
            read |= names_bound(step)
        elif step.kind == "assign" and step.value is not None and _names(step.value) & read:
            if isinstance(step.value, Operation | Item | Attribute):
                read |= names_bound(step)


def _computed(step: Step, read: set[str]) -> str:
    """The name of what was read, where an argument computes with it."""
    for expr in expressions(step):
        for part in walk(expr):
            if isinstance(part, Call):
                for argument in part.args:
                    for inner in walk(argument.value):
                        if isinstance(inner, Operation) and inner.operator in ("+", "-"):
                            found = sorted(_names(inner) & read)
                            if found:
                                return found[0]
    return ""


def _names(expr: Expr) -> frozenset[str]:
    return names_read(expr.value if isinstance(expr, Await) else expr)
