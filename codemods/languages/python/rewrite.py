"""Carrying out steps: the one place that changes source.

Only the addressed function is opened with LibCST, cut out by its lines and put back; everything
else is copied byte by byte.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Sequence

import libcst as cst

from codemods.languages.python.enclose import enclose
from codemods.languages.python.facts import parse
from codemods.languages.python.imports import add_import, add_name, drop_unused, rows, spelling
from codemods.languages.python.layout import Page
from codemods.languages.python.loops import write_each
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.shadowed import hidden_builtin
from codemods.languages.python.shift import shifted
from codemods.languages.python.splice import Spliced, splice
from codemods.languages.python.statements import Spelled, Statements
from codemods.languages.python.together import write_together
from codemods.model.steps import (
    AddImport,
    Append,
    AwaitEach,
    AwaitTogether,
    Decorate,
    Enclose,
    Exchange,
    Forget,
    HandOn,
    Join,
    PlanStep,
    TakeParameter,
)

__all__ = ["CannotWrite", "write"]

_MOVING = Enclose | Exchange | Decorate | Join | Append | Forget | TakeParameter | HandOn


def write(source: str, steps: Sequence[PlanStep], line_length: int = 88) -> str:
    """The source with the steps carried out; whatever they do not touch is byte-identical.

    Raises CannotWrite when a step does not fit the source; then nothing of it is usable.
    """
    imports = [step for step in steps if isinstance(step, AddImport)]
    awaits = [step for step in steps if isinstance(step, AwaitTogether | AwaitEach)]
    moved = [step for step in steps if isinstance(step, _MOVING)]
    spliced: list[Spliced] = [
        s for s in steps if not isinstance(s, _MOVING | AddImport | AwaitTogether | AwaitEach)
    ]
    # Where a statement goes because its query is loaded before, it goes with the loading.
    loading = {(step.function, step.line) for step in spliced}
    forgotten = [s for s in moved if isinstance(s, Forget) and (s.function, s.line) in loading]
    moved = [s for s in moved if s not in forgotten]
    spliced += forgotten
    text = source
    spelled = _spelled(_tree(text))
    if moved:
        text = enclose(text, moved, line_length)
    if spliced:
        text = splice(text, shifted(spliced, source, text), line_length)
    by_line: dict[int, list[AwaitTogether | AwaitEach]] = defaultdict(list)
    for step in shifted(awaits, source, text):
        by_line[step.line].append(step)
    for line in sorted(by_line, reverse=True):
        text = _in_function(text, line, by_line[line], spelled, line_length)
    for wanted in dict.fromkeys(imports):
        if wanted.module == "asyncio" and wanted.name is None:
            if not spelled.used_module or spelled.imported:
                continue
        if wanted.name is None:
            text = add_import(text, _tree(text), wanted.module)
        else:
            text = add_name(text, _tree(text), wanted.module, wanted.name, line_length)
    before, after = _tree(source), _tree(text)
    hidden = hidden_builtin(before, after)
    if hidden is not None:
        raise CannotWrite(f"`{hidden}` has another meaning where it is needed")
    return drop_unused(text, before, after, line_length)


def _tree(text: str) -> ast.Module:
    try:
        return parse(text)
    except SyntaxError as error:
        raise CannotWrite(f"the text does not parse: {error.msg} (line {error.lineno})") from None


def _spelled(tree: ast.Module) -> Spelled:
    gather = spelling(tree, "asyncio", "gather")
    module = spelling(tree, "asyncio", "")
    return Spelled(gather or "asyncio.gather", (module or "asyncio.").rstrip("."), bool(module))


def _in_function(
    text: str, line: int, steps: list[AwaitTogether | AwaitEach], spelled: Spelled, width: int
) -> str:
    tree = _tree(text)
    node = _function_at(tree, line)
    if node is None:
        raise CannotWrite(f"no function begins at line {line}")
    names = {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    names |= {a.arg for n in ast.walk(node) if isinstance(n, ast.arguments) for a in _arguments(n)}
    if spelled.gather.partition(".")[0] in names or spelled.module in names:
        raise CannotWrite(f"`{spelled.module}` has another meaning in the function")
    lines = rows(text)
    end = node.end_lineno or line
    segment = "".join(lines[line - 1 : end])
    newline = (
        "\r\n" if "\r\n" in segment else "\r" if "\r" in segment and "\n" not in segment else "\n"
    )
    plain = segment.replace("\r\n", "\n").replace("\r", "\n") if newline != "\n" else segment
    ended = plain.endswith("\n")
    wrapped = node.col_offset > 0
    module = _parse(("if 1:\n" if wrapped else "") + plain + ("" if ended else "\n"))
    step = _indentation(lines, node)
    statements = Statements(module, step)
    function = statements.function(wrapped)
    for item in sorted(steps, key=_place, reverse=True):
        page = Page(width, node.col_offset + len(step) * (1 + len(item.path) // 2), step)
        if isinstance(item, AwaitTogether):
            function = write_together(statements, function, item, page, spelled)
        else:
            function = write_each(statements, function, item, page, spelled)
    code = statements.code(function, wrapped)
    if not ended:
        code = code.rstrip("\n")
    if newline != "\n":
        code = code.replace("\n", newline)
    return "".join([*lines[: line - 1], code, *lines[end:]])


def _place(step: AwaitTogether | AwaitEach) -> tuple[int, ...]:
    """Where a step stands; later ones are written first so that indexes stay true."""
    return (*step.path, step.first if isinstance(step, AwaitTogether) else step.statement)


def _function_at(tree: ast.Module, line: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
            if first == line:
                return node
    return None


def _arguments(node: ast.arguments) -> list[ast.arg]:
    found = [*node.posonlyargs, *node.args, *node.kwonlyargs]
    return found + [a for a in (node.vararg, node.kwarg) if a is not None]


def _indentation(lines: Sequence[str], node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """One step of indentation, as the function's own body shows it."""
    body = lines[node.body[0].lineno - 1]
    head = lines[node.lineno - 1]
    inner = body[: len(body) - len(body.lstrip(" \t"))]
    outer = head[: len(head) - len(head.lstrip(" \t"))]
    return inner[len(outer) :] or "    "


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise CannotWrite(f"the function cannot be opened: {type(error).__name__}") from None
