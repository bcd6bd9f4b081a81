"""Queries in helpers whose callers load relations row by row: the helper, or a twin of it, loads them.

Where every caller of a helper gains, its own query loads the relations: that is what people write. A
caller that does not read them would pay for them, and one that is not seen may change them before
it reads them; then the helper stays and gets a twin beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.languages.python.spell import spell
from codemods.model.code import Attribute, Call, Constant, Expr, Function, Name, Step
from codemods.model.queries import Unreadable
from codemods.model.steps import AddFunction, AddImport, FileEdit, PlanStep, TakeLoaded
from codemods.patterns._batch_beside import imports_of, is_taken, stranger_of, written_so
from codemods.patterns._batch_case import No, Reader, header_of
from codemods.patterns._batch_reads import Path
from codemods.patterns._batch_row_queries import returned
from codemods.project.call_sites import call_sites
from codemods.project.dialects import is_test
from codemods.project.helpers import HelperCall
from codemods.project.mentions import only_called

Gains = Callable[[Reader, Call], bool]

_LAYERS = 4
_LONGEST = 60  # characters of a twin's name


@dataclass(frozen=True, slots=True)
class Placed:
    """What is written so that a helper's rows come with their relations, and how it is told."""

    edits: tuple[FileEdit, ...]
    told: str


def place_in_helper(
    reader: Reader,
    call: HelperCall,
    at: Step,
    home: Reader,
    edit: TakeLoaded,
    paths: Sequence[Path],
    gains: Gains,
) -> Placed:
    """The helper with the options in its query, or a twin of it that the call runs instead."""
    short = home.function.name.rpartition(".")[2]
    where = f"{home.module.path}:{edit.place.line}"
    if _everyone_gains(reader, home.function, paths, gains):
        steps: tuple[PlanStep, ...] = (edit, AddImport("sqlalchemy.orm", "selectinload"))
        told = f"`{short}` loads them with its query ({where}): all who call it read them"
        return Placed((FileEdit(home.module.path, steps),), told)
    return _twin(reader, call, at, home, edit, paths)


# -- who else gets the rows -----------------------------------------------------------------------


def _everyone_gains(
    reader: Reader, function: Function, paths: Sequence[Path], gains: Gains, depth: int = 0
) -> bool:
    """Whether all callers of a function are known, and all read the relations row by row."""
    project = reader.project
    sites = call_sites(project, function)
    if not sites or depth > _LAYERS or not only_called(project, function):
        return False
    names = {name for path in paths for name in path}
    for site in sites:
        caller = site.scope.function
        module = project.modules[caller.module]
        if is_test(module.path):
            rows = project.lines(module.path)[caller.span.line - 1 : caller.span.end_line]
            if any(re.search(rf"\b{re.escape(name)}\b", row) for row in rows for name in names):
                return False
            continue
        theirs = Reader(reader.pattern, project, reader.effects, caller, module, site.scope)
        if gains(theirs, site.call):
            continue
        handed = returned(theirs, caller)
        if handed is None or not isinstance(handed[0], Call) or handed[0].span != site.call.span:
            return False
        if not _everyone_gains(reader, caller, paths, gains, depth + 1):
            return False
    return True


# -- a twin that is written -------------------------------------------------------------------------


def _twin(
    reader: Reader,
    call: HelperCall,
    at: Step,
    home: Reader,
    edit: TakeLoaded,
    paths: Sequence[Path],
) -> Placed:
    function = home.function
    short = function.name.rpartition(".")[2]
    if call.helper is None or call.helper.inner is not None:
        raise No(f"`{short}` is asked through other functions, and its other callers go without")
    stranger = stranger_of(reader.scope, call, at)
    if stranger:
        raise No(f"`{stranger}` does not have the helper itself, so it would not have its twin")
    name = twin_name(short, paths)
    needed = imports_of(reader.scope, call, name)
    if isinstance(needed, Unreadable):
        raise No(str(needed.reason))
    text = _copied(home, edit, name, paths)
    steps: list[PlanStep] = [
        AddFunction(function.name, function.span.line, function.span, name, text),
        AddImport("sqlalchemy.orm", "selectinload"),
    ]
    if is_taken(reader.effects, function, name):
        if not written_so(reader.effects, function, name, text):
            raise No(f"`{name}` is there already and does something else")
        steps = []
    callee = call.call.callee
    new: Expr = Attribute(callee.value, name) if isinstance(callee, Attribute) else Name(name)
    place = call.call.span
    lines = reader.project.lines(reader.module.path)[place.line - 1 : place.end_line]
    if any("#" in line for line in lines):
        raise No("a comment stands in the call of its helper")
    whole = header_of(reader, at, place) if at.blocks else at.span
    here: list[PlanStep] = [
        TakeLoaded(
            reader.function.name, reader.function.span.line, place,
            spell(Call(new, call.call.args, place)), whole,
        ),
        *(AddImport(module, what) for module, what in needed),
    ]  # fmt: skip
    path = home.module.path
    if path == reader.module.path:
        edits: tuple[FileEdit, ...] = (FileEdit(path, (*steps, *here)),)
    else:
        added = (FileEdit(path, tuple(steps)),) if steps else ()
        edits = (*added, FileEdit(reader.module.path, tuple(here)))
    told = f"`{name}` is added beside `{short}`, whose other callers go on as before"
    return Placed(edits, told if steps else f"`{name}` loads them already")


def twin_name(short: str, paths: Sequence[Path]) -> str:
    """`active_with_orders_and_profile` for `active`, whose rows come with these relations."""
    longest = [p for p in paths if not any(o[: len(p)] == p and o != p for o in paths)]
    words = "_and_".join("_".join(p) for p in longest)
    name = f"{short}_with_{words}"
    return name if len(name) <= _LONGEST else f"{short}_with_relations"


def _copied(home: Reader, edit: TakeLoaded, name: str, paths: Sequence[Path]) -> str:
    """The helper's text with the options in its query, under another name."""
    function = home.function
    short = function.name.rpartition(".")[2]
    lines = home.project.lines(home.module.path)
    first, last = function.span.line, function.span.end_line
    body = list(function.body)
    if any(s.shared_line or s.span.line == first for s in body):
        raise No(f"`{short}` stands on one line")
    documented = body[0].kind == "expression" and isinstance(body[0].value, Constant)
    if documented and len(body) == 1:
        raise No(f"`{short}` does nothing")
    start = body[1].span.line if documented else body[0].span.line
    head = lines[first - 1 : (body[0].span.line if documented else start) - 1]
    place = edit.place
    if not start <= place.line <= place.end_line <= last:
        raise No(f"where `{short}` asks is not known")
    before = lines[start - 1 : place.line - 1]
    after = lines[place.end_line : last]
    changed = _from(lines[place.line - 1], 0, place.column) + edit.code
    changed += _from(lines[place.end_line - 1], place.end_column)
    loaded = " and ".join(f"`{'.'.join(p)}`" for p in paths)
    pad = re.match(r"\s*", lines[first - 1])
    margin = pad.group() if pad is not None else ""
    inside = re.match(r"\s*", lines[start - 1])
    deep = inside.group() if inside is not None else margin + "    "
    doc = f'{deep}"""Answer `{short}`, with {loaded} of each row loaded."""'
    text = [_plain(row, margin) for row in (*head, doc, *before, changed, *after)]
    renamed, count = re.subn(
        rf"^((?:async )?def ){re.escape(short)}\b", rf"\g<1>{name}", "\n".join(text), flags=re.M
    )
    if count != 1:
        raise No(f"`{short}` is defined in a way that is not known")
    return renamed


def _from(line: str, start: int, end: int | None = None) -> str:
    return line.encode("utf-8")[start:end].decode("utf-8")


def _plain(row: str, margin: str) -> str:
    return row.removeprefix(margin)


__all__ = ["Placed", "place_in_helper", "twin_name"]
