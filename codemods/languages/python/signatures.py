"""Where a function's signature, or a call's arguments, have room for one more."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence

from codemods.languages.python.refusal import CannotWrite
from codemods.model.spans import Span
from codemods.model.steps import Exchange, HandOn, TakeParameter

_BLANK = (tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def additions(text: str, steps: Sequence[TakeParameter | HandOn]) -> list[Exchange]:
    """The steps as texts to put in; CannotWrite where there is no such function or call."""
    if not steps:
        return []
    tree = ast.parse(text)
    tokens = _tokens(text)
    lines = text.split("\n")
    found: list[Exchange] = []
    for step in steps:
        replaced = _replaced(tree, lines, step) if isinstance(step, HandOn) else None
        if replaced is not None:
            found.append(replaced)
            continue
        if isinstance(step, TakeParameter):
            opening, closing, code = _in_signature(tree, tokens, step)
        else:
            opening, closing, code = _in_call(tree, tokens, lines, step)
        row, column, code = _before(tokens, opening, closing, code)
        column = len(lines[row - 1][:column].encode("utf-8", "surrogatepass"))
        found.append(Exchange(step.function, step.line, Span(row, column, row, column), code))
    return found


def function_rows(text: str, line: int) -> tuple[int, int] | None:
    """The first and last line of the function that begins at a line, decorators included."""
    node = _function_at(ast.parse(text), line)
    return None if node is None else (line, node.end_lineno or line)


def _in_signature(
    tree: ast.Module, tokens: list[tokenize.TokenInfo], step: TakeParameter
) -> tuple[int, int, str]:
    node = _function_at(tree, step.line)
    if node is None:
        raise CannotWrite(f"no function begins at line {step.line}")
    if node.args.kwarg is not None:
        raise CannotWrite(f"`{node.name}` takes any keyword already")
    opening = next(
        n for n, t in enumerate(tokens) if t.start >= (node.lineno, node.col_offset) and t.string == "("
    )  # fmt: skip
    starred = node.args.vararg is not None or node.args.kwonlyargs
    return opening, _matching(tokens, opening), step.code if starred else f"*, {step.code}"


def _call_at(tree: ast.Module, place: Span) -> ast.Call | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and place == Span(
            node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0
        ):
            return node
    return None


def _replaced(tree: ast.Module, lines: list[str], step: HandOn) -> Exchange | None:
    """The argument of that name gets another value, where it is given one already."""
    node = _call_at(tree, step.call)
    name, _, code = step.code.partition("=")
    for given in node.keywords if node is not None else ():
        value = given.value
        if given.arg == name:
            end = value.end_lineno or value.lineno
            place = Span(value.lineno, value.col_offset, end, value.end_col_offset or 0)
            return Exchange(step.function, step.line, place, code)
    return None


def _in_call(
    tree: ast.Module, tokens: list[tokenize.TokenInfo], lines: list[str], step: HandOn
) -> tuple[int, int, str]:
    call = step.call
    node = _call_at(tree, call)
    if node is None:
        raise CannotWrite(f"line {call.line}: the call cannot be found again")
    if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
        raise CannotWrite(f"line {call.line}: the call is given a bare generator")
    end = len(lines[call.end_line - 1].encode()[: call.end_column].decode())
    closing = next(
        n for n, t in enumerate(tokens) if t.end == (call.end_line, end) and t.string == ")"
    )
    return _matching(tokens, closing, -1), closing, step.code


def _before(
    tokens: list[tokenize.TokenInfo], opening: int, closing: int, code: str
) -> tuple[int, int, str]:
    """Where the new part begins, and its text with the commas around it."""
    last = next(n for n in range(closing - 1, -1, -1) if tokens[n].type not in _BLANK)
    row, column = tokens[last].end
    if last == opening:
        return row, column, code
    if tokens[last].string == ",":
        return row, column, f" {code},"
    return row, column, f", {code}"


def _matching(tokens: list[tokenize.TokenInfo], start: int, step: int = 1) -> int:
    depth = 0
    at = start
    while 0 <= at < len(tokens):
        if tokens[at].type == tokenize.OP:
            depth += {"(": step, "[": step, "{": step, ")": -step, "]": -step, "}": -step}.get(
                tokens[at].string, 0
            )
        if depth == 0:
            return at
        at += step
    raise CannotWrite("a parenthesis is not closed")


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    try:
        return list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, IndentationError, SyntaxError) as error:
        raise CannotWrite(f"the file cannot be read token by token: {error}") from None


def _function_at(tree: ast.Module, line: int) -> _Function | None:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
            if first == line:
                return node
    return None
