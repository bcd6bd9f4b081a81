"""What is decided about one query in a loop: a finding with its plan, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from codemods.languages.python.loading import Clause, keys_code, load_code, taken
from codemods.languages.python.queries.reading import changed, plural
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Choice,
    Comprehension,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Operation,
    Step,
    Yield,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import NOTHING, Place, Summary
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.queries import Batched, Query, Unreadable
from codemods.model.spans import Span
from codemods.model.steps import AddImport, FileEdit, Forget, LoadOnce, PlanStep, TakeLoaded
from codemods.patterns._batch_checks import (
    body_of,
    bound_in,
    evaluated_before,
    exits,
    handled,
    interference,
    loads_lazily,
    remade,
    repeatable,
    uses_of,
    without,
)
from codemods.patterns._batch_helpers import HelperLoad, at_call, load_through
from codemods.patterns._batch_keys import judge, kind_of, never_none
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_sites import Found
from codemods.project.codebase import Module
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.helpers import HelperCall
from codemods.project.naming import Names
from codemods.project.project import Project
from codemods.project.purity import may_raise, names_read, names_used, why_not_pure
from codemods.project.queries import Asker, batch_query
from codemods.project.scope import Scope


class _No(Exception):
    """The place stays as it is; the reason is its text."""

    def __init__(self, reason: str, trap: str = "", quiet: bool = False) -> None:
        super().__init__(reason)
        self.trap = trap
        self.quiet = quiet


@dataclass
class _Case:
    """One query under decision at one level of its loops."""

    found: Found
    query: Query
    start: int  # the frame of the outermost loop that is left behind
    varying: tuple[int, ...]
    values: tuple[Expr, ...]  # of the varying filters, as they stand in the loop
    keys: tuple[Expr, ...]  # the same in terms of loop variables
    conditions: list[tuple[int, Expr, bool]] = field(default_factory=list)  # frame, test, negated
    missing: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    early: bool = False


class Decider:
    """Decides about the queries in the loops of one function."""

    def __init__(
        self, pattern: str, project: Project, effects: Effects, function: Function, module: Module
    ) -> None:
        self.pattern = pattern
        self.project = project
        self.effects = effects
        self.function = function
        self.module = module
        self.scope = Scope(project, function)
        self.names = Names(self.scope)
        self.seen: dict[str, int] = {}
        self.known: list[Found] = []
        self.start = self.names.fresh("start")
        self._collected: dict[tuple[object, ...], str] = {}

    def decide_all(self, every: Iterable[Found]) -> Iterator[Finding | Refused]:
        """What is decided about each of the queries in the loops of the function."""
        self.known = list(every)
        for found in self.known:
            yield from self.decide(found)

    def decide(self, found: Found) -> Iterator[Finding | Refused]:
        """A finding, a refusal, or nothing for a query that does not vary with the item."""
        with ExitStack() as stack:
            for comprehension in found.comprehensions:
                stack.enter_context(self.scope.inside(comprehension))
            try:
                yield self._finding(found)
            except _No as no:
                if not no.quiet:
                    yield self._refused(found, str(no))
            except CannotWrite as error:
                yield self._refused(found, str(error))

    def _refused(self, found: Found, reason: str) -> Refused:
        span = span_of(found.site) or found.step.span
        return Refused(self.pattern, self.module.path, span, self.function.name, reason)

    def fresh(self, wish: str) -> str:
        """A free name: `unique_user_ids` and `order_row` where the plain one is taken."""
        if wish.endswith("_id"):
            return self.names.either(wish, "key")
        if wish in ("row", "value"):
            return self.names.either(wish, "record" if wish == "row" else "found")
        return self.names.either(wish, f"unique_{wish}" if wish.endswith("s") else f"{wish}_row")

    # -- which loops ----------------------------------------------------------------------------

    def _finding(self, found: Found) -> Finding:
        loops = [i for i, f in enumerate(found.frames) if f.kind == "loop"]
        bound = frozenset(n for i in loops for n in found.frames[i].bound())
        inside = self._bound_within(found, loops[0])
        if isinstance(found.query, Unreadable):
            names = names_read(found.expr)
            if not names & (bound | inside) or found.query.trap == "B44":
                raise _No("", quiet=True)
            raise _No(found.query.reason, found.query.trap)
        problem: _No | None = None
        for start in self._levels(found, loops):
            try:
                return self._at_level(found, found.query, start)
            except _No as no:
                if problem is None or no.quiet < problem.quiet:
                    problem = no
        raise problem or _No("", quiet=True)

    def _bound_within(self, found: Found, start: int) -> frozenset[str]:
        loops = [f.step for f in found.frames[start + 1 :] if f.kind == "loop" and f.block]
        return bound_in(body_of(found, start), loops)

    def _levels(self, found: Found, loops: list[int]) -> list[int]:
        """The loops that the key depends on, outermost first."""
        needed = set(names_read(found.expr))
        for step in found.consumed:
            if step.value is not None:
                needed |= names_read(step.value)
        chosen: list[int] = []
        for index in reversed(loops):
            frame = found.frames[index]
            needed |= self._behind(found, needed, index)
            if not frame.bound() & needed:
                break
            chosen.append(index)
            if frame.iterable is not None:
                needed |= names_read(frame.iterable)
            if any(f.kind == "other" for f in found.frames[index:]):
                break
        return sorted(chosen) or loops[-1:]

    def _behind(self, found: Found, names: set[str], start: int) -> set[str]:
        """What the values of locals that the loop's body sets are made of."""
        inside = self._bound_within(found, start)
        more: set[str] = set()
        pending = [n for n in names if n in inside]
        while pending:
            for binding in self.scope.reaching(pending.pop(), found.step):
                if binding.value is not None:
                    fresh = set(names_read(binding.value)) - more - names
                    more |= fresh
                    pending += [n for n in fresh if n in inside]
        return more

    # -- one level ------------------------------------------------------------------------------

    def _at_level(self, found: Found, query: Query, start: int) -> Finding:
        case = self._varying(found, query, start)
        self._check_use(found, query)
        if query.assumed:
            case.missing.append(query.assumed)
        elif query.library == "raw":
            self._check_reads(found)
        if query.relation:
            self._check_prefetched(found, query.relation, case)
        self._check_frames(case)
        self._check_iterables(case)
        self._check_keys(case)
        self._check_body(case)
        return self._plan(case)

    def _varying(self, found: Found, query: Query, start: int) -> _Case:
        """Which conditions of the query depend on the loop."""
        frames = found.frames[start:]
        targets = frozenset(n for f in frames if f.kind == "loop" for n in f.bound())
        inside = self._bound_within(found, start)
        changing = targets | inside
        values: list[Expr] = []
        keys: list[Expr] = []
        varying: list[int] = []
        for index, part in enumerate(query.filters):
            value = part.value if found.helper is None else at_call(found.helper, part.value)
            if value is None:
                raise _No("what the helper compares its key with is not one of its arguments")
            if not names_read(value) & changing:
                continue
            if part.many:
                raise _No("it asks for many keys already", quiet=True)
            if found.helper is not None and not isinstance(part.value, Name):
                raise _No("the helper changes its argument before it compares it")
            varying.append(index)
            values.append(value)
            keys.append(self._expanded(found, value, inside, targets))
        if not varying:
            if self._other_parts(found, query) & changing:
                raise _No("it depends on the item by more than equality with a key", "B50")
            raise _No("", quiet=True)
        rest = self._other_parts(found, query)
        if rest & changing:
            # A name of an earlier turn, or a second condition that is no equality.
            raise _No("another part of the query depends on the item, too", "B50")
        if not any(names_read(k) & targets for k in keys):
            raise _No("", quiet=True)
        return _Case(found, query, start, tuple(varying), tuple(values), tuple(keys))

    def _other_parts(self, found: Found, query: Query) -> frozenset[str]:
        """The names that the rest of the query reads, as the loop sees them."""
        names: set[str] = set()
        if found.helper is None:
            parts = [*query.rest, *((query.channel,) if query.channel is not None else ())]
            if query.default is not None:
                parts.append(query.default)
            for part in parts:
                names |= names_read(part)
            return frozenset(names)
        names |= names_read(found.helper.call.callee)
        keyed = {id(v) for f in query.filters if (v := at_call(found.helper, f.value)) is not None}
        for arg in found.helper.call.args:
            if id(arg.value) not in keyed:
                names |= names_read(arg.value)
        return frozenset(names)

    def _expanded(
        self,
        found: Found,
        expr: Expr,
        inside: frozenset[str],
        targets: frozenset[str],
        depth: int = 0,
    ) -> Expr:
        """The expression in terms of the loop variables, through locals that the body sets once."""
        if depth > 6:
            raise _No(f"`{describe(expr)}` is computed in too many steps")

        def open_name(part: Expr) -> Expr | None:
            if not isinstance(part, Name) or part.id not in inside:
                return None
            if part.id in targets:
                raise _No(f"`{part.id}` is set again in the loop", "B16")
            if part.id in self.scope.parameters:
                raise _No(f"`{part.id}` is set again in the loop", "B16")
            bindings = self.scope.reaching(part.id, found.step)
            if len(bindings) != 1 or bindings[0].how != "value" or bindings[0].index is not None:
                raise _No(f"`{part.id}` depends on what the loop has done before", "B16")
            value = bindings[0].value
            if value is None:
                raise _No(f"the value of `{part.id}` is not known")
            return self._expanded(found, value, inside, targets, depth + 1)

        return changed(expr, open_name)

    def _check_reads(self, found: Found) -> None:
        """SQL text may do more than read: a function in it may write."""
        summary = self.effects.of_expr(self.scope, found.expr, found.step)
        for step in found.consumed:
            summary = summary | self.effects.of_step(self.scope, step)
        for effect in sorted(summary.effects, key=lambda e: (e.kind, e.via)):
            if effect.resource == "database" and effect.kind != "read":
                raise _No(f"the query may do more than read: {effect.via}", "B24")

    def _check_prefetched(self, found: Found, relation: str, case: _Case) -> None:
        """Rows that were loaded with the items cost nothing where they are taken."""
        lines = self.project.lines(self.module.path)
        own = lines[self.function.span.line - 1 : self.function.span.end_line]
        if any("prefetch" in line and relation in line for line in own):
            raise _No("", quiet=True)
        item = found.frames[case.start].targets
        asker = Asker(self.effects, self.scope, found.step)
        source = asker.rows_behind(item) if isinstance(item, Name) else None
        if source is not None and isinstance(asker.read(source), Query):
            return
        for module in self.project.modules.values():
            if "prefetch_related" in module.facts.words and any(
                "prefetch" in line.lower() and f'"{relation}' in line.replace("'", '"')
                for line in self.project.lines(module.path)
            ):
                case.missing.append(
                    f"whether `{relation}` was loaded with the items ({module.path} does so)"
                )
                return

    def _runs(self, found: Found) -> bool:
        """Whether a query runs where it stands and does nothing else."""
        if not isinstance(found.query, Query) or not found.query.lazy:
            return True
        try:
            self._check_use(found, found.query)
        except _No:
            return False
        return True

    def _check_use(self, found: Found, query: Query) -> None:
        """Whether a list in its place is as good as what the query gives."""
        step, expr = found.step, found.site
        if step.kind == "for" and step.value is expr and step.is_async:
            raise _No("its rows are a stream", "B05")
        for outer in expressions(step):
            for part in walk(outer):
                if isinstance(part, Comprehension) and any(
                    c.iterable is expr and c.is_async for c in part.clauses
                ):
                    raise _No("its rows are a stream", "B05")
        if not query.lazy or (step.kind == "for" and step.value is expr):
            return
        if self._only_looked_at(step.value, expr):
            return
        if step.kind == "assign" and step.value is expr and len(step.targets) == 1:
            target = step.targets[0]
            if isinstance(target, Name):
                uses = list(uses_of(self.function.body, target.id))
                loops = [
                    s.value
                    for s in steps_within(self.function.body)
                    if s.kind == "for" and s.value == Name(target.id) and not s.is_async
                ]
                if all(_looks(u, target.id) or any(u is v for v in loops) for u in uses):
                    return
        raise _No("its rows are handed on before they are read, as more than a list")

    # -- what stands between --------------------------------------------------------------------

    def _check_frames(self, case: _Case) -> None:
        found = case.found
        targets = frozenset(
            n for f in found.frames[case.start :] if f.kind == "loop" for n in f.bound()
        )
        asker = Asker(self.effects, self.scope, found.step)
        for index, frame in enumerate(found.frames):
            if index < case.start:
                continue
            match frame.kind:
                case "loop" if frame.is_async:
                    raise _No(
                        "the items come from a stream, which would be read to its end first", "B05"
                    )
                case "try":
                    reason = handled(asker, frame, case.query)
                    if reason is not None:
                        raise _No(reason, "B08")
                case "other":
                    words = {
                        "with": "a `with` block",
                        "try": "a handler",
                        "while": "a `while` loop",
                    }
                    raise _No(
                        f"{words.get(frame.step.kind, 'a block')} stands around it in the loop"
                    )
                case "if" if frame.test is not None:
                    self._condition(case, index, frame.test, frame.negated, targets)
            if frame.block is not None and index < len(found.frames):
                for step in frame.block.steps[: frame.position]:
                    if step.kind == "if" and len(step.blocks) == 1 and step.value is not None:
                        last = step.blocks[0].steps[-1]
                        if last.kind == "continue":
                            self._condition(case, index, step.value, True, targets)

    def _condition(
        self, case: _Case, index: int, test: Expr, negated: bool, targets: frozenset[str]
    ) -> None:
        """Mirror a condition for the keys; what cannot be mirrored only costs keys too many."""
        inside = self._bound_within(case.found, case.start)
        try:
            mirrored = self._expanded(case.found, test, inside, targets)
        except _No:
            return
        summary = self.effects.of_expr(self.scope, mirrored, case.found.step)
        if why_not_pure(summary) is not None or any(
            e.kind == "read" and e.resource not in ("state",) for e in summary.effects
        ):
            return
        asker = Asker(self.effects, self.scope, case.found.step)
        if loads_lazily(asker, mirrored):
            return
        body = self._body(case)
        if interference(self.effects, self.scope, body, case.query, summary):
            return
        if self._changed(names_read(mirrored) - targets, body, case.found.frames[case.start].step):
            return
        case.conditions.append((index, mirrored, negated))

    def _check_iterables(self, case: _Case) -> None:
        for index, frame in enumerate(case.found.frames):
            if index < case.start or frame.kind != "loop" or frame.iterable is None:
                continue
            if remade(self.scope, frame.iterable, frame.step):
                continue
            known = repeatable(self.scope, frame.iterable, frame.step)
            if index > case.start:
                raise _No("an inner loop goes over something that may be read only once", "B04")
            if known is None and isinstance(frame.iterable, Name | Attribute):
                case.missing.append(
                    f"the type of `{describe(frame.iterable)}`: whether it can be gone through twice"
                )
            elif known is False:
                case.missing.append(
                    f"`{describe(frame.iterable)}` can be read only once: all of it would be held in memory"
                )
            elif span_of(frame.iterable) is None:
                raise _No("what the loop goes over would be computed twice", "B04")

    # -- keys -----------------------------------------------------------------------------------

    def _check_keys(self, case: _Case) -> None:
        found, query = case.found, case.query
        asker = Asker(self.effects, self.scope, found.step)
        tests = [(t, n) for _, t, n in case.conditions]
        for index, _value, key in zip(case.varying, case.values, case.keys, strict=True):
            lazy = loads_lazily(asker, key)
            if lazy:
                raise _No(f"reading `{lazy}` may load a row itself", "B16")
            summary = self.effects.of_expr(self.scope, key, found.step)
            reason = why_not_pure(summary)
            if reason is not None or any(
                e.kind == "read" and e.resource != "state" for e in summary.effects
            ):
                raise _No(
                    f"its key is more than a value: {reason or 'it is read from outside'}", "B16"
                )
            part = query.filters[index]
            entity = asker.entity(part.entity) or asker.table(part.entity)
            column = entity.columns.get(part.column) if entity is not None else None
            if part.loose:
                raise _No(f"`{part.column}` is not compared by plain equality", "B50")
            named = f"{(entity.table or part.entity).rpartition('.')[2] if entity else part.entity}.{part.column}"
            kind = kind_of(asker, key)
            judged = judge(
                getattr(query.form, "driver", ""), column, named, kind,
                getattr(query.form, "dialect", None) or asker.dialect,
            )  # fmt: skip
            if judged.by_position:
                if found.helper is not None:
                    raise _No(
                        f"`{named}` is compared by the database's own rules, in a helper", "B47"
                    )
                case.query = replace(case.query, by_position=True)
            if judged.refused:
                raise _No(judged.refused, judged.trap)
            if judged.missing:
                case.missing.append(judged.missing)
            elif judged.evidence:
                case.evidence.append(judged.evidence)
            maybe_none = kind.nullable and not never_none(key, tests)
            if maybe_none and query.library != "raw" and (column is None or column.nullable):
                if kind.kind == "unknown":
                    case.missing.append(f"that the key for `{named}` is never None")
                else:
                    raise _No(
                        f"the key may be None, for which the query finds the rows where `{named}` is NULL",
                        "B18",
                    )
            guarded = len(case.conditions) == self._guards(case)
            if not guarded:
                raises = may_raise(self.effects, self.scope, key, found.step)
                if raises is not None:
                    raise _No(f"its key cannot be computed for every item: {raises}", "B07")

    def _guards(self, case: _Case) -> int:
        count = 0
        for frame in case.found.frames[case.start :]:
            count += frame.kind == "if"
            if frame.block is not None:
                for step in frame.block.steps[: frame.position]:
                    if step.kind == "if" and len(step.blocks) == 1:
                        count += step.blocks[0].steps[-1].kind == "continue"
        return count

    # -- the body -------------------------------------------------------------------------------

    def _body(self, case: _Case) -> Summary:
        """What else the loop does; its other queries only read."""
        found = case.found
        frame = found.frames[case.start]
        steps = (frame.step,) if frame.comprehension is not None else body_of(found, case.start)
        queries = [f.site for f in self.known if isinstance(f.query, Query) and self._runs(f)]
        left = without(steps, queries, found.consumed)
        summary = self.effects.of_steps(self.scope, left)
        # That the loop goes over its items is no news; whether it can do so twice is asked elsewhere.
        own = {
            f"iterating `{describe(f.iterable)}`"
            for f in found.frames[case.start :]
            if f.iterable is not None
        }
        return Summary(frozenset(e for e in summary.effects if e.via not in own), summary.waits)

    def _check_body(self, case: _Case) -> None:
        found, query = case.found, case.query
        looked_at = NOTHING
        for key in case.keys:
            looked_at = looked_at | self.effects.of_expr(self.scope, key, found.step)
        for frame in found.frames[case.start :]:
            if frame.kind == "loop" and frame.iterable is not None:
                looked_at = looked_at | self.effects.of_expr(self.scope, frame.iterable, frame.step)
        for part in self._moved_parts(found, query):
            looked_at = looked_at | self.effects.of_expr(self.scope, part, found.step)
        looked_at = looked_at | self.effects.of_expr(self.scope, found.expr, found.step)
        body = self._body(case)
        reason = interference(self.effects, self.scope, body, query, looked_at)
        if reason is not None:
            raise _No(*reason)
        self._check_moved(case, body)
        self._check_raising(case, body)
        self._check_sharing(case, body)
        steps = body_of(found, case.start)
        if any(
            isinstance(p, Yield)
            for s in (*steps_within(steps), found.step)
            for e in expressions(s)
            for p in walk(e)
        ):
            raise _No(
                "the loop yields between its queries: whoever takes the items may write", "B05"
            )
        if any(True for _ in exits(steps)):
            case.early = True
            case.missing.append(
                "how many items there are: the loop may stop early, the batch reads for all of them"
            )

    def _moved_parts(self, found: Found, query: Query) -> list[Expr]:
        """The expressions beside the key that are evaluated before the loop instead of in it."""
        if found.helper is not None:
            call = found.helper.call
            return [call.callee, *(a.value for a in call.args)]
        parts = [*query.rest, *(f.value for f in query.filters)]
        return parts if query.channel is None else [*parts, query.channel]

    def _check_moved(self, case: _Case, body: Summary) -> None:
        """What the load looks at must be in the loop's every turn what it was before the first."""
        found = case.found
        frames = found.frames[case.start :]
        targets = frozenset(n for f in frames if f.kind == "loop" for n in f.bound())
        names: set[str] = set()
        for key in case.keys:
            names |= names_read(key)
        for _, test, _ in case.conditions:
            names |= names_read(test)
        for frame in frames:
            if frame.kind == "loop" and frame.iterable is not None:
                names |= names_read(frame.iterable)
        for part in self._moved_parts(found, case.query):
            names |= names_read(part)
        names -= targets
        inside = self._bound_within(found, case.start)
        if names & inside - {n for v in case.values for n in names_read(v)}:
            raise _No(f"`{min(names & inside)}` is set again in the loop", "B16")
        changed_by = self._changed(names, body, frames[0].step)
        if changed_by:
            raise _No(f"{changed_by} changes what the query depends on", "B16")

    def _changed(self, names: Iterable[str], body: Summary, at: Step) -> str:
        """What changes a local object of one of the names; "" when nothing does."""
        for name in sorted(names):
            if not self.scope.is_local(name):
                continue
            base = self.scope.place_of(Name(name), at)
            for effect in body.effects:
                place = effect.place
                if effect.kind != "write" or effect.resource != "state" or place is None:
                    continue
                same = (place.kind, place.root) == (base.kind, base.root)
                if same and place.kind in ("fresh", "local"):
                    return effect.via
        return ""

    def _check_raising(self, case: _Case, body: Summary) -> None:
        """A key that fails for a late item must not fail before what early items do."""
        seen = case.query.answer == "one" or any(
            (e.kind == "raise" and e.known != "guessed")
            or (e.kind == "write" and e.resource != "state")
            or (
                e.kind == "write"
                and e.place is not None
                and e.place.kind in ("parameter", "global", "unknown")
            )
            for e in body.effects
        )
        if not seen:
            return
        asker = Asker(self.effects, self.scope, case.found.step)
        for part in (*case.keys, *(t for _, t, _ in case.conditions)):
            if isinstance(part, Item) and kind_of(asker, part).kind != "unknown":
                continue
            reason = may_raise(self.effects, self.scope, part, case.found.step)
            if reason is not None:
                raise _No(f"computing its key may fail for a later item: {reason}", "B46")

    # -- the plan -------------------------------------------------------------------------------

    def _plan(self, case: _Case) -> Finding:
        found, query = case.found, case.query
        frame = found.frames[case.start]
        anchor = frame.step if frame.comprehension is None else found.step
        self._check_place(anchor)
        self._check_place(found.step)
        clauses, distinct, materialised = self._clauses(case)
        into, keys = self._wishes(case, (id(anchor), str(clauses), self._value_text(case.keys)))
        value = self._value_text(case.values)
        head = keys_code(keys, self._value_text(case.keys), clauses, distinct)
        load, batched, extra, imports, twin = self._load(case, keys, into)
        steps: list[PlanStep] = []
        line = self.function.span.line
        steps.append(LoadOnce(self.function.name, line, anchor.span, materialised + head, load))
        if materialised and frame.iterable is not None and not isinstance(frame.iterable, Name):
            place = span_of(frame.iterable)
            if place is None:
                raise _No("what the loop goes over would be computed twice", "B04")
            name = materialised.partition(" = ")[0]
            steps.append(
                TakeLoaded(self.function.name, line, place, name, _header(frame.step, place))
            )
        default = self._default(query)
        copies = query.answer == "all" and self._copies(case, distinct)
        taking = taken(into, value, batched, query.answer, default, copies)
        check = self._check(case, into, value, imports)
        if found.gathered is not None:
            taking = self._each(found, taking)
        if batched.widened and not self._read_by_name(case):
            raise _No("the key column is not among the columns that are selected")
        place = span_of(found.site)
        if place is None:
            raise _No("the query stands where it cannot be replaced")
        whole = _header(found.step, place) if found.step.blocks else found.step.span
        steps.append(TakeLoaded(self.function.name, line, place, taking, whole, check))
        steps += (Forget(self.function.name, line, s.span) for s in self._forgotten(case))
        for module, name in imports:
            bound = name or module.partition(".")[0]
            if bound in self.function.local_names:
                raise _No(f"`{bound}` has another meaning in the function")
            steps.append(AddImport(module, name or None))
        edits = [FileEdit(self.module.path, tuple(steps))]
        for edit in extra:
            if edit.path == self.module.path:
                edits[0] = FileEdit(edit.path, (*edits[0].steps, *edit.steps))
            else:
                edits.append(edit)
        return self._told(case, place, tuple(edits), twin)

    def _each(self, found: Found, taking: str) -> str:
        """`[taken for x in xs]` for `gather(*(call(x) for x in xs))`."""
        clauses = found.comprehensions[-1].clauses
        text = spell(Comprehension("list", (Name("TAKEN"),), clauses))
        return text.replace("TAKEN", taking, 1)

    def _read_by_name(self, case: _Case) -> bool:
        """Whether code looks at nothing but columns by name, so that one more does not show."""
        step, expr = case.found.step, case.found.site
        if (step.kind == "for" and step.value is expr and isinstance(step.targets[0], Name)) or (
            step.kind == "assign" and step.value is expr and isinstance(step.targets[0], Name)
        ):
            names = {step.targets[0].id}
        else:
            return False
        for name in tuple(names):
            for inner in steps_within(self.function.body):
                if inner.kind == "for" and inner.value == Name(name):
                    if not isinstance(inner.targets[0], Name):
                        return False
                    names.add(inner.targets[0].id)
        steps = self.function.body
        plain = [s.value for s in steps_within(steps) if s.kind in ("for", "if")]
        return all(
            _by_name(use, name) or any(use is v and use == Name(name) for v in plain)
            for name in names
            for use in uses_of(steps, name)
        )

    def _check_place(self, step: Step) -> None:
        text = self.project.lines(self.module.path)[step.span.line - 1].lstrip()
        if text.startswith("elif"):
            raise _No("it stands in an `elif`")
        if step.shared_line:
            raise _No("several statements share a line")

    def _wishes(self, case: _Case, same: tuple[object, ...]) -> tuple[str, str]:
        """Names for what is loaded and for the keys; the same keys have one name."""
        wish, held = wishes(case.query, case.varying)
        if same not in self._collected:
            self._collected[same] = self.fresh(held)
        return self.fresh(wish), self._collected[same]

    def _value_text(self, values: Sequence[Expr]) -> str:
        if len(values) == 1:
            return spell(values[0])
        return spell(Display("tuple", tuple(values)))

    def _clauses(self, case: _Case) -> tuple[list[Clause], bool, str]:
        """The loops and conditions over which the keys are collected."""
        clauses: list[Clause] = []
        materialised = ""
        distinct = False
        for index, frame in enumerate(case.found.frames):
            if index < case.start or frame.kind != "loop":
                continue
            if frame.iterable is None or frame.targets is None:
                raise _No("the loop cannot be read")
            target, iterable = frame.targets, frame.iterable
            if index == case.start and not remade(self.scope, iterable, frame.step):
                if isinstance(iterable, Name):
                    if not self.scope.is_local(iterable.id):
                        raise _No(
                            f"whether `{iterable.id}` can be gone through twice is not known", "B04"
                        )
                    materialised = f"{iterable.id} = list({iterable.id})\n"
                    place_needed = False
                elif isinstance(iterable, Attribute):
                    raise _No(
                        f"whether `{describe(iterable)}` can be gone through twice is not known",
                        "B04",
                    )
                else:
                    name = self.names.fresh(_plural_of(target))
                    whole = repeatable_type(self.scope, iterable, frame.step)
                    text = spell(iterable)
                    materialised = f"{name} = {text}\n" if whole else f"{name} = list({text})\n"
                    if not whole:
                        case.missing.append(
                            f"the type of `{describe(iterable)}`: whether it can be gone through twice"
                        )
                    iterable = Name(name)
                    place_needed = True
                if not place_needed:
                    # The loop goes over the name as before.
                    materialised = materialised.replace("\n", "\n")
            target, iterable = self._plain_loop(case, target, iterable)
            conditions = tuple(
                spell(_denied(test) if negated else test)
                for at, test, negated in case.conditions
                if self._last_loop(case, at) == index
            )
            clauses.append(Clause(spell_target(target), spell(iterable), conditions))
        if len(clauses) == 1 and len(case.keys) == 1:
            distinct = self._distinct(case)
        rebinds = materialised and not materialised.partition(" = ")[0].strip().isidentifier()
        del rebinds
        return clauses, distinct, materialised

    def _last_loop(self, case: _Case, at: int) -> int:
        """The loop after which a condition can be tested: the last one that stands around it."""
        return max(
            i
            for i, f in enumerate(case.found.frames)
            if i <= at and f.kind == "loop" and i >= case.start
        )

    def _plain_loop(self, case: _Case, target: Expr, iterable: Expr) -> tuple[Expr, Expr]:
        """`for user in users` for `for i, user in enumerate(users)` where nobody needs the number."""
        if (
            isinstance(iterable, Call)
            and iterable.callee == Name("enumerate")
            and isinstance(target, Display)
            and len(target.items) == 2
            and isinstance(target.items[0], Name)
            and not any(target.items[0].id in names_read(k) for k in case.keys)
            and not any(target.items[0].id in names_read(t) for _, t, _ in case.conditions)
        ):
            return target.items[1], iterable.args[0].value
        return target, iterable

    def _distinct(self, case: _Case) -> bool:
        frame = case.found.frames[case.start]
        if frame.iterable is None or case.keys[0] != frame.targets:
            return False
        found = self.scope.type_of(frame.iterable, frame.step)
        return found is not None and found.name in (
            "set",
            "frozenset",
            "dict",
            "range",
            "dict_keys",
        )

    def _load(
        self, case: _Case, keys: str, into: str
    ) -> tuple[str, Batched, list[FileEdit], list[tuple[str, str]], str]:
        """The code that loads for all keys, and what it needs elsewhere."""
        query, found = case.query, case.found
        settings = self.project.settings
        if found.helper is not None:
            loaded: HelperLoad | Unreadable = load_through(
                self.effects, self.scope, found, case.varying, keys, into, self.fresh, self.start
            )
            if isinstance(loaded, Unreadable):
                raise _No(loaded.reason, loaded.trap)
            case.evidence.append(loaded.told)
            return loaded.code, loaded.batched, loaded.edits, loaded.imports, loaded.told
        asker = Asker(self.effects, self.scope, found.step)
        batched = batch_query(query, case.varying, asker, self.fresh)
        if isinstance(batched, Unreadable):
            raise _No(batched.reason, batched.trap)
        chunk = None if self._small(case) else settings.chunk
        note = self._annotation(case, batched)
        code = load_code(batched, keys, into, chunk, self.start, note)
        imports = list(batched.imports)
        if batched.grouping == "list":
            imports.append(("collections", "defaultdict"))
        return code, batched, [], imports, ""

    def _annotation(self, case: _Case, batched: Batched) -> str:
        """The type of what is loaded, where the code has annotations and the parts are known."""
        if self.function.returns is None or len(case.keys) != 1:
            return ""
        asker = Asker(self.effects, self.scope, case.found.step)
        key = {"int": "int", "text": "str", "bool": "bool"}.get(
            kind_of(asker, case.keys[0]).kind, ""
        )
        if not key:
            return ""
        if batched.grouping == "set":
            return f"set[{key}]"
        if case.query.gives == "count":
            return f"dict[{key}, int]"
        model = asker.spelled(case.query.entity) if case.query.gives == "entity" else None
        if not isinstance(model, Name):
            return ""
        if batched.grouping == "list":
            return f"defaultdict[{key}, list[{model.id}]]"
        return f"dict[{key}, {model.id}]"

    def _small(self, case: _Case) -> bool:
        """Whether there are surely no more keys than one query takes."""
        frame = case.found.frames[case.start]
        if isinstance(frame.iterable, Display):
            return len(frame.iterable.items) <= self.project.settings.chunk
        return False

    def _default(self, query: Query) -> str:
        return spell(query.default) if query.default is not None else ""

    def _check(self, case: _Case, into: str, value: str, imports: list[tuple[str, str]]) -> str:
        """The statements that raise for a missing row, when it is the item's turn."""
        query = case.query
        if query.answer != "one":
            return ""
        if any(f.comprehension is not None for f in case.found.frames[case.start :]):
            raise _No("a comprehension cannot raise for a missing row", "B09")
        if case.found.step.kind in ("while",):
            raise _No("a `while` cannot raise for a missing row", "B09")
        reason = self._before(case)
        if reason is not None:
            raise _No(reason, "B46")
        name = query.missing
        if not name:
            raise _No("which exception a missing row raises is not known", "B09")
        owner, _, short = name.rpartition(".")
        raising = self._raised_by_helper(case)
        if raising is not None:
            if self.project.lookup(self.module, short).name != name:
                if not self._imports(owner):
                    raise _No(f"`{short}` is not imported here", "B09")
                imports.append((owner, short))
            return f"if {value} not in {into}:\n    raise {raising}"
        if self.project.class_fact(owner) is not None:
            asker_name = self._spelled_class(owner)
            raised = f"{asker_name}.{short}({query.missing_text!r})"
        else:
            imports.append((owner, short))
            raised = f"{short}({query.missing_text!r})"
        return f"if {value} not in {into}:\n    raise {raised}"

    def _raised_by_helper(self, case: _Case) -> str | None:
        """The exception that a helper makes for a missing row, in terms of the call."""
        call = case.found.helper
        calls: list[HelperCall] = []
        while call is not None and call.helper is not None:
            calls.append(call)
            if call.helper.raises is not None:
                break
            call = call.helper.inner
        else:
            return None
        raised = calls[-1].helper.raises if calls[-1].helper is not None else None
        if raised is None:
            return None
        head = raised.callee if isinstance(raised, Call) else raised
        for level in reversed(calls):
            bound = level.bound

            def put(part: Expr, bound: Mapping[str, Expr | None] = bound) -> Expr | None:
                if not isinstance(part, Name) or part is head:
                    return None
                given = bound.get(part.id)
                if given is None:
                    raise _No("what the helper raises cannot be said here", "B09")
                return given

            if isinstance(raised, Call):
                args = tuple(Argument(changed(a.value, put), a.keyword) for a in raised.args)
                raised = Call(raised.callee, args, raised.span)
        short = case.query.missing.rpartition(".")[2]
        if isinstance(raised, Call):
            return spell(Call(Name(short), raised.args, raised.span))
        return short

    def _imports(self, module: str) -> bool:
        """Whether the module at hand can import from another without a new way round."""
        mine = self.module.facts.imports
        helper = {
            m
            for f in self.known
            if f.helper is not None and f.helper.helper is not None
            for m in (f.helper.helper.function.module,)
        }
        names = {module, *helper}
        return any(i.module in names or f"{i.module}.{i.name}" in names for i in mine)

    def _spelled_class(self, name: str) -> str:
        """How the module names a class of the project."""
        short = name.rpartition(".")[2]
        symbol = self.project.lookup(self.module, short)
        if symbol.kind == "class" and symbol.name == name:
            return short
        raise _No(f"`{short}` is not imported here")

    def _before(self, case: _Case) -> str | None:
        """Why a check cannot be made before the whole statement."""
        step, expr = case.found.step, case.found.site
        if step.value is expr:
            return None
        outer = next((e for e in expressions(step) if any(p is expr for p in walk(e))), None)
        if outer is None:
            return "the query stands where nothing can come before it"
        for part in evaluated_before(outer, expr):
            reason = why_not_pure(self.effects.of_expr(self.scope, part, step))
            if reason is not None:
                return f"something happens in the statement before its query: {reason}"
        return None

    def _copies(self, case: _Case, distinct: bool) -> bool:
        """Whether two items with one key would share a list that somebody may change."""
        if distinct or self._keys_differ(case):
            return False
        step, expr = case.found.step, case.found.site
        if step.kind == "for" and step.value is expr:
            return False
        if self._only_looked_at(step.value, expr):
            return False
        if step.kind == "assign" and step.value is expr and len(step.targets) == 1:
            target = step.targets[0]
            if isinstance(target, Name):
                steps = body_of(case.found, case.start)
                uses = list(uses_of(steps, target.id))
                plain = [s.value for s in steps_within(steps) if s.kind in ("for", "if")]
                return not all(
                    _looks(u, target.id) or (u == Name(target.id) and any(u is v for v in plain))
                    for u in uses
                )
        return True

    def _only_looked_at(self, value: Expr | None, expr: Expr) -> bool:
        if value is None:
            return False
        stand_in = changed(value, lambda p: Name("__taken__") if p is expr else None)
        return stand_in != Name("__taken__") and _looks(stand_in, "__taken__")

    def _keys_differ(self, case: _Case) -> bool:
        """Whether the items are rows of one query of which no two have the same key."""
        frames = case.found.frames[case.start :]
        loops = [f for f in frames if f.kind == "loop"]
        if len(loops) != 1 or not isinstance(loops[0].targets, Name) or len(case.keys) != 1:
            return False
        item, key = loops[0].targets, case.keys[0]
        if not isinstance(key, Attribute) or key.value != item:
            return False
        asker = Asker(self.effects, self.scope, case.found.step)
        source = asker.rows_behind(item)
        query = asker.read(source) if source is not None else None
        if not isinstance(query, Query) or query.gives != "entity" or query.joined:
            return False
        entity = asker.entity(query.entity)
        name = (
            entity.primary_key[0]
            if entity and key.name == "pk" and entity.primary_key
            else key.name
        )
        return entity is not None and entity.is_unique(frozenset({name}))

    def _check_sharing(self, case: _Case, body: Summary) -> None:
        """Rows that come anew from every query may be changed; shared by two items they may not."""
        query, step = case.query, case.found.step
        if query.library == "sqlalchemy" or query.gives not in ("entity", "row"):
            return
        names: set[str] = set()
        if step.value is case.found.site:
            names = {t.id for t in step.targets if isinstance(t, Name)}
        for inner in steps_within(body_of(case.found, case.start)):
            if inner.kind == "for" and isinstance(inner.value, Name) and inner.value.id in names:
                names |= {t.id for t in inner.targets if isinstance(t, Name)}
        origin = self.scope.place_of(case.found.site, step)
        changed_rows = [
            e
            for e in body.effects
            if e.kind == "write"
            and e.resource == "state"
            and e.place is not None
            and e.place.path
            and _reaches(e.place, names, origin)
        ]
        # A list of its own is copied where two items share one; what is in it is not.
        if query.answer == "all":
            changed_rows = [
                e for e in changed_rows if e.place is not None and e.place.path != ("[*]",)
            ]
        if changed_rows and not self._keys_differ(case):
            raise _No(f"{changed_rows[0].via} changes a row that two items may share", "B14")

    def _forgotten(self, case: _Case) -> list[Step]:
        """The steps of the loop that only built the query."""
        found = case.found
        inner = body_of(found, case.start)
        others = [s for s in _all_steps(self.function.body) if s not in found.consumed]
        left = [replace(s, blocks=()) for s in others]
        gone: list[Step] = []
        for step in found.consumed:
            if not _within(step, inner):
                continue
            if step.kind == "expression":
                self._check_cursor(case, step, inner)
                gone.append(step)
                continue
            names = {t.id for t in step.targets if isinstance(t, Name)}
            needed = any(
                name in names_used(bare)
                and any(b.step is step for b in self.scope.reaching(name, other))
                for name in names
                for other, bare in zip(others, without(left, (found.site,)), strict=True)
            )
            if not needed:
                gone.append(step)
            elif step.value is not None and self._asks_database(step.value, step):
                raise _No("what its query gives is used elsewhere, too")
        return gone

    def _asks_database(self, value: Expr, step: Step) -> bool:
        summary = self.effects.of_expr(self.scope, value, step)
        return any(e.resource == "database" or e.kind == "unknown" for e in summary.effects)

    def _check_cursor(self, case: _Case, step: Step, inner: tuple[Step, ...]) -> None:
        """A cursor that was executed in a step of its own must tell nothing else of it."""
        value = step.value.value if isinstance(step.value, Await) else step.value
        cursor = (
            value.callee.value
            if isinstance(value, Call) and isinstance(value.callee, Attribute)
            else None
        )
        if not isinstance(cursor, Name):
            raise _No("the cursor may be used elsewhere, too")
        known = [f.site for f in self.known if isinstance(f.query, Query)]
        steps = {id(s) for f in self.known for s in f.consumed}
        rest = tuple(s for s in _all_steps(inner) if id(s) not in steps)
        for other in without([replace(s, blocks=()) for s in rest], known):
            if cursor.id in names_used(other):
                raise _No(f"`{cursor.id}` is used for something else in the loop, too")

    # -- telling --------------------------------------------------------------------------------

    def _told(self, case: _Case, place: Span, edits: tuple[FileEdit, ...], twin: str) -> Finding:
        found, query = case.found, case.query
        loops = [f for f in found.frames[case.start :] if f.kind == "loop"]
        counts = " * ".join("nmkl"[i] if i < 4 else "n" for i in range(len(loops)))
        items = describe(loops[0].iterable) if loops[0].iterable is not None else "items"
        entity = query.entity.rpartition(".")[2]
        where = self._where(found)
        message = (
            f"`{entity}` is queried once per item of `{items}`: {counts} round trips become 1"
            if where == ""
            else f"`{entity}` is queried once per item of `{items}`, in {where}: "
            f"{counts} round trips become 1"
        )
        evidence = [
            f"the query varies only by `{', '.join(query.filters[i].column for i in case.varying)}`"
        ]
        evidence += dict.fromkeys(case.evidence)
        if query.answer == "one":
            evidence.append("a missing row raises as before, when it is the item's turn")
        lines = self.project.lines(self.module.path)
        text = "\n".join(lines[found.step.span.line - 1 : found.step.span.end_line])
        missing = tuple(dict.fromkeys(m for m in case.missing if m))
        verdict: Verdict = "unsafe" if missing else "safe"
        before = self._cost_before(case, counts)
        return Finding(
            identity(self.pattern, self.module.path, self.function.name, text, self.seen),
            self.pattern, self.module.path, place, self.function.name, verdict, "high", message,
            tuple(evidence), missing, before, "2" if before.startswith("1 +") else "1", edits,
        )  # fmt: skip

    def _where(self, found: Found) -> str:
        if found.helper is None or found.helper.helper is None:
            return ""
        helper = found.helper.helper
        while helper.inner is not None and helper.inner.helper is not None:
            helper = helper.inner.helper
        module = self.project.modules[helper.function.module]
        return f"`{helper.function.name}` ({module.path}:{helper.at.span.line})"

    def _cost_before(self, case: _Case, counts: str) -> str:
        frame = case.found.frames[case.start]
        iterable = frame.iterable
        if isinstance(iterable, Name) and self.scope.is_local(iterable.id):
            found = self.scope.reaching(iterable.id, frame.step)
            iterable = found[0].value if len(found) == 1 else None
            at = found[0].step if len(found) == 1 else frame.step
        else:
            at = frame.step
        if iterable is not None:
            summary = self.effects.of_expr(self.scope, iterable, at)
            if any(
                e.resource == "database" and e.kind in ("read", "unknown") for e in summary.effects
            ):
                return f"1 + {counts}"
        return counts


def _reaches(place: Place, names: set[str], origin: Place) -> bool:
    """Whether a changed place lies in the rows of a query: by the name they have, or where they hang."""
    if place.kind in ("local", "fresh") and place.root.partition("@")[0] in names:
        return True
    if place.kind == "unknown":
        return bool(names)
    same = (place.kind, place.root) == (origin.kind, origin.root)
    ahead = place.path[: len(origin.path)] == origin.path and len(place.path) > len(origin.path)
    return same and ahead and origin.kind != "fresh"


def _denied(test: Expr) -> Expr:
    """The condition that holds when the test does not."""
    match test:
        case Operation(operator="not", operands=(inner,)):
            return inner
        case Operation(operator="is", operands=operands):
            return Operation("is not", operands)
        case Operation(operator="is not", operands=operands):
            return Operation("is", operands)
        case _:
            return Operation("not", (test,))


def span_of(expr: Expr) -> Span | None:
    """Where an expression stands; None for those whose place is not kept."""
    match expr:
        case Call(span=span) | Await(span=span):
            return span
        case Item(span=span) | Comprehension(span=span):
            return span
        case _:
            return None


def spell_target(target: Expr) -> str:
    text = spell(target)
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def repeatable_type(scope: Scope, expr: Expr, at: Step) -> bool:
    """Whether the value of an expression can be gone through twice."""
    from codemods.patterns._batch_checks import REPEATABLE
    from codemods.project.types import members

    found = members(scope.type_of(expr, at))
    return bool(found) and all(p.name in REPEATABLE for p in found)


def _header(step: Step, place: Span) -> Span:
    return Span(step.span.line, step.span.column, place.end_line, place.end_column)


def _plural_of(target: Expr) -> str:
    return plural(target.id) if isinstance(target, Name) else "items"


def _within(step: Step, steps: tuple[Step, ...]) -> bool:
    return any(s is step for s in _all_steps(steps))


def _all_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        for block in step.blocks:
            yield from _all_steps(block.steps)


_LOOKING = frozenset(
    ["len", "sum", "any", "all", "max", "min", "sorted", "bool", "list", "tuple", "set"]
)


def _by_name(expr: Expr, name: str) -> bool:
    """Whether an expression uses a row of that name only by its columns' names, or as a condition."""
    match expr:
        case Name(id=found):
            return found != name
        case Item(value=Name(id=found), key=Constant(type="str")) if found == name:
            return True
        case Operation(operator="is" | "is not" | "not", operands=operands):
            return all(o == Name(name) or _by_name(o, name) for o in operands)
        case Choice(test=test, then=then, otherwise=otherwise):
            seen = test == Name(name) or _by_name(test, name)
            return seen and _by_name(then, name) and _by_name(otherwise, name)
        case _:
            return all(_by_name(c, name) for c in children(expr))


def _looks(expr: Expr, name: str) -> bool:
    """Whether an expression only looks into a list of that name, and keeps nothing of it."""
    match expr:
        case Name(id=found):
            return found != name
        case Call(callee=Name(id=function), args=args) if function in _LOOKING:
            return all(a.value == Name(name) or _looks(a.value, name) for a in args)
        case Comprehension(elements=elements, clauses=clauses):
            iterables = all(c.iterable == Name(name) or _looks(c.iterable, name) for c in clauses)
            rest = [*elements, *(i for c in clauses for i in c.conditions)]
            return iterables and all(_looks(e, name) for e in rest)
        case Operation(operator="not", operands=(inner,)):
            return inner == Name(name) or _looks(inner, name)
        case Item(value=value, key=key):
            return (value == Name(name) or _looks(value, name)) and _looks(key, name)
        case Constant():
            return True
        case _:
            return all(_looks(c, name) for c in children(expr))
