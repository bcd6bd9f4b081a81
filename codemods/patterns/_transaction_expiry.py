"""What a commit makes load anew, and a flush does not.

A commit expires the objects of a session: the next look at one of them reads the row as the database
has stored it, with numbers rounded, collections complete, and changes made past the object. After a
flush the object keeps what it has in memory. So between a commit that goes and the one that stays,
objects that were added or changed may only be asked for columns that the database stores as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Expr,
    Name,
    Operation,
    Step,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.patterns._transaction_look import Reader
from codemods.project.purity import names_bound
from codemods.project.queries import Asker
from codemods.project.schema import entity_of
from codemods.project.types import members

_EXACT = frozenset({"int", "bool", "uuid", "date", "enum", "text"})
_OF_SESSION = frozenset(
    ["add", "add_all", "delete", "merge", "expunge", "flush", "commit", "refresh", "append"]
)


def entity_attribute(reader: Reader, target: Expr, step: Step) -> tuple[Expr, str] | None:
    """`order.status` where `order` is a mapped object: a session stores what is set there."""
    if not isinstance(target, Attribute):
        return None
    for part in members(reader.scope.type_of(target.value, step)):
        if entity_of(reader.project, part.name) is not None:
            return target.value, target.name
    if Asker(reader.effects, reader.scope, step).entity_behind(target.value) is not None:
        return target.value, target.name
    if isinstance(target.value, Name) and was_loaded(reader, target.value.id, step):
        return target.value, target.name
    return None


def was_loaded(reader: Reader, name: str, at: Step) -> bool:
    """Whether a local comes from a query of this function."""
    return any(
        not binding.step.blocks and reader.look(binding.step).of_database("read", "lock")
        for binding in reader.scope.reaching(name, at)
    )


class Expiry:
    """Follows the objects that a session has changed before a commit."""

    def __init__(self, reader: Reader, commit: Step) -> None:
        self.reader = reader
        self.commit = commit
        self.changed: set[str] = set()
        self.classes: set[str] = set()
        self.raw = 0  # the line of a statement that changed rows past the objects

    def reasons(self, before: tuple[Step, ...], after: tuple[Step, ...]) -> Iterator[str]:
        """Why a look at an object after the commit may give another value without it."""
        earlier = [s for s in before if stands_before(s, self.commit)]
        for step in earlier:
            self._follow(step)
        if self.raw:
            for step in earlier:
                if self.reader.look(step).of_database("read", "lock"):
                    self.changed |= names_bound(step)
        for step in after:
            for inner in steps_within((step,)):
                yield from self._step(inner)

    # -- which objects ---------------------------------------------------------------------------

    def _follow(self, step: Step) -> None:
        """Objects that are added, changed, or kept in something else."""
        for target in step.targets:
            if isinstance(target, Attribute) and isinstance(target.value, Name):
                if entity_attribute(self.reader, target, step) is not None:
                    self._note(target.value.id, step)
        look = self.reader.look(step) if not step.blocks else None
        for part in (p for e in expressions(step) for p in walk(e)):
            if not isinstance(part, Call) or not isinstance(part.callee, Attribute):
                continue
            named = [a.value.id for a in part.args if isinstance(a.value, Name)]
            if look is not None and look.of_database("write") and part.callee.name in _OF_SESSION:
                for name in named:
                    self._note(name, step)
            elif isinstance(part.callee.value, Name) and set(named) & self.changed:
                self.changed.add(part.callee.value.id)
        for deed in look.deeds if look is not None else ():
            owner, _, name = deed.via.rpartition(".")
            past = name in ("execute", "exec", "scalars", "scalar") or owner.endswith(".Query")
            if deed.kind == "write" and past and deed.verb != "insert":
                self.raw = deed.line
        if step.value is not None and step.kind in ("assign", "augment"):
            if any(True for _ in self._bare(step.value)):
                self.changed |= names_bound(step)
        elif (
            step.kind == "for"
            and step.value is not None
            and any(True for _ in self._bare(step.value))
        ):
            self.changed |= names_bound(step)

    def _note(self, name: str, step: Step) -> None:
        self.changed.add(name)
        kinds = members(self.reader.scope.type_of(Name(name), step))
        self.classes |= {k.name for k in kinds} or {"?"}

    def _bare(self, expr: Expr) -> Iterator[str]:
        """Changed objects in an expression, other than to ask them for an attribute."""
        if isinstance(expr, Name):
            if expr.id in self.changed:
                yield expr.id
            return
        if isinstance(expr, Attribute) and isinstance(expr.value, Name):
            return
        for child in children(expr):
            yield from self._bare(child)

    # -- what is asked of them --------------------------------------------------------------------

    def _step(self, step: Step) -> Iterator[str]:
        for expr in expressions(step):
            if expr in step.targets and step.kind != "augment":
                continue
            yield from self._look(expr, step)
        look = self.reader.look(step) if not step.blocks else None
        if look is not None and look.of_database("read", "lock"):
            # A query gives the object that is in memory already, as it is there.
            for name in names_bound(step):
                kinds = {k.name for k in members(self.reader.scope.type_of(Name(name), None))}
                if not kinds or kinds & self.classes or "?" in self.classes or "Any" in kinds:
                    if self.changed:
                        self.changed.add(name)
        else:
            self._follow(step)

    def _look(self, expr: Expr, step: Step) -> Iterator[str]:
        where = f"line {step.span.line}"
        match expr:
            case Attribute(value=Name(id=name), name=attribute) if name in self.changed:
                if not self._is_exact(name, attribute, step):
                    yield (
                        f"{where}: `{name}.{attribute}` is loaded anew there, because the commit "
                        "expires it; a flush does not"
                    )
            case Attribute(value=Name() as owner, name=attribute) if self._is_relation(
                owner, attribute, step
            ):
                yield (
                    f"{where}: `{owner.id}.{attribute}` is loaded anew there, because the commit "
                    "expires it; a flush does not"
                )
            case Name(id=name) if name in self.changed:
                yield (
                    f"{where}: `{name}` is looked at there, and the commit expires it: it would be "
                    "loaded anew, which it is not after a flush"
                )
            case Call(callee=callee, args=args):
                yield from self._call(callee, [a.value for a in args], expr, step)
            case Operation(operator=operator, operands=operands) if operator in ("is", "is not"):
                for operand in operands:
                    if not isinstance(operand, Name):
                        yield from self._look(operand, step)
            case Attribute(value=value) if not isinstance(value, Name):
                if any(True for _ in self._bare(value)):
                    yield f"{where}: what is loaded anew there is what the commit expires"
                yield from self._look(value, step)
            case _:
                for child in children(expr):
                    yield from self._look(child, step)

    def _call(self, callee: Expr, given: list[Expr], call: Call, step: Step) -> Iterator[str]:
        look = self.reader.look(step) if not step.blocks else None
        of_session = (
            isinstance(callee, Attribute)
            and callee.name in _OF_SESSION
            and look is not None
            and bool(look.of_database())
        )
        if of_session and isinstance(callee, Attribute) and callee.name == "refresh":
            if len(given) == 1 and isinstance(given[0], Name):
                self.changed.discard(given[0].id)
                return
        made = self.reader.scope.symbol_of(callee)
        is_row = made is not None and entity_of(self.reader.project, made.name) is not None
        if isinstance(callee, Attribute) and not (
            isinstance(callee.value, Name) and callee.value.id not in self.changed
        ):
            if isinstance(callee.value, Name):
                yield (
                    f"line {step.span.line}: `{callee.value.id}.{callee.name}` may look at what the "
                    "commit expires"
                )
            else:
                yield from self._look(callee.value, step)
        for value in given:
            inner = value.value if isinstance(value, Await) else value
            if isinstance(inner, Name) and (of_session or is_row):
                continue
            yield from self._look(value, step)

    def _is_relation(self, owner: Name, attribute: str, step: Step) -> bool:
        """Whether an attribute gives other rows, which may have changed past the object."""
        for kind in members(self.reader.scope.type_of(owner, step)):
            entity = entity_of(self.reader.project, kind.name)
            if entity is not None and attribute in entity.relations:
                return True
        return False

    def _is_exact(self, name: str, attribute: str, step: Step) -> bool:
        """Whether a column holds in memory what the database stores."""
        if self.raw and was_loaded(self.reader, name, self.commit):
            return False
        kinds = members(self.reader.scope.type_of(Name(name), step))
        entities = [e for k in kinds if (e := entity_of(self.reader.project, k.name)) is not None]
        if not entities:
            return attribute in ("id", "pk") and not self.raw
        for entity in entities:
            column = entity.columns.get(attribute)
            if column is None or column.kind not in _EXACT:
                return False
        return True


def stands_before(one: Step, other: Step) -> bool:
    """Whether a step begins before another one."""
    return (one.span.line, one.span.column) < (other.span.line, other.span.column)
