"""The same query several times in a row with different keys: `get(a)`, `get(b)`, `get(c)`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.languages.python.queries.reading import changed
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Constant,
    Expr,
    Item,
    Name,
    ShortCircuit,
    Step,
    children,
    expressions,
    walk,
)
from codemods.model.findings import Finding
from codemods.model.queries import Query
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_helpers import at_call
from codemods.patterns._batch_sequence_judge import check_run
from codemods.patterns._batch_sequence_plan import plan_run
from codemods.patterns._batch_sites import Found
from codemods.project.dialects import is_test
from codemods.project.helpers import helper_call
from codemods.project.purity import names_bound, names_read
from codemods.project.queries import Asker, read_query

# Two in a row are hardly worth a dict.
FEWEST = 3
# What runs to its end, and then what follows it; `return` is the end of the block.
_STRAIGHT = frozenset(["assign", "augment", "expression", "return"])
_KEY = Name("__key__")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A call that has its like in the block, by the names in it."""

    position: int  # of its statement in the block
    step: Step
    expr: Expr


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call that is a query, with the values of its filters as they stand where it does."""

    spot: _Spot
    found: Found
    query: Query
    values: tuple[Expr | None, ...]


def find_sequences(reader: Reader) -> Iterator[Finding]:
    """Findings for the rows of like queries in the blocks of a function.

    What a test sets up once, in a few lines that anybody can follow, is no defect.
    """
    if not is_test(reader.module.path):
        yield from _block(reader, reader.function.body)


def _block(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Finding]:
    read: list[Expr] = []
    for spots in _alike(steps):
        outer = [s for s in spots if not any(p is s.expr for r in read for p in walk(r))]
        asked = _read_all(reader, outer)
        read += (a.spot.expr for a in asked)
        for run in _runs(asked, steps):
            places = [steps.index(case.found.step) for case in run]
            try:
                check_run(reader, run, steps[places[0] : places[-1] + 1])
                yield plan_run(reader, run)
            except (No, CannotWrite):
                continue
    for step in steps:
        if step.kind not in ("for", "while", "function", "class"):
            for block in step.blocks:
                yield from _block(reader, block.steps)


def _alike(steps: tuple[Step, ...]) -> list[list[_Spot]]:
    """Calls with the same names in them that run whenever the block does, outermost first."""
    if not any(step.kind in _STRAIGHT for step in steps):
        return []
    every = [
        (_shape(expr), _Spot(number, step, expr))
        for number, step in enumerate(steps)
        if step.kind in _STRAIGHT
        for whole in expressions(step)
        for expr in _certain(whole)
    ]
    counts = Counter(shape for shape, _ in every)
    found: dict[str, list[_Spot]] = defaultdict(list)
    for shape, spot in every:
        if counts[shape] >= FEWEST:
            found[shape].append(spot)
    return list(found.values())


def _certain(expr: Expr) -> Iterator[Expr]:
    """The calls in an expression (and their items) that are evaluated whenever it is."""
    if isinstance(expr, Closure | Comprehension | Choice | ShortCircuit):
        return
    if isinstance(expr, Await | Call | Item):
        yield expr
    for child in children(expr):
        yield from _certain(child)


def _shape(expr: Expr) -> str:
    """The names along a chain of calls, with how many arguments each call has."""
    words: list[str] = []
    here = expr
    while True:
        match here:
            case Await(value=value):
                words.append("await")
                here = value
            case Call(callee=callee, args=args):
                words.append(f"({len(args)})")
                here = callee
            case Item(value=value):
                words.append("[]")
                here = value
            case Attribute(value=value, name=name):
                words.append(name)
                here = value
            case Name(id=name):
                words.append(name)
                return " ".join(words)
            case _:
                words.append(type(here).__name__)
                return " ".join(words)


def _read_all(reader: Reader, spots: Sequence[_Spot]) -> list[_Asked]:
    """Those of some like calls that are queries; none where the first is not."""
    found: list[_Asked] = []
    for spot in spots:
        asked = _read(reader, spot)
        if asked is not None:
            found.append(asked)
        elif not found:
            return []
    return found


def _read(reader: Reader, spot: _Spot) -> _Asked | None:
    asker = Asker(reader.effects, reader.scope, spot.step)
    query = read_query(asker, spot.expr)
    helper = None
    if query is None:
        helper = helper_call(reader.effects, reader.scope, spot.expr, spot.step)
        query = helper.query if helper is not None else None
    if not isinstance(query, Query) or asker.consumed or query.relation or not query.filters:
        return None
    values = tuple(
        at_call(helper, f.value) if helper is not None else f.value for f in query.filters
    )
    found = Found(spot.expr, spot.step, (), query, (), helper)
    return _Asked(spot, found, query, values)


def _runs(every: Sequence[_Asked], steps: tuple[Step, ...]) -> Iterator[list[Case]]:
    """The queries that differ by one key alone, as long as what is between them goes straight on."""
    index = _varying(every)
    if index is None:
        return
    run: list[Case] = []
    begins = 0
    template: Expr | None = None
    for asked in every:
        key = asked.values[index]
        plain = key is not None and all(
            isinstance(p, Name | Attribute | Constant) for p in walk(key)
        )
        if key is None or not plain:
            continue
        left = _without(asked.found.expr, key)
        if _KEY not in walk(left):
            continue
        between = steps[begins : asked.spot.position]
        follows = (
            run
            and template is not None
            and spell(left) == spell(template)
            and all(_goes_on(step) for step in between)
            and not _bound(between, asked.spot.step) & (names_read(left) | names_read(key))
        )
        if not follows:
            if len(run) >= FEWEST:
                yield run
            run, begins, template = [], asked.spot.position, left
        value = asked.query.filters[index].value
        run.append(Case(asked.found, asked.query, 0, (index,), (value,), (key,)))
    if len(run) >= FEWEST:
        yield run


def _goes_on(step: Step) -> bool:
    """Whether what follows a statement comes next, unless the statement leaves the function."""
    if step.kind == "if":
        inner = (s for b in step.blocks for s in b.steps)
        return all(s.kind in ("return", "raise", "pass") or _goes_on(s) for s in inner)
    return step.kind in _STRAIGHT and step.kind != "return"


def _without(expr: Expr, key: Expr) -> Expr:
    return changed(expr, lambda part: _KEY if part is key else None)


def _varying(every: Sequence[_Asked]) -> int | None:
    """The one filter in which like queries differ."""
    if len(every) < FEWEST:
        return None
    columns = [tuple(f.column for f in asked.query.filters) for asked in every]
    if len(set(columns)) != 1:
        return None
    texts = [tuple(spell(v) if v is not None else None for v in a.values) for a in every]
    differ = [n for n in range(len(columns[0])) if len({text[n] for text in texts}) > 1]
    return differ[0] if len(differ) == 1 else None


def _bound(between: Sequence[Step], at: Step) -> frozenset[str]:
    """The names that are bound after the first query of a run and before one of them."""
    found = {n for step in between for n in names_bound(step)}
    found |= {p.name for e in expressions(at) for p in walk(e) if isinstance(p, Bind)}
    return frozenset(found)
