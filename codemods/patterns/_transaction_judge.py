"""Whether statements may share one transaction: what stands in the way, and what is not known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from codemods.model.code import (
    Attribute,
    Block,
    Call,
    Constant,
    Expr,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect
from codemods.patterns._transaction_around import after_errors
from codemods.patterns._transaction_kept import kept_in_memory, stored_log_lines
from codemods.patterns._transaction_look import Left, Look, Reader, Told
from codemods.patterns._transaction_orders import other_order
from codemods.patterns._transaction_settings import check_settings
from codemods.project import calls
from codemods.project.connections import AMBIENT, Connection, connection_of
from codemods.project.ddl import has_deferred_constraints, tables_with_times
from codemods.project.dialects import dialect_of
from codemods.project.keeping import (
    catches_database_errors,
    falls_through,
)
from codemods.project.model_libraries import is_stamped
from codemods.project.purity import names_bound, names_used
from codemods.project.schema import entity_of
from codemods.project.scope import Scope
from codemods.project.signals import row_events
from codemods.project.trace import Deed
from codemods.project.triggers import triggers_of_project
from codemods.project.types import members

_BESIDE = frozenset(
    [
        "asyncio.gather", "asyncio.create_task", "asyncio.ensure_future", "asyncio.wait",
        "asyncio.TaskGroup", "asyncio.to_thread", "asyncio.run_coroutine_threadsafe",
        "anyio.create_task_group", "threading.Thread", "multiprocessing.Process",
        "concurrent.futures.ThreadPoolExecutor",
    ]
)  # fmt: skip
_ENDLESS = ("Iterator", "Generator", "AsyncIterable", "CursorFactory")
_FAR = {
    "http": "a remote call",
    "queue": "a message",
    "filesystem": "a file",
    "cache": "a cache",
    "process": "work beside it",
}
# Names only ever make a verdict weaker.
_OF_FAILURES = re.compile(
    r"attempt|fail|error|tries|retry|retries|locked|blocked|audit|strike", re.I
)
_SCHEMA = (
    "a change of the schema ends the transaction in some databases, and some changes (as CREATE INDEX "
    "CONCURRENTLY) cannot run in one"
)
_SQLITE = ("sqlite3", "aiosqlite")
_HEARS = "listens, or ceases to, at the end of a transaction, and not at all when it is taken back"
# What calls mean in an open transaction, by their names in these libraries.
_BY_THEMSELVES = {
    "executescript": (_SQLITE, "commits what came before it"),
    "backup": (_SQLITE, "waits for ever where its own connection has a transaction open"),
    "iterdump": (_SQLITE, "reads the database, with what the transaction may take back"),
    "add_listener": (("asyncpg",), _HEARS),
    "remove_listener": (("asyncpg",), _HEARS),
}
_OF_CLAIMS = re.compile(r"stat(e|us)|lock|claim|lease|running|started|progress|worker|owner", re.I)
_OF_ITS_OWN = frozenset(["isolation", "readonly", "deferrable", "durable", "isolation_level"])
_ALLOWED_READS = frozenset(
    {"cache", "filesystem", "state", "clock", "random", "context", "process"}
)


@dataclass
class Verdict:
    """What is known of a place so far: facts that are missing make it `unsafe`."""

    missing: list[str] = field(default_factory=list)

    def lacks(self, what: str) -> None:
        if what not in self.missing:
            self.missing.append(what)


class Judge:
    """Checks the steps that a transaction would hold."""

    def __init__(self, reader: Reader, connection: Connection) -> None:
        self.reader = reader
        self.connection = connection
        self.scope = reader.scope
        self.verdict = Verdict()
        self.block: tuple[Step, ...] = ()  # the statements of the new block
        self.moved: list[Step] = []  # those of them that come after it
        self.deferred: list[Step] = []  # statements that wait for the commit
        self.savepoints: list[Block] = []  # bodies of `try` that need one

    # -- what happens within --------------------------------------------------------------------

    def content(
        self,
        steps: tuple[Step, ...],
        committing: frozenset[int] = frozenset(),
        earlier: tuple[Step, ...] = (),
    ) -> None:
        """Raises Left or Told where the steps must not share a transaction.

        `committing` are the lines of commits that the edit takes away or keeps as the last,
        `earlier` the steps whose writes the first of them stores.
        """
        looks = self.reader.looks(steps)
        self._shape(steps)
        check_settings(self.reader, self.connection, steps)
        for look in looks:
            for effect in sorted(look.summary.effects, key=_order):
                self._effect(effect, look, committing)
        deeds = [d for look in looks for d in look.deeds]
        self._deeds(deeds)
        if self.connection.library in ("sqlalchemy", "sqlmodel"):
            events = row_events(self.reader.effects)
            if events:
                self.verdict.lacks(events)
        before = [d for look in self.reader.looks(earlier) for d in look.deeds]
        self._on_purpose(deeds, bool(committing))
        self._claims(steps)
        self._locks([*before, *deeds])
        self._times([*before, *deeds])

    def _shape(self, steps: tuple[Step, ...]) -> None:
        for step in steps_within(steps):
            if step.kind == "try" and self._of_database(step):
                deferred = has_deferred_constraints(self.reader.project)
                for block in step.blocks:
                    if block.role != "handler" or not catches_database_errors(self.scope, block):
                        continue
                    if deferred:
                        raise Left(
                            f"line {step.span.line}: deferred constraints ({deferred}) are checked at "
                            "the end of the transaction, after the handler there"
                        )
                    if self.connection.style == "atomic":
                        self.verdict.lacks(
                            f"line {step.span.line}: foreign keys are checked at the end of the "
                            "transaction, after the handler there"
                        )
            for expr in expressions(step):
                for part in walk(expr):
                    if isinstance(part, Yield):
                        raise Left(
                            f"line {step.span.line}: a `yield` between the writes would keep the "
                            "transaction open as long as the consumer likes"
                        )
                    if isinstance(part, Call):
                        self.beside(part, step)
            if step.kind in ("while", "for") and self._of_database(step):
                if step.kind == "while" or step.is_async or self._endless(step):
                    raise Left(
                        f"line {step.span.line}: the loop may go on for long, and the transaction "
                        "would keep its locks all the time"
                    )

    def _of_database(self, step: Step) -> bool:
        return bool(self.reader.look(step).of_database())

    def _endless(self, step: Step) -> bool:
        kinds = members(self.scope.type_of(step.value, step)) if step.value is not None else ()
        return any(k.name.endswith(_ENDLESS) for k in kinds)

    def beside(self, call: Call, step: Step) -> None:
        """Raises Left where a call runs work beside this one."""
        symbol = self.scope.symbol_of(call.callee)
        if symbol is not None and symbol.name in _BESIDE:
            raise Left(
                f"line {step.span.line}: `{symbol.name}` runs work beside it, which the transaction "
                "does not hold or which would share its connection"
            )

    def _effect(self, effect: Effect, look: Look, committing: frozenset[int]) -> None:
        line = look.step.span.line
        if effect.kind == "unknown":
            if effect.resource == "database" and effect.channel is not None:
                raise Left(f"line {line}: {effect.via}")
            self.verdict.lacks(f"line {line}: {effect.via}")
        elif effect.resource == "database":
            self._on_database(effect, line, committing)
        elif effect.resource == "state":
            for what in kept_in_memory(self.reader, effect, line):
                self.verdict.lacks(what)
        elif effect.resource == "log" and stored_log_lines(self.reader):
            self.verdict.lacks(
                f"line {line}: `{stored_log_lines(self.reader)}` stores log lines in the database, "
                "which are taken back with the writes: say that they may be"
            )
        elif effect.kind == "delay":
            raise Left(f"line {line}: `{effect.via}` waits, and the locks would be held meanwhile")
        elif effect.kind == "lock":
            raise Left(f"line {line}: `{effect.via}` is taken between the writes")
        elif effect.resource in _FAR and not (
            effect.kind == "read" and effect.resource in _ALLOWED_READS
        ):
            if effect.resource == "queue" and self._deferred(effect, look.step):
                return
            if self._moved(effect, look.step):
                return
            raise Told(
                f"line {line}: `{effect.via}` reaches {_FAR[effect.resource]} between the writes: "
                "it cannot be taken back with them",
                (f"line {line}: {effect.kind} {effect.resource} through `{effect.via}`",),
            )

    def _deferred(self, effect: Effect, step: Step) -> bool:
        """Whether a message can wait for the commit, as Django's `on_commit` makes it."""
        if self.connection.style != "atomic" or step.kind != "expression":
            return False
        if self.reader.look(step).of_database():
            return False  # a `save` that sends a message, too, would be put off with it
        call = step.value
        if not isinstance(call, Call) or any(a.star for a in call.args):
            return False
        if not isinstance(call.callee, Name | Attribute):
            return False
        for argument in call.args:
            for part in walk(argument.value):
                if not isinstance(part, Name | Attribute | Constant):
                    return False
        if step not in self.deferred:
            self.deferred.append(step)
        self.verdict.lacks(
            f"line {step.span.line}: `{effect.via}` waits for the commit (`on_commit`): say that it "
            "may come after the other writes"
        )
        return True

    def _moved(self, effect: Effect, step: Step) -> bool:
        """Whether a call whose result nobody wants can come after the block."""
        if step not in self.block[1:-1] or step.kind != "expression" or effect.kind == "unknown":
            return False
        look = self.reader.look(step)
        if look.of_database() or any(e.kind == "unknown" for e in look.summary.effects):
            return False
        later = self.block[self.block.index(step) + 1 :]
        if {n for s in later for n in names_bound(s)} & names_used(step):
            return False
        for other in later:
            if any(s.kind in ("return", "break", "continue") for s in steps_within((other,))):
                return False
        if step not in self.moved:
            self.moved.append(step)
        self.verdict.lacks(
            f"line {step.span.line}: `{effect.via}` comes after the writes: say that it may, and that "
            "it need not happen when they fail"
        )
        return True

    def _on_database(self, effect: Effect, line: int, committing: frozenset[int]) -> None:
        own = connection_of(self.scope, effect)
        if effect.kind == "read" and self._is_row_of_cursor(effect):
            return
        if effect.kind in ("read", "write"):
            if own != self.connection:
                what = "writes" if effect.kind == "write" else "reads"
                raise Left(
                    f"line {line}: `{effect.via}` {what} through another connection "
                    f"(`{own}`), which does not see or share the transaction"
                )
        elif effect.kind == "lock":
            if committing:
                raise Left(f"line {line}: the commit lets go of the rows that are locked there")
            self.verdict.lacks(
                f"line {line}: rows that `{effect.via}` locks stay locked until the end of the block"
            )
        elif effect.kind == "ddl":
            raise Left(f"line {line}: {_SCHEMA}")
        elif effect.kind == "begin":
            if self.connection.style not in (*AMBIENT, "method", "optional", "acquire"):
                raise Left(f"line {line}: `{effect.via}` opens a transaction there already")
        elif line not in committing:
            raise Left(f"line {line}: `{effect.via}` ends a transaction between the writes")

    def _is_row_of_cursor(self, effect: Effect) -> bool:
        """`conn.execute(...).fetchone()`: the rows came with the statement."""
        known = self.reader.project.catalogue.type(effect.via.rpartition(".")[0])
        return known is not None and known.transaction == "cursor"

    # -- errors ---------------------------------------------------------------------------------

    def _deeds(self, deeds: Sequence[Deed]) -> None:
        triggers = triggers_of_project(self.reader.project)
        for deed in deeds:
            where = _where(deed, self.reader)
            if deed.kind == "swallow":
                if self._with_savepoint(deed):
                    continue
                raise Left(
                    f"{where}: a handler may swallow an error of the database: the transaction "
                    "would lose every write before it without a word"
                )
            if deed.kind == "yield":
                raise Left(f"{where}: there is a `yield` between the writes")
            if deed.kind == "cut":
                self.verdict.lacks(f"{where}: `{deed.via}` lies too many calls away to be followed")
            if deed.kind == "write" and deed.handler:
                raise Left(
                    f"{where}: what a handler stores before it lets the error raise on must outlive it"
                )
            late = deed.handler and deed.kind in ("read", "lock", "other")
            if late and not self._after_savepoint(deed):
                raise Left(
                    f"{where}: code that runs after an error asks the database, which answers nothing "
                    "in a transaction that has failed"
                )
            trigger = triggers.get(self._table(deed)) if deed.kind == "write" else None
            if deed.told or (trigger is not None and trigger.told):
                raise Left(f"{where}: listeners are told at the end of a transaction, not before")
            asked = [w for w in deed.state if w in _OF_ITS_OWN] if deed.kind == "begin" else []
            if asked:
                raise Left(
                    f"{where}: a transaction there asks for `{asked[0]}` of its own (isolation, "
                    "durable), which it only gets when it is the outermost"
                )
            by_itself = _BY_THEMSELVES.get(deed.via.rpartition(".")[2])
            if by_itself is not None and self.connection.library in by_itself[0]:
                raise Left(f"{where}: `{deed.via.rpartition('.')[2]}` {by_itself[1]}")
            if deed.kind in ("commit", "rollback") and deed.depth:
                raise Left(f"{where}: `{deed.where}` ends the transaction itself")
            if deed.kind == "ddl":
                raise Left(f"{where}: {_SCHEMA}")

    def _after_savepoint(self, deed: Deed) -> bool:
        """Whether a deed stands in a handler of a `try` whose body gets a savepoint."""
        for step in steps_within(self.scope.function.body):
            if step.kind == "try" and any(b in self.savepoints for b in step.blocks):
                if deed.path[: len(step.path)] == step.path:
                    return True
        return False

    def _with_savepoint(self, deed: Deed) -> bool:
        """Whether a savepoint can hold what a handler of one error of the data catches."""
        if deed.depth or not deed.path or self.connection.style in ("flushes", "commits"):
            return False
        step = next(
            (s for s in steps_within(self.scope.function.body) if s.path == deed.path), None
        )
        if step is None or step.kind != "try":
            return False
        for block in step.blocks:
            if block.role != "handler" or not falls_through(block):
                continue
            if not catches_database_errors(self.scope, block):
                continue
            if block.catches_all or not block.catches:
                return False
            if not all(_is_of_data(self.scope, caught) for caught in block.catches):
                return False
        body = next(b for b in step.blocks if b.role == "body")
        if body not in self.savepoints:
            self.savepoints.append(body)
        self.verdict.lacks(
            f"line {body.steps[0].span.line}: a savepoint keeps the error that is handled there from "
            "ending the transaction; say that the writes before it shall stay"
        )
        return True

    def _on_purpose(self, deeds: Sequence[Deed], started: bool) -> None:
        """Errors raised between the writes take back what was stored before: was that meant?"""
        committed = started
        writes = [d for d in deeds if d.kind == "write"]
        for deed in deeds:
            if deed.kind == "write":
                started = True
            elif deed.kind == "raise" and started:
                where = _where(deed, self.reader)
                if deed.errors:
                    self.verdict.lacks(
                        f"{where}: `{deed.via}` raises `{deed.errors[0].rpartition('.')[2]}` by what "
                        "it finds there, which takes back what was stored before it; say that this "
                        "is meant"
                    )
                    continue
                if committed and not deed.depth:
                    raise Left(
                        f"{where}: what is committed before that `raise` is meant to outlive it"
                    )
                if not deed.depth and self._tells_of_failure(deed):
                    raise Left(
                        f"{where}: what is stored before that `raise` may be meant to outlive it"
                    )
                ends = deed.path and not deed.depth
                if ends and any(_in_same_block(w.path, deed.path) for w in writes if w.path):
                    raise Left(
                        f"{where}: what is stored right before the error is meant to outlive it"
                    )
                self.verdict.lacks(
                    f"{where}: the error raised there takes back what was stored before it; say "
                    "that this is meant"
                )

    def _tells_of_failure(self, error: Deed) -> bool:
        """Whether something stored before an error has a name of what is kept about failures."""
        for step in steps_within(self.scope.function.body):
            if step.blocks or step.span.line >= error.line:
                continue
            words = [t.name for t in step.targets if isinstance(t, Attribute)]
            words += [d.table for d in self.reader.look(step).deeds if d.kind == "write"]
            words += [w for d in self.reader.look(step).deeds for w in d.state[1:]]
            if any(_OF_FAILURES.search(w) for w in words):
                return True
        return False

    def around(self, ancestors: Sequence[tuple[Step, Block]], inside: tuple[Step, ...]) -> None:
        """What code around the block does with an error that leaves it."""
        for what in after_errors(self.reader, ancestors, inside):
            self.verdict.lacks(what)

    # -- locks and time -------------------------------------------------------------------------

    def _locks(self, deeds: Sequence[Deed]) -> None:
        """Two transactions that lock the same rows in another order wait for each other for ever."""
        one_writer = self.connection.library in ("sqlite3", "aiosqlite") or (
            dialect_of(self.reader.project) == "sqlite"
        )
        changed: dict[str, list[Deed]] = defaultdict(list)
        for deed in deeds:
            if deed.kind == "write" and deed.verb in ("update", "delete"):
                self._seen(changed[deed.table], deed)
                changed[deed.table].append(deed)
        crossing = "" if one_writer else other_order(self.reader, deeds)
        if crossing:
            self.verdict.lacks(crossing)
        for table, found in changed.items() if not one_writer else ():
            name = table.rpartition(".")[2]
            looped = next((d for d in found if d.looped), None)
            if looped is not None:
                self.verdict.lacks(
                    f"line {looped.line}: rows of `{name}` are changed one by one in the order of "
                    "the loop; two such transactions may lock them in another order (sort the items)"
                )
            elif len(found) > 1:
                self.verdict.lacks(
                    f"rows of {f'`{name}`' if name else 'one table'} are changed {len(found)} times (lines "
                    f"{', '.join(str(d.line) for d in found)}): other sessions see only the last "
                    "state, and two such transactions may lock them in another order"
                )

    def _claims(self, steps: tuple[Step, ...]) -> None:
        """A state that is stored before work is done: others may look at it meanwhile."""
        looks = self.reader.looks(steps)
        writing = [n for n, look in enumerate(looks) if look.of_database("write")]
        if len(writing) < 2:
            return
        for number in writing[:-1]:
            words = [w for d in looks[number].deeds for w in d.state[1:]]
            if any(d.state and d.depth == 0 for d in looks[number].deeds):
                words += self._set_before(steps[number])
            named = next((w for w in words if _OF_CLAIMS.search(w)), None)
            if named is None:
                continue
            for look in looks[number + 1 : writing[-1]]:
                if not look.of_database() and self._works(look.step):
                    self.verdict.lacks(
                        f"line {look.step.span.line}: others may wait to see `{named}` while this runs"
                    )
                    return

    def _set_before(self, step: Step) -> list[str]:
        """The attributes that are set before a statement saves them."""
        return [
            target.name
            for other in steps_within(self.scope.function.body)
            if other.span.line < step.span.line
            for target in other.targets
            if isinstance(target, Attribute)
        ]

    def _works(self, step: Step) -> bool:
        """Whether a step runs code of the project, or code that is not known."""
        for inner in steps_within((step,)):
            for part in (p for e in expressions(inner) for p in walk(e)):
                if isinstance(part, Call):
                    for target in calls.targets(self.scope, part, inner):
                        if target.kind in ("function", "unknown"):
                            return True
        return False

    def _seen(self, earlier: Sequence[Deed], deed: Deed) -> None:
        """The same object stored twice: somebody may wait to see the first state."""
        for one in earlier:
            if not deed.state or not one.state or one.state[0] != deed.state[0] or deed.looped:
                continue
            if len(deed.state) == 1 or set(one.state[1:]) & set(deed.state[1:]):
                raise Left(
                    f"line {deed.line}: the state stored in line {one.line} is replaced: it may be "
                    "meant to be visible to others in between"
                )

    def _times(self, deeds: Sequence[Deed]) -> None:
        timed: dict[str, list[Deed]] = defaultdict(list)
        stamped = tables_with_times(self.reader.project)
        triggers = triggers_of_project(self.reader.project)
        started = False
        for deed in deeds:
            table = self._table(deed)
            trigger = triggers.get(table) if deed.kind == "write" else None
            by_default = deed.verb == "insert" and (
                table in stamped or is_stamped(self.reader.project, deed.table)
            )
            by_trigger = trigger is not None and trigger.timed
            if deed.kind == "write" and (deed.timed or by_default or by_trigger):
                timed[deed.table].append(deed)
            if deed.kind == "read" and deed.timed and started:
                self.verdict.lacks(
                    f"line {deed.line}: the time of the database stands still in a transaction: what "
                    "is read there is the time of its beginning"
                )
            started = started or deed.kind == "write"
            if trigger is not None and not trigger.known:
                self.verdict.lacks(
                    f"line {deed.line}: what the trigger of `{table}` does ({trigger.where}) is not "
                    "known"
                )
        for table, found in timed.items():
            if len(found) > 1 or found[0].looped:
                self.verdict.lacks(
                    f"line {found[0].line}: the time of the database stands still in a transaction, "
                    f"so that all rows of `{table}` get the same one"
                )

    def _table(self, deed: Deed) -> str:
        """The table in the database that a deed is about."""
        entity = entity_of(self.reader.project, deed.table) if "." in deed.table else None
        return (entity.table if entity is not None else deed.table).lower()


def _is_of_data(scope: Scope, expr: Expr) -> bool:
    """Whether an error class is about what is stored, not about the connection or anything else."""
    symbol = scope.symbol_of(expr)
    name = (symbol.name if symbol is not None else "").rpartition(".")[2]
    return name.startswith("Integrity") or name.endswith(("ViolationError", "Violation"))


def _where(deed: Deed, reader: Reader) -> str:
    if deed.where == reader.function.name:
        return f"line {deed.line}"
    return f"`{deed.where}`, line {deed.line}"


def _in_same_block(write: tuple[int, ...], error: tuple[int, ...]) -> bool:
    """Whether a write stands before an error in the branch that the error ends."""
    block = error[:-1]
    return len(error) > 1 and write[: len(block)] == block and write[len(block)] < error[-1]


def _order(effect: Effect) -> tuple[int, str, str, str]:
    # What refuses comes before what only weakens.
    return (effect.kind == "unknown", effect.kind, effect.resource, effect.via)
