"""Writes of helpers that each use a connection of their own: one is opened here, and handed on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Block,
    Call,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect
from codemods.model.findings import Finding, Refused
from codemods.model.spans import Span
from codemods.model.steps import AddImport, Enclose, Exchange, FileEdit, HandOn, PlanStep
from codemods.patterns._transaction_callers import compensating
from codemods.patterns._transaction_enclose import joined
from codemods.patterns._transaction_group import Group, entered_by, group_of, rest_of
from codemods.patterns._transaction_idioms import same_either_way
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Look, Reader, Region, Told, over
from codemods.patterns._transaction_own import (
    Called,
    Own,
    Said,
    ends,
    on_database,
    own_connection,
    plain,
    said_by_caller,
    sent_to,
    taking,
)
from codemods.patterns._transaction_signature import (
    changed,
    new_parameter,
    signature,
    why_no_connection,
)
from codemods.project import calls
from codemods.project.callers import held_by_callers
from codemods.project.connections import Connection, connection_of, expression_of
from codemods.project.naming import Names
from codemods.project.purity import names_bound
from codemods.project.surroundings import around
from codemods.project.trace import Deed

_SESSIONS = ("session", "outer_session", "shared_session")
_CONNECTIONS = ("conn", "connection", "db_conn", "shared_connection")


def find_handed(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings and refusals for blocks whose writes go through connections of helpers."""
    yield from _block(reader, reader.function.body, ())


def _block(
    reader: Reader, steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[Finding | Refused]:
    group = group_of(reader, steps, ancestors)
    if group is not None:
        found = _decide(reader, group)
        if found is not None:
            reader.handed.update(s.path for s in group.region.inside)
            yield found
            if isinstance(found, Finding):
                return
    for step in steps:
        for block in step.blocks:
            inner = (*ancestors, (step, block))
            if reader.look(step).of_database() and not _transaction(reader, step, block):
                yield from _block(reader, block.steps, inner)


def _transaction(reader: Reader, step: Step, block: Block) -> bool:
    return bool(around(reader.effects, reader.scope, ((step, block),)).transaction)


# -- the decision ---------------------------------------------------------------------------------------


@dataclass
class _Hand:
    """How a call gets the connection: by which parameter, and what has to be changed for that."""

    called: Called
    own: Own
    parameter: str = ""  # one that is there


class _Shared(Judge):
    """What the helpers do happens on the connection they are handed."""

    def __init__(
        self, reader: Reader, group: Group, connection: Connection, hands: Sequence[_Hand]
    ) -> None:
        super().__init__(reader, connection)
        self.group = group
        self._hands = hands
        self._opening = frozenset(e for h in hands for e in h.own.opening)
        self.alone = False  # a helper by itself, whose callers say which statement it sends

    def _opens(self, effect: Effect, look: Look) -> bool:
        """Whether a transaction begins where a helper opens its connection."""
        if any(h.own.step is not None and h.own.step is look.step for h in self._hands):
            return True
        return effect not in rest_of(self.reader, look.step, self.group.called)

    def _is_left(self, effect: Effect, look: Look) -> bool:
        """Whether the commit in a step is one that a helper leaves to its caller."""
        found = [h.own.commit for h in self._hands if h.own.commit is not None]
        if any(step in found for step in steps_within((look.step,))):
            return True
        asked = bool(found) or not self._hands
        return asked and effect not in rest_of(self.reader, look.step, self.group.called)

    def _deeds(self, deeds: Sequence[Deed]) -> None:
        ended = {
            (h.called.name, h.own.commit.span.line) for h in self._hands if h.own.commit is not None
        }
        leaving = {h.called.name for h in self._hands if h.parameter}
        super()._deeds(
            [
                d
                for d in deeds
                if d.kind not in ("commit", "rollback")
                or (
                    (self._hands or not d.depth)
                    and not ((d.where, d.line) in ended or d.where in leaving)
                )
            ]
        )

    def _effect(self, effect: Effect, look: Look, committing: frozenset[int]) -> None:
        if self.alone and effect.decided_by is not None:
            return  # it was looked at where it is called, with what it is given there
        if on_database(effect) and effect.kind == "unknown" and effect.channel is None:
            if effect in rest_of(self.reader, look.step, self.group.called):
                raise Left(
                    f"line {look.step.span.line}: {effect.via}, and it is sent through another "
                    "connection than the transaction's"
                )
        if effect in self._opening:
            return  # it happens before the transaction is opened, where the connection is
        if effect.resource == "database" and (
            (effect.kind == "begin" and self._opens(effect, look))
            or (effect.kind == "commit" and self._is_left(effect, look))
        ):
            return
        if on_database(effect):
            own = connection_of(self.scope, effect)
            handed = effect not in rest_of(self.reader, look.step, self.group.called)
            if not self.group.called and self.connection.foreign:
                handed = own.type == self.connection.type  # the pool is asked for anew each time
            if own in self.group.pools or (handed and own != self.connection):
                if effect.kind in ("read", "write"):
                    return
                if effect.kind == "unknown":
                    self.verdict.lacks(f"line {look.step.span.line}: {effect.via}")
                    return
        super()._effect(effect, look, committing)


def _decide(reader: Reader, group: Group) -> Finding | Refused | None:
    region = group.region
    span = over(region.inside[0].span, region.inside[-1].span)
    names = list(dict.fromkeys(c.name for c in group.called))
    shown = " and ".join(f"`{n}`" for n in names[:3])
    each = "take a connection of their own" if len(names) > 1 else "takes a connection of its own"
    told = f"{shown} {each}: an error between the writes leaves the first stored without the second"
    lines = [
        f"line {c.step.span.line}: `{c.name}` has a connection of its own" for c in group.called
    ]
    held = held_by_callers(reader.effects, reader.function)
    if held.transaction:
        return reader.refused(span, f"they are in a transaction already: {held.transaction}")
    count = max(2, sum(d.kind == "write" for x in reader.looks(region.inside) for d in x.deeds))
    try:
        edits, missing, done = _handing(reader, group)
        return reader.finding(
            span, "unsafe" if missing else "safe", f"{told}; {done}", lines, missing, count, edits,
            text=shown,
        )  # fmt: skip
    except Told as left:
        return reader.finding(
            span, "manual", f"{told}; {left}", (*lines, *left.evidence), (), count, (), text=shown
        )
    except (Left, CannotWrite) as left:
        return reader.refused(span, str(left))


def _handing(reader: Reader, group: Group) -> tuple[tuple[FileEdit, ...], tuple[str, ...], str]:
    try:
        hands = [_hand(reader, called) for called in group.called]
    except Told:
        # What no signature could change is said first.
        if any(called.function.is_generator for called in group.called):
            raise
        judge = _Shared(reader, group, group.region.connection, ())
        judge.content(group.region.inside)
        judge.around(group.region.ancestors, group.region.inside)
        raise
    connection = group.base or hands[0].own.connection
    judge = _Shared(reader, group, connection, hands)
    judge.block = group.region.inside
    try:
        judge.content(group.region.inside)
    except Told:
        for hand in hands:  # who can name the helper that does it says more
            _runs_well(hand)
        raise
    later = next((c for c in group.called if not c.at_once), None)
    if later is not None:
        raise Left(f"line {later.step.span.line}: what `{later.name}` makes there may run later")
    judge.around(group.region.ancestors, group.region.inside)
    for where in compensating(reader):
        judge.verdict.lacks(
            f"{where}: a caller works on the database after an error of this function"
        )
    for hand in hands:
        _runs_well(hand)
        if hand.parameter and not same_either_way(
            reader.project, plain(reader.project, hand.called.function), hand.parameter
        ):
            judge.verdict.lacks(
                f"`{hand.called.name}` does the same on a connection that it is handed"
            )
    _sessions(hands, judge)
    if judge.savepoints or judge.moved or judge.deferred:
        raise Told("hand one connection to them, when what stands between them is settled")
    opened = _one_database(reader, group, hands, judge)
    if group.base is not None and _waits(reader, group.base):
        _committed_later(reader, group, group.base, hands, opened)
        for hand in hands:
            if any(d.kind in ("read", "lock") for d in _deeds_of(reader, hand.called)):
                judge.verdict.lacks(
                    f"`{hand.called.name}` may read what is written here and not committed yet"
                )
    steps, done = _plan(reader, group, hands, opened, judge)
    by_file: dict[str, list[PlanStep]] = defaultdict(list)
    for path, step in steps:
        if step not in by_file[path]:
            by_file[path].append(step)
    for hand in hands:
        if not hand.parameter:
            shown = signature(reader.project, plain(reader.project, hand.called.function))
            judge.verdict.lacks(
                f"nobody outside the project overrides or replaces {shown}, which takes the "
                "connection as one more parameter"
            )
    edits = tuple(FileEdit(path, tuple(found)) for path, found in sorted(by_file.items()))
    return edits, tuple(judge.verdict.missing), done


def _sessions(hands: list[_Hand], judge: Judge) -> None:
    """What objects of one session have in common, and those of several had not."""
    if hands[0].own.connection.style == "flushes":
        shown = " and ".join(dict.fromkeys(f"`{h.called.name}`" for h in hands))
        judge.verdict.lacks(
            f"{shown} need not load anew what another of them has loaded or stored: they share a session"
        )


def _hand(reader: Reader, called: Called) -> _Hand:
    """How a helper can be handed a connection; Told names the signature that stands in the way."""
    project = reader.project
    function = plain(project, called.function)
    shown = signature(project, function)
    try:
        own = own_connection(reader, called)
        parameter = None if not called.alone else taking(reader.effects, called, own.type)
        if parameter is not None:
            return _Hand(called, own, parameter[0])
        reason = why_no_connection(project, function)
        if reason or not called.alone:
            raise Left(reason or "it may be another function that is called")
        return _Hand(called, own)
    except Left as left:
        raise Told(f"{shown} stands in the way: {left}", (f"{shown}: {left}",)) from None


def _runs_well(hand: _Hand) -> None:
    """Whether what a helper does may happen on one connection, in a transaction around it."""
    reader = hand.own.reader
    judge = _Shared(reader, Group.nothing(reader), hand.own.connection, [hand])
    judge.alone = True
    try:
        judge.content(reader.function.body)
        _beside(reader, hand.called)
    except (Left, Told) as left:
        shown = signature(reader.project, plain(reader.project, hand.called.function))
        raise Told(f"{shown} stands in the way: {left}") from None


def _beside(reader: Reader, called: Called) -> None:
    """Raises Left where a helper, or what it calls, starts tasks that would share the connection."""
    pending, seen = [called.function], set()
    while pending:
        function = pending.pop()
        if function.name in seen:
            continue
        seen.add(function.name)
        module = reader.project.modules[function.module]
        inner = Reader(reader.project, reader.effects, function, module)
        judge = Judge(inner, Connection("", ""))
        for step in steps_within(function.body):
            for expr in expressions(step):
                for part in walk(expr):
                    if isinstance(part, Call):
                        judge.beside(part, step)
                        pending += [
                            t.function
                            for t in calls.targets(inner.scope, part, step)
                            if t.function is not None
                        ]


def _one_database(
    reader: Reader, group: Group, hands: list[_Hand], judge: Judge
) -> dict[int, Said]:
    """What opens the connection of each helper, said here; raises Left where they are several."""
    said: dict[int, Said] = {}
    for number, hand in enumerate(hands):
        own = hand.own
        if group.base is not None and own.type != group.base.type:
            raise Left(
                f"`{hand.called.name}` works on a `{own.type}`, and `{group.base}` is a "
                f"`{group.base.type}`"
            )
        if own.type != hands[0].own.type:
            raise Left("their connections are of two libraries")
        try:
            said[number] = said_by_caller(reader, hand.called, own.reader.scope, own.opener)
        except Left as left:
            shown = signature(reader.project, plain(reader.project, hand.called.function))
            raise Told(f"{shown} stands in the way: {left}") from None
    bound = {n for step in steps_within(group.region.inside) for n in names_bound(step)}
    for name in {p.id for s in said.values() for p in walk(s.expr) if isinstance(p, Name)}:
        if name in bound or len(reader.scope.bindings.get(name, ())) > 1:
            raise Left(f"`{name}`, which leads to the connection, is bound on the way")
    keys = {_pool_of(s.key): s for s in said.values()}
    for pool in group.pools:
        expr = expression_of(reader.scope, pool.place, group.region.inside) if pool.place else None
        if expr is None:
            raise Left("a pool has no name here")
        found = said_by_caller(reader, None, reader.scope, expr)
        keys.setdefault(_pool_of(found.key), found)
    if group.base is not None:
        opener = _opener_here(reader, group.base)
        if opener is None:
            judge.verdict.lacks(
                f"`{group.base}` is a connection to the database that `{next(iter(keys))}` leads to"
            )
        else:
            found = said_by_caller(reader, None, reader.scope, opener)
            keys.setdefault(_pool_of(found.key), found)
    if len(keys) > 1:
        shown = " and ".join(f"`{k}`" for k in sorted(keys)[:2])
        if sum(s.shared for s in keys.values()) > 1:
            raise Left(
                f"{shown} may lead to two databases, whose writes no transaction holds together"
            )
        judge.verdict.lacks(f"{shown} lead to one database")
    return said


def _pool_of(key: str) -> str:
    """What connections come from, however they are asked for."""
    for way in (".acquire()", ".connection()", ".begin()", "()"):
        key = key.removesuffix(way)
    return key


def _waits(reader: Reader, base: Connection) -> bool:
    """Whether what is written on a connection waits for a commit."""
    return base.style != "method" and not _may_store_at_once(reader, base)


def _deeds_of(reader: Reader, called: Called) -> tuple[Deed, ...]:
    module = reader.project.modules[called.function.module]
    inner = Reader(reader.project, reader.effects, called.function, module)
    return tuple(d for look in inner.looks(called.function.body) for d in look.deeds)


def _committed_later(
    reader: Reader, group: Group, base: Connection, hands: list[_Hand], said: dict[int, Said]
) -> None:
    """Raises Left where what the helpers stored would not be committed with the writes here."""
    region = group.region
    found = entered_by(base, region.ancestors)
    if found is None or base.place is None:
        raise Left(f"how `{base}` was opened is not known")
    name = base.place.root.partition("@")[0]
    ending = [s for s in steps_within(reader.function.body) if ends(s, name)]
    if ending:
        if not any(s in region.steps[region.last + 1 :] for s in ending):
            raise Left(f"`{base}` is not committed after the calls, in their block")
        if any(s.kind in ("return", "break", "continue") for s in steps_within(region.inside)):
            raise Left("a path leaves before what the helpers stored could be committed")
        return
    here = said_by_caller(reader, None, reader.scope, found[1].context).key
    if any(h.own.commit is not None or said[n].key != here for n, h in enumerate(hands)):
        raise Left(f"it is not known that leaving its block commits `{base}`")


def _opener_here(reader: Reader, base: Connection) -> Expr | None:
    """What opens the connection of this function, where it does so itself."""
    if base.place is None or base.place.kind not in ("fresh", "local"):
        return None
    name = base.place.root.partition("@")[0]
    found = reader.scope.bindings.get(name, [])
    return found[0].value if len(found) == 1 and found[0].how == "enter" else None


# -- the plan -------------------------------------------------------------------------------------------


def _plan(
    reader: Reader, group: Group, hands: list[_Hand], said: dict[int, Said], judge: Judge
) -> tuple[list[tuple[str, PlanStep]], str]:
    """The steps by file, and in words what they do."""
    path, region = reader.module.path, group.region
    for step in steps_within(region.inside):
        if step.shared_line:
            raise Left("several statements share a line")
    own = hands[0].own
    is_async = own.is_async
    if is_async and not reader.function.is_async:
        raise Left("the function is not asynchronous")
    if any(h.own.is_async != is_async for h in hands):
        raise Left("one of them is asynchronous, another is not")
    waits = group.base is not None and _waits(reader, group.base)
    ending = not waits and _ending(hands, region)
    steps: list[tuple[str, PlanStep]] = []
    imports: tuple[AddImport, ...] = ()
    if group.base is not None and group.base.place is not None:
        expr = expression_of(reader.scope, group.base.place, region.inside)
        if expr is None:
            raise Left(f"the connection `{group.base}` has no name here")
        conn = spell(expr)
        context = f"{conn}.transaction()"
        done = f"`{conn}` can be handed on, in one transaction"
        if waits:
            done = f"`{conn}` can be handed on, whose transaction then holds both"
    else:
        session = own.connection.style == "flushes"
        conn = reader.names.either(*(("session", "db") if session else ("conn", "connection")))
        opening, imports = _opening(hands, said, group, reader)
        context = f"{opening} as {conn}"
        if (
            own.connection.style == "method"
            or own.item is None
            or _may_store_at_once(reader, own.connection)
        ):
            context += f", {conn}.transaction()"
        done = "one connection can be opened here and handed on, in one transaction"
    name, line = reader.function.name, reader.function.span.line
    first, last = region.inside[0].span, region.inside[-1].span
    outer = joined(reader, region, judge, context, is_async) if group.base is not None else None
    after = f"{'await ' if is_async else ''}{conn}.commit()" if ending else ""
    block = Enclose(name, line, first, last, context, is_async, ending=after)
    if not waits:
        steps.append((path, outer or block))
    steps += ((path, i) for i in imports)
    steps += ((path, s) for s in _moved(reader, group, conn))
    added: dict[str, str] = {}
    for hand in hands:
        given = hand.parameter or _new_name(reader, hand)
        steps.append((path, HandOn(name, line, hand.called.call.span, f"{given}={conn}")))
        if hand.parameter or hand.called.name in added:
            continue
        function = plain(reader.project, hand.called.function)
        new = new_parameter(reader.project, function, given, hand.own.type)
        added[hand.called.name] = new.code
        where = reader.project.modules[function.module].path
        steps += ((where, s) for s in changed(hand.own, new))
    for helper, code in added.items():
        done += f"; `{helper}` gets a parameter `{code}`"
    return steps, done


def _ending(hands: list[_Hand], region: Region) -> bool:
    """Whether the block must commit at its end, because its helpers have done so."""
    if not any(h.own.commit is not None for h in hands):
        return False
    if any(s.kind in ("return", "break", "continue") for s in steps_within(region.inside)):
        raise Left("a path leaves before what the helpers stored could be committed")
    return True


def _may_store_at_once(reader: Reader, connection: Connection) -> bool:
    """Whether connections may be in the mode in which each statement is stored at once."""
    if connection.style != "optional":
        return False
    return bool(reader.project.mentioning("autocommit"))


def _opening(
    hands: list[_Hand], said: dict[int, Said], group: Group, reader: Reader
) -> tuple[str, tuple[AddImport, ...]]:
    """What opens a connection here, as the first helper does it that says so."""
    shortest: list[tuple[int, str, tuple[AddImport, ...]]] = []
    for pool in group.pools:
        expr = expression_of(reader.scope, pool.place, group.region.inside) if pool.place else None
        if expr is not None:
            shortest.append((0, spell(_acquiring(expr)), ()))
    ends = any(h.own.commit is not None for h in hands)
    for number, hand in enumerate(hands):
        if ends and hand.own.commit is None:
            continue  # its block may commit by itself, and another commit has no place there
        found = said[number]
        text = spell(_acquiring(found.expr) if hand.own.item is None else found.expr)
        shortest.append((1 + len(found.imports), text, found.imports))
    _, text, imports = min(shortest, key=lambda s: s[0])
    return text, imports


def _acquiring(pool: Expr) -> Expr:
    return Call(Attribute(pool, "acquire"), (), Span(0, 0, 0, 0))


def _new_name(reader: Reader, hand: _Hand) -> str:
    """The name of the new parameter: all helpers of a module get the same, whoever calls them."""
    module = reader.project.modules[hand.called.function.module]
    functions = (reader.project.function(module, fact) for fact in module.facts.functions)
    taken = {
        name
        for f in functions
        if f is not None
        for name in f.local_names - {p.name for p in f.parameters}
    }
    names = Names(hand.own.reader.scope)
    wishes = _SESSIONS if hand.own.connection.style == "flushes" else _CONNECTIONS
    for wish in wishes:
        if wish not in taken and not names.has(wish):
            return wish
    raise Left("the names for a connection are taken in the helpers")


def _moved(reader: Reader, group: Group, conn: str) -> Iterator[PlanStep]:
    """The statements that a pool is sent here move to the connection."""
    name, line = reader.function.name, reader.function.span.line
    places = {pool.place for pool in group.pools}

    def is_pool(expr: Expr, step: Step) -> bool:
        named = isinstance(expr, Name | Attribute)
        return named and reader.scope.place_of(expr, step) in places

    for place, _ in sent_to(reader, group.region.inside, is_pool):
        yield Exchange(name, line, place, conn)
