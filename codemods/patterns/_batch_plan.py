"""The steps that load once before the loop and take in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.loading import Clause, keys_code, load_code, taken
from codemods.languages.python.queries.reading import plural
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Choice,
    Comprehension,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    ShortCircuit,
    Step,
    children,
    expressions,
    walk,
)
from codemods.model.findings import Finding
from codemods.model.queries import Batched, Query, Unreadable
from codemods.model.spans import Span
from codemods.model.steps import (
    AddImport,
    Dissolve,
    FileEdit,
    Forget,
    LoadOnce,
    PlanStep,
    TakeLoaded,
)
from codemods.patterns._batch_async import head_over, listed
from codemods.patterns._batch_case import Case, Loading, No, Reader, header_of, span_of
from codemods.patterns._batch_checks import (
    goes_again,
    remade,
)
from codemods.patterns._batch_cursors import opened_for, opening_of
from codemods.patterns._batch_forget import forgotten
from codemods.patterns._batch_handled import looked_up
from codemods.patterns._batch_helpers import HelperLoad, load_through
from codemods.patterns._batch_missing import check_missing, missing_ahead
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_notes import annotation_of
from codemods.patterns._batch_opened import look_up_in_loaded
from codemods.patterns._batch_rows import needs_copies
from codemods.patterns._batch_shown import shown_by
from codemods.patterns._batch_sites import Found
from codemods.patterns._batch_tell import told
from codemods.project.describe import describe
from codemods.project.purity import names_read
from codemods.project.queries import Asker, batch_query
from codemods.project.scope import Scope
from codemods.project.types import members


def plan(reader: Reader, case: Case) -> Finding:
    found, query = case.found, case.query
    if case.joined is not None:
        place = place_of(reader, found, found.site)
        if place is None:
            raise No("the query stands where it cannot be replaced")
        return told(reader, case, place, (FileEdit(reader.module.path, (case.joined,)),), "")
    loaded = load_before(reader, case)
    into, batched, imports = loaded.into, loaded.batched, loaded.imports
    steps, line = loaded.steps, reader.function.span.line
    value = value_text(case.values)
    default = default_text(reader, query)
    copies = query.answer == "all" and needs_copies(reader, case, loaded.distinct)
    site = found.site
    outer = around(found, site)
    denied = query.denied
    if batched.grouping == "set" and isinstance(outer, Operation) and outer.operator == "not":
        site, outer, denied = outer, around(found, outer), not denied
    taking = taken(into, value, batched, query.answer, default, copies, denied)
    if found.instead is not None:
        taking = f"{taking} or {spell(found.instead)}"
        if isinstance(outer, ShortCircuit | Choice | Operation) or binds_closer(outer, site):
            taking = f"({taking})"
    if query.as_number:
        taking = f"int({taking})"
    elif batched.grouping == "set" and binds_closer(outer, site):
        taking = f"({taking})"
    place = place_of(reader, found, site)
    if place is None:
        raise No("the query stands where it cannot be replaced")
    plain = looked_up(reader, case, into, value)
    if plain is not None:
        steps.append(TakeLoaded(reader.function.name, line, plain[0], plain[1], plain[0]))
    else:
        check = check_missing(reader, case, into, value, imports)
        if found.gathered is not None:
            taking = _each_of(reader, found, taking)
        if found.step.kind == "for" and found.step.is_async and found.step.value is site:
            # Rows that are there already are gone through as they are.
            taking = f"for {_spell_target(found.step.targets[0])} in {taking}"
            place = replace(place, line=found.step.span.line, column=found.step.span.column)
        whole = header_of(reader, found.step, place) if found.step.blocks else found.step.span
        steps.append(TakeLoaded(reader.function.name, line, place, taking, whole, check))
    steps += (Forget(reader.function.name, line, s.span) for s in forgotten(reader, case))
    opened = opened_for(found, query, case.start)
    if opened is not None:
        body = opened.blocks[0].steps[0].span.line
        steps.append(Dissolve(reader.function.name, line, opened.span, body))
    for module, name in imports:
        bound = name or module.partition(".")[0]
        if bound in reader.function.local_names:
            raise No(f"`{bound}` has another meaning in the function")
        steps.append(AddImport(module, name or None))
    edits = together([FileEdit(reader.module.path, tuple(steps)), *loaded.edits])
    return told(reader, case, place, edits, loaded.twin)


def together(edits: Sequence[FileEdit]) -> tuple[FileEdit, ...]:
    """Edits with those of one file in one."""
    found: dict[str, FileEdit] = {}
    for edit in edits:
        first = found.get(edit.path)
        found[edit.path] = (
            edit if first is None else replace(first, steps=(*first.steps, *edit.steps))
        )
    return tuple(found.values())


@dataclass
class Loaded:
    """What loads the rows of a loop before it, and the name they have then."""

    into: str
    steps: list[PlanStep]
    batched: Batched
    edits: list[FileEdit]  # of the helper's twin
    imports: list[tuple[str, str]]
    twin: str  # what is told of the twin
    distinct: bool  # no two items have the same key


def load_before(reader: Reader, case: Case) -> Loaded:
    """The steps that load before the loop; the loop then goes over what can be gone through twice."""
    found, query = case.found, case.query
    frame = found.frames[case.start]
    anchor = frame.step if frame.comprehension is None else found.step
    _check_place(reader, anchor)
    _check_place(reader, found.step)
    look_up_in_loaded(reader, case)
    clauses, distinct, materialised = _clauses(reader, case)
    into, keys = _wishes(reader, case, (id(anchor), str(clauses), value_text(case.keys)))
    head = keys_code(keys, value_text(case.keys), clauses, distinct)
    load, batched, extra, imports, twin = _loading(reader, case, keys, into)
    if batched.cut is not None:
        case.missing.append(
            f"how many rows of `{query.entity.rpartition('.')[2]}` a key has: all of them are read, "
            f"and the first {batched.cut} taken, because the library cannot rank rows by key"
        )
    steps: list[PlanStep] = []
    line = reader.function.span.line
    late = "".join(f"from {home} import {short}\n" for home, short in batched.imported_late)
    head = f"{materialised}{late}{head}"
    ahead = missing_ahead(reader, case, into, keys, imports)
    if ahead:
        load = f"{load.rstrip()}\n{ahead}"
    steps.append(LoadOnce(reader.function.name, line, anchor.span, head, load))
    if materialised and frame.iterable is not None and not isinstance(frame.iterable, Name):
        place = span_of(frame.iterable)
        if place is None:
            raise No("what the loop goes over would be computed twice", "B04")
        _check_comments(reader, place)
        name = materialised.partition(" = ")[0]
        head = name
        if frame.is_async:
            place, head = head_over(frame, name)
        first = frame.step
        whole = header_of(reader, first, place) if first.blocks else first.span
        steps.append(TakeLoaded(reader.function.name, line, place, head, whole))
    return Loaded(into, steps, batched, extra, imports, twin, distinct)


def _each_of(reader: Reader, found: Found, taking: str) -> str:
    """`[taken for x in xs]` for `gather(*(call(x) for x in xs))`."""
    clauses = found.comprehensions[-1].clauses
    text = spell(Comprehension("list", (Name("TAKEN"),), clauses))
    return text.replace("TAKEN", taking, 1)


def around(found: Found, part: Expr) -> Expr | None:
    """The expression that a part of the query's statement stands in."""
    every = (p for e in expressions(found.step) for p in walk(e))
    return next((p for p in every if any(c is part for c in children(p))), None)


def binds_closer(outer: Expr | None, part: Expr) -> bool:
    """Whether what stands around `key in keys` would take but a piece of it."""
    match outer:
        case Operation(operator=operator):
            return operator != "not" and not operator.startswith("format")
        case Attribute() | Item() | Await():
            return True
        case Call(callee=callee):
            return callee is part
        case _:
            return False


def _check_place(reader: Reader, step: Step) -> None:
    text = reader.project.lines(reader.module.path)[step.span.line - 1].lstrip()
    if text.startswith("elif"):
        raise No("it stands in an `elif`")
    if step.shared_line:
        raise No("several statements share a line")


def _check_comments(reader: Reader, place: Span) -> None:
    """What gets a name is written anew, and comments among its parts would be lost."""
    lines = reader.project.lines(reader.module.path)[place.line - 1 : place.end_line - 1]
    if any("#" in line for line in lines):
        raise No("comments stand in what the loop goes over, which would get a name")


def _wishes(reader: Reader, case: Case, same: tuple[object, ...]) -> tuple[str, str]:
    """Names for what is loaded and for the keys; the same keys have one name."""
    wish, held = wishes(case.query, case.varying)
    if same not in reader.collected:
        reader.collected[same] = reader.fresh(held)
    return reader.fresh(wish), reader.collected[same]


def value_text(values: Sequence[Expr]) -> str:
    if len(values) == 1:
        return spell(values[0])
    return spell(Display("tuple", tuple(values)))


def _clauses(reader: Reader, case: Case) -> tuple[list[Clause], bool, str]:
    """The loops and conditions over which the keys are collected."""
    clauses: list[Clause] = []
    materialised = ""
    distinct = False
    for index, frame in enumerate(case.found.frames):
        if index < case.start or frame.kind != "loop":
            continue
        if frame.iterable is None or frame.targets is None:
            raise No("the loop cannot be read")
        target, iterable = frame.targets, frame.iterable
        again = frame.walk is not None or remade(reader.effects, reader.scope, iterable, frame.step)
        if index == case.start and not again:
            if isinstance(iterable, Name):
                if not reader.scope.is_local(iterable.id):
                    raise No(
                        f"whether `{iterable.id}` can be gone through twice is not known", "B04"
                    )
                materialised = f"{iterable.id} = list({iterable.id})\n"
            elif isinstance(iterable, Attribute):
                raise No(
                    f"whether `{describe(iterable)}` can be gone through twice is not known",
                    "B04",
                )
            else:
                # Queries of one loop share its items.
                items = ("items", id(frame.step), id(frame.iterable))
                if items not in reader.collected:
                    reader.collected[items] = reader.names.fresh(_plural_of(target))
                name = reader.collected[items]
                whole = frame.is_async or _repeatable_type(reader.scope, iterable, frame.step)
                text = spell(iterable)
                materialised = f"{name} = {text}\n" if whole else f"{name} = list({text})\n"
                if frame.is_async:
                    materialised = listed(frame, name)
                reader.naming[items] = materialised
                if not whole:
                    case.missing.append(
                        f"the type of `{describe(iterable)}`: whether it can be gone through twice"
                    )
                iterable = Name(name)
        target, iterable = _plain_loop(reader, case, target, iterable)
        conditions = tuple(
            spell(_denied(test) if negated else test)
            for at, test, negated in case.conditions
            if _last_loop(reader, case, at) == index
        )
        clauses.append(Clause(_spell_target(target), spell(iterable), conditions))
    if len(clauses) == 1 and len(case.keys) == 1:
        distinct = _distinct(reader, case)
    return clauses, distinct, materialised


def _last_loop(reader: Reader, case: Case, at: int) -> int:
    """The loop after which a condition can be tested: the last one that stands around it."""
    return max(
        i
        for i, f in enumerate(case.found.frames)
        if i <= at and f.kind == "loop" and i >= case.start
    )


def _plain_loop(reader: Reader, case: Case, target: Expr, iterable: Expr) -> tuple[Expr, Expr]:
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


def _distinct(reader: Reader, case: Case) -> bool:
    frame = case.found.frames[case.start]
    if frame.iterable is None or case.keys[0] != frame.targets:
        return False
    found = reader.scope.type_of(frame.iterable, frame.step)
    return found is not None and found.name in (
        "set",
        "frozenset",
        "dict",
        "range",
        "dict_keys",
    )


def _loading(
    reader: Reader, case: Case, keys: str, into: str
) -> tuple[str, Batched, list[FileEdit], list[tuple[str, str]], str]:
    """The code that loads for all keys, and what it needs elsewhere."""
    query, found = case.query, case.found
    settings = reader.project.settings
    if found.helper is not None:
        loaded: HelperLoad | Unreadable = load_through(
            reader.effects,
            reader.scope,
            found,
            case.varying,
            keys,
            into,
            reader.fresh,
            reader.start,
            query.by_position,
            query.null_keys,
        )
        if isinstance(loaded, Unreadable):
            raise No(loaded.reason, loaded.trap)
        if loaded.batched.widened and shown_by(*(case.seen or (reader, case))) != "whole":
            raise No("the key column is not among the columns that are selected")
        case.evidence.append(loaded.told)
        return loaded.code, loaded.batched, loaded.edits, loaded.imports, loaded.told
    asker = Asker(reader.effects, reader.scope, found.step)
    batched = batch_query(query, case.varying, asker, reader.fresh)
    if isinstance(batched, Unreadable):
        raise No(batched.reason, batched.trap)
    if batched.widened:
        batched = _shown(reader, case, batched)
    batched = replace(batched, opening=opening_of(found, query, case.start))
    chunk = None if _is_small(reader, case, batched) else settings.chunk
    note = annotation_of(reader, case, batched)
    code = load_code(batched, keys, into, chunk, reader.start, note)
    if not batched.setup and batched.value == batched.row and not query.by_position:
        reader.loading[id(found.site)] = Loading(f"for {batched.row} in ")
    imports = list(batched.imports)
    if batched.grouping == "list":
        imports.append(("collections", "defaultdict"))
    return code, batched, [], imports, ""


def _shown(reader: Reader, case: Case, batched: Batched) -> Batched:
    """Rows with the key among their columns, as the code around them can take them."""
    shown = shown_by(*(case.seen or (reader, case)))
    if not shown:
        raise No("the key column is not among the columns that are selected")
    if shown == "whole":
        return batched
    if case.query.library == "raw" and getattr(case.query.form, "driver", "") == "databases":
        raise No("taking a row of `databases` apart gives the names of its columns")
    count = len(getattr(case.query.form, "selected", ()))
    return replace(batched, value=f"{batched.value}[:{count}]")


def _is_small(reader: Reader, case: Case, batched: Batched) -> bool:
    """Whether there are surely no more keys than one query takes."""
    frame = case.found.frames[case.start]
    if isinstance(frame.iterable, Display):
        most = min(reader.project.settings.chunk, batched.most or reader.project.settings.chunk)
        return len(frame.iterable.items) <= most
    return False


def default_text(reader: Reader, query: Query) -> str:
    return spell(query.default) if query.default is not None else ""


def _denied(test: Expr) -> Expr:
    """The condition that holds when the test does not."""
    match test:
        case Operation(operator="not", operands=(inner,)):
            return inner
        case Operation(operator="is", operands=operands):
            return Operation("is not", operands)
        case Operation(operator="is not", operands=operands):
            return Operation("is", operands)
        case Operation(operator="not in", operands=operands):
            return Operation("in", operands)
        case _:
            return Operation("not", (test,))


def _spell_target(target: Expr) -> str:
    text = spell(target)
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _repeatable_type(scope: Scope, expr: Expr, at: Step) -> bool:
    """Whether the value of an expression can be gone through twice."""
    found = members(scope.type_of(expr, at))
    return bool(found) and all(goes_again(scope, p.name) for p in found)


def _plural_of(target: Expr) -> str:
    return plural(target.id) if isinstance(target, Name) else "items"


def place_of(reader: Reader, found: Found, site: Expr) -> Span | None:
    """Where a query stands; a property is found by its text, where that stands there once."""
    step = found.step
    if not isinstance(site, Attribute):
        return span_of(site)
    if not isinstance(site.value, Name):
        return None
    same = [p for e in expressions(step) for p in walk(e) if p == site]
    last = step.span.end_line
    if step.blocks:
        last = max(step.span.line, step.blocks[0].steps[0].span.line - 1)
    lines = reader.project.lines(reader.module.path)
    word = re.compile(rf"(?<![\w.]){re.escape(site.value.id)}\.{re.escape(site.name)}(?!\w)")
    places = [
        (number, match)
        for number in range(step.span.line, last + 1)
        for match in word.finditer(lines[number - 1])
    ]
    if len(same) != 1 or len(places) != 1:
        return None
    number, match = places[0]
    start, end = (
        len(lines[number - 1][:at].encode("utf-8")) for at in (match.start(), match.end())
    )
    return Span(number, start, number, end)
