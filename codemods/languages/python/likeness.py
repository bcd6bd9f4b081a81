"""Whether two functions do the same, word for word: but for layout, annotations and names of locals."""

from __future__ import annotations

import ast
import textwrap

from codemods.languages.python.facts import parse

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def same_function(one: str, other: str) -> bool:
    """Whether the texts of two functions say the same; parameters must have the same names."""
    first, second = _plain(one), _plain(other)
    return first is not None and first == second


def _plain(text: str) -> str | None:
    """A text that is equal for functions that do the same; None for what is no plain function."""
    try:
        tree = parse(textwrap.dedent(text))
    except SyntaxError:
        return None
    if len(tree.body) != 1:
        return None
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    inner = [n for n in ast.walk(function) if n is not function]
    if any(isinstance(n, _OWN_SCOPE) for n in inner):
        return None
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    function.returns = None
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    given += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    for argument in given:
        argument.annotation = None
    function.name = "_"
    _Locals({a.arg for a in given}).visit(function)
    return ast.dump(function)


class _Locals(ast.NodeTransformer):
    """Numbers the locals in the order in which they come, and drops the annotations."""

    def __init__(self, parameters: set[str]) -> None:
        self._parameters = parameters
        self._numbers: dict[str, str] = {}

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is None:
            return node
        target, value = self.visit(node.target), self.visit(node.value)
        return ast.Assign([target], value)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        value = self.visit(node.value)
        return ast.Assign([self.visit(t) for t in node.targets], value)

    def visit_For(self, node: ast.For) -> ast.AST:
        self._loop(node)
        return node

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        self._loop(node)
        return node

    def _loop(self, node: ast.For | ast.AsyncFor) -> None:
        node.iter, node.target = self.visit(node.iter), self.visit(node.target)
        node.body = [self.visit(s) for s in node.body]
        node.orelse = [self.visit(s) for s in node.orelse]

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if isinstance(node.ctx, ast.Store) and node.id not in self._parameters:
            self._numbers.setdefault(node.id, f"local {len(self._numbers)}")
        node.id = self._numbers.get(node.id, node.id)
        return node
