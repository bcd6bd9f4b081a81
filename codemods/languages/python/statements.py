"""Finding statements and awaits in a LibCST tree by the paths and ordinals of steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from codemods.languages.python.refusal import CannotWrite

Body = Sequence[cst.BaseStatement]


@dataclass
class Spelled:
    """How the module names what a rewrite needs."""

    gather: str
    module: str
    imported: bool
    used_module: bool = False

    def of(self, name: str) -> str:
        """`asyncio.Semaphore` in the module's own words."""
        self.used_module = True
        return f"{self.module}.{name}"

    def call(self) -> str:
        """The gather function in the module's own words."""
        if "." in self.gather:
            self.used_module = True
        return self.gather


class Statements:
    """One function cut out of its module."""

    def __init__(self, module: cst.Module, step: str) -> None:
        self.module = module
        self.step = step

    def function(self, wrapped: bool) -> cst.FunctionDef:
        node: cst.CSTNode = self.module.body[0]
        if wrapped and isinstance(node, cst.If):
            node = node.body.body[0]
        if not isinstance(node, cst.FunctionDef):
            raise CannotWrite("no function stands there")
        return node

    def code(self, function: cst.FunctionDef, wrapped: bool) -> str:
        """The text of the function with its lines' indentation."""
        first = self.module.body[0]
        if wrapped and isinstance(first, cst.If):
            changed = first.with_changes(body=first.body.with_changes(body=[function]))
            text = self.module.with_changes(body=[changed]).code
            return text.partition("\n")[2]
        return self.module.with_changes(body=[function]).code

    def text(self, node: cst.CSTNode) -> str:
        return self.module.code_for_node(node)

    # -- blocks ---------------------------------------------------------------------------------

    def block(self, function: cst.FunctionDef, path: Sequence[int]) -> list[cst.BaseStatement]:
        """The statements a path leads to."""
        body = _statements_of(function.body)
        for index, number in zip(path[::2], path[1::2], strict=True):
            _, suite = _blocks_of(_at(body, index))[number]
            body = [suite] if isinstance(suite, cst.If) else _statements_of(suite)
        return list(body)

    def with_block(
        self, function: cst.FunctionDef, path: Sequence[int], body: Sequence[cst.BaseStatement]
    ) -> cst.FunctionDef:
        """The function with the statements at a path replaced."""
        if not path:
            return function.with_changes(body=function.body.with_changes(body=list(body)))
        outer = list(path[:-2])
        index, number = path[-2], path[-1]
        siblings = self.block(function, outer)
        owner = _at(siblings, index)
        old, suite = _blocks_of(owner)[number]
        if isinstance(suite, cst.If):
            raise CannotWrite("an `elif` has no block of its own")
        new = suite.with_changes(body=list(body))
        changed = owner.deep_replace(suite, new)
        del old
        if not isinstance(changed, cst.BaseStatement):
            raise CannotWrite("the block has gone")
        place = siblings.index(owner)
        return self.with_block(
            function, outer, [*siblings[:place], changed, *siblings[place + 1 :]]
        )


def _statements_of(suite: cst.BaseSuite) -> list[cst.BaseStatement]:
    if not isinstance(suite, cst.IndentedBlock):
        raise CannotWrite("the block stands on one line with its header")
    return list(suite.body)


def _at(body: Sequence[cst.BaseStatement], index: int) -> cst.BaseStatement:
    """The statement at an index that counts the statements of a line one by one."""
    return body[position(body, index)]


def position(body: Sequence[cst.BaseStatement], index: int) -> int:
    """Where in the body the statement with this index is; it must have its line to itself."""
    seen = 0
    for place, statement in enumerate(body):
        size = len(statement.body) if isinstance(statement, cst.SimpleStatementLine) else 1
        if seen <= index < seen + size:
            if size > 1:
                raise CannotWrite("several statements share a line")
            return place
        seen += size
    raise CannotWrite(f"there is no statement {index} in the block")


def _blocks_of(node: cst.BaseStatement) -> list[tuple[str, cst.BaseSuite | cst.If]]:
    """The inner blocks of a statement in the order in which facts number them."""
    match node:
        case cst.If():
            return [("body", node.body), *_else(node.orelse)]
        case cst.For() | cst.While():
            return [("body", node.body), *_else(node.orelse)]
        case cst.With():
            return [("body", node.body)]
        case cst.Try() | cst.TryStar():
            found: list[tuple[str, cst.BaseSuite | cst.If]] = [("body", node.body)]
            found += (("handler", h.body) for h in node.handlers)
            found += _else(node.orelse)
            if node.finalbody is not None:
                found.append(("finally", node.finalbody.body))
            return found
        case cst.Match():
            return [("case", c.body) for c in node.cases]
        case _:
            raise CannotWrite("the statement has no blocks")


def _else(node: cst.If | cst.Else | None) -> list[tuple[str, cst.BaseSuite | cst.If]]:
    if node is None:
        return []
    return [("else", node if isinstance(node, cst.If) else node.body)]


class _Awaits(cst.CSTVisitor):
    """Collects awaits in source order; nested definitions keep theirs."""

    def __init__(self) -> None:
        self.found: list[cst.Await] = []

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:  # noqa: N802
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:  # noqa: N802
        return False

    def visit_Await(self, node: cst.Await) -> None:  # noqa: N802
        self.found.append(node)


def awaits(node: cst.CSTNode) -> list[cst.Await]:
    """The awaits in a node, in source order."""
    visitor = _Awaits()
    node.visit(visitor)
    return visitor.found


def await_at(node: cst.CSTNode, ordinal: int) -> cst.Await:
    found = awaits(node)
    if not 0 <= ordinal < len(found):
        raise CannotWrite(f"there is no await {ordinal} in the statement")
    return found[ordinal]


def small(statement: cst.BaseStatement) -> cst.BaseSmallStatement:
    """The only statement of a line."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        raise CannotWrite("a simple statement was expected")
    return statement.body[0]


def comments_above(statement: cst.BaseStatement) -> tuple[str, ...]:
    leading = getattr(statement, "leading_lines", ())
    return tuple(line.comment.value for line in leading if line.comment is not None)


def comment_beside(statement: cst.BaseStatement) -> str:
    if isinstance(statement, cst.SimpleStatementLine):
        comment = statement.trailing_whitespace.comment
        return comment.value if comment is not None else ""
    return ""


def blank_lines_above(statement: cst.BaseStatement) -> list[cst.EmptyLine]:
    """The blank lines before a statement, without its comments."""
    found: list[cst.EmptyLine] = []
    for line in getattr(statement, "leading_lines", ()):
        if line.comment is not None:
            break
        found.append(line)
    return found


def parse_statements(text: str, step: str) -> list[cst.BaseStatement]:
    """New statements from text that is indented by `step`."""
    config = cst.PartialParserConfig(default_indent=step)
    try:
        module = cst.parse_module(text + "\n", config)
    except cst.ParserSyntaxError as error:
        raise CannotWrite(f"the new code does not parse: {error.message}") from None
    return [_with_own_indent(s, step) for s in module.body]


def _with_own_indent(statement: cst.BaseStatement, step: str) -> cst.BaseStatement:
    """Blocks of the statement keep their step wherever it is put."""

    class Keeper(cst.CSTTransformer):
        def leave_IndentedBlock(  # noqa: N802
            self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
        ) -> cst.IndentedBlock:
            return updated_node.with_changes(indent=step)

        def leave_EmptyLine(  # noqa: N802
            self, original_node: cst.EmptyLine, updated_node: cst.EmptyLine
        ) -> cst.EmptyLine:
            return updated_node.with_changes(indent=updated_node.comment is not None)

    changed = statement.visit(Keeper())
    if not isinstance(changed, cst.BaseStatement):
        raise CannotWrite("the new code is no statement")
    return changed
