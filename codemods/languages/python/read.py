"""A function's body, read into the neutral words of `codemods.model.code`.

Only the lines of the definition are parsed, so the cost follows what is asked for.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from codemods.languages.python.facts import FunctionFact, parse
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Bind,
    Block,
    Call,
    Choice,
    Clause,
    Closure,
    Comprehension,
    ComprehensionType,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Opaque,
    Operation,
    Parameter,
    ShortCircuit,
    Spread,
    Step,
    StepKind,
    WithItem,
    Yield,
)
from codemods.model.spans import Span

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|",
    ast.BitAnd: "&", ast.BitXor: "^", ast.Not: "not", ast.USub: "neg", ast.UAdd: "pos",
    ast.Invert: "~", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


def read_function(
    lines: Sequence[str], fact: FunctionFact, module: str, outer: Function | None = None
) -> Function:
    """The function that stands at the fact's lines; SyntaxError when it cannot be read alone."""
    node = _parse_lines(lines, fact.line, fact.end_line)
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        raise SyntaxError("no function stands there")
    reader = _Reader(fact.line - 2)
    if fact.awaits:
        own = lines[fact.line - 1 : fact.end_line]
        rows = [number for number, line in enumerate(own, 2) if "await" in line]
        reader.positions = _positions_of_awaits(node.body, rows)
    return reader.function(
        node,
        f"{module}.{fact.name}",
        module,
        f"{module}.{fact.owner}" if fact.owner else None,
        outer,
    )


def read_statement(lines: Sequence[str], line: int, end_line: int) -> Step | None:
    """One simple statement of a module or class body; None when it cannot be read alone."""
    try:
        node = _parse_lines(lines, line, end_line)
    except SyntaxError:
        return None
    reader = _Reader(line - 2)
    return reader.step(node, (0,), False)


@lru_cache(maxsize=4096)
def read_expression(text: str) -> Expr | None:
    """An expression given as text: an annotation in quotes, a type in a catalogue."""
    try:
        tree = parse(text.strip())
    except SyntaxError:
        return None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    return _Reader(0).expr(tree.body[0].value)


def _parse_lines(lines: Sequence[str], line: int, end_line: int) -> ast.stmt:
    # The extra line and its block let an indented statement stand on its own; columns stay right.
    source = "if 1:\n" + "\n".join(lines[line - 1 : end_line])
    if not source[6:7].isspace():
        source = "\n" + source[6:]
    tree = parse(source)
    if not tree.body:
        raise SyntaxError("nothing but a comment")
    first = tree.body[0]
    if isinstance(first, ast.If) and first.lineno == 1:
        return first.body[0]
    return first


def read_class_keywords(lines: Sequence[str], line: int, end_line: int) -> tuple[Expr, ...]:
    """The base expressions of a class, with their subscripts (`Base[User]`)."""
    try:
        node = _parse_lines(lines, line, end_line)
    except SyntaxError:
        return ()
    if not isinstance(node, ast.ClassDef):
        return ()
    reader = _Reader(line - 2)
    return tuple(reader.expr(b) for b in node.bases)


class _Reader:
    """Turns syntax into steps and expressions; `offset` is added to every line."""

    def __init__(self, offset: int) -> None:
        self._offset = offset
        self._awaits: dict[tuple[int, int], int] = {}
        self._bound: set[str] = set()  # by the function's own scope
        self._freed: set[str] = set()  # by `global` and `nonlocal`
        self._yields = False
        self.positions: list[tuple[int, int]] = []  # of the awaits, in source order

    def span(self, node: ast.stmt | ast.expr) -> Span:
        return Span(
            node.lineno + self._offset,
            node.col_offset,
            (node.end_lineno or node.lineno) + self._offset,
            node.end_col_offset or node.col_offset,
        )

    # -- definitions ----------------------------------------------------------------------------

    def function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef,
        name: str,
        module: str,
        owner: str | None,
        outer: Function | None,
    ) -> Function:
        decorators = tuple(self.expr(d) for d in node.decorator_list)
        parameters = tuple(self._parameters(node.args))
        span = self.span(node)
        if node.decorator_list:
            first = node.decorator_list[0]
            span = Span(first.lineno + self._offset, span.column, span.end_line, span.end_column)
        self._bound, self._freed, self._yields = {p.name for p in parameters}, set(), False
        is_async = isinstance(node, ast.AsyncFunctionDef)
        body = self.body(node.body, (), node)
        return Function(
            name=name,
            module=module,
            owner=owner,
            span=span,
            parameters=parameters,
            returns=self._maybe(node.returns),
            decorators=decorators,
            body=body,
            is_async=is_async,
            is_generator=self._yields,
            local_names=frozenset(self._bound - self._freed),
            outer=outer,
        )

    def _parameters(self, args: ast.arguments) -> Iterable[Parameter]:
        positional = [*args.posonlyargs, *args.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
        defaults += args.defaults
        for arg, default in zip(positional, defaults, strict=True):
            yield Parameter(arg.arg, self._maybe(arg.annotation), self._maybe(default))
        if args.vararg:
            yield Parameter(args.vararg.arg, self._maybe(args.vararg.annotation), None, "args")
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
            yield Parameter(arg.arg, self._maybe(arg.annotation), self._maybe(default), "keyword")
        if args.kwarg:
            yield Parameter(args.kwarg.arg, self._maybe(args.kwarg.annotation), None, "kwargs")

    # -- statements -----------------------------------------------------------------------------

    def body(
        self, nodes: Sequence[ast.stmt], path: tuple[int, ...], owner: ast.AST | None
    ) -> tuple[Step, ...]:
        header = getattr(owner, "lineno", None)
        rows = [n.lineno for n in nodes]
        ends = [n.end_lineno for n in nodes]
        steps = []
        for index, node in enumerate(nodes):
            shared = rows[index] == header or (index > 0 and ends[index - 1] == rows[index])
            shared = shared or (index + 1 < len(nodes) and rows[index + 1] == ends[index])
            steps.append(self.step(node, (*path, index), shared))
        return tuple(steps)

    def step(self, node: ast.stmt, path: tuple[int, ...], shared: bool) -> Step:
        inside = self._positions_in(node) if self.positions else []
        saved = self._awaits
        self._awaits = {position: ordinal for ordinal, position in enumerate(inside)}
        step = self._step(node, path, shared, len(inside))
        self._awaits = saved
        return step

    def _positions_in(self, node: ast.stmt) -> list[tuple[int, int]]:
        """The awaits of a statement, in source order."""
        first = bisect_left(self.positions, (node.lineno, node.col_offset))
        end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        return self.positions[first : bisect_left(self.positions, end)]

    def _blocks(
        self, path: tuple[int, ...], owner: ast.AST, *bodies: tuple[str, list[ast.stmt]]
    ) -> tuple[Block, ...]:
        return tuple(
            Block(role, self.body(nodes, (*path, index), owner))
            for index, (role, nodes) in enumerate((r, b) for r, b in bodies if b)
        )

    def _step(self, node: ast.stmt, path: tuple[int, ...], shared: bool, awaits: int) -> Step:
        def make(
            kind: StepKind,
            value: Expr | None = None,
            second: Expr | None = None,
            targets: tuple[Expr, ...] = (),
            annotation: Expr | None = None,
            operator: str = "",
            items: tuple[WithItem, ...] = (),
            blocks: tuple[Block, ...] = (),
            names: tuple[str, ...] = (),
            is_async: bool = False,
            imports: tuple[tuple[str, str, str | None, int], ...] = (),
        ) -> Step:
            return Step(
                kind, self.span(node), path, value, second, targets, annotation, operator, items,
                blocks, names, is_async, awaits, shared, imports,
            )  # fmt: skip

        match node:
            case ast.Assign(targets=targets, value=value):
                return make(
                    "assign", self.expr(value), targets=tuple(self.expr(t) for t in targets)
                )
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                note = self.expr(annotation)
                if value is None:
                    return make("declare", targets=(self.expr(target),), annotation=note)
                return make(
                    "assign", self.expr(value), targets=(self.expr(target),), annotation=note
                )
            case ast.AugAssign(target=target, op=op, value=value):
                sign = _OPERATORS.get(type(op), "?")
                return make(
                    "augment", self.expr(value), targets=(self.expr(target),), operator=sign
                )
            case ast.Expr(value=value):
                return make("expression", self.expr(value))
            case ast.Return(value=value):
                return make("return", self._maybe(value))
            case ast.Raise(exc=exc, cause=cause):
                return make("raise", self._maybe(exc), self._maybe(cause))
            case ast.Assert(test=test, msg=message):
                return make("assert", self.expr(test), self._maybe(message))
            case ast.Delete(targets=targets):
                return make("delete", targets=tuple(self.expr(t) for t in targets))
            case ast.If(test=test, body=body, orelse=orelse):
                blocks = self._blocks(path, node, ("body", body), ("else", orelse))
                return make("if", self.expr(test), blocks=blocks)
            case ast.While(test=test, body=body, orelse=orelse):
                blocks = self._blocks(path, node, ("body", body), ("else", orelse))
                return make("while", self.expr(test), blocks=blocks)
            case ast.For() | ast.AsyncFor():
                blocks = self._blocks(path, node, ("body", node.body), ("else", node.orelse))
                return make(
                    "for", self.expr(node.iter), targets=(self.expr(node.target),), blocks=blocks,
                    is_async=isinstance(node, ast.AsyncFor),
                )  # fmt: skip
            case ast.With() | ast.AsyncWith():
                items = tuple(
                    WithItem(self.expr(i.context_expr), self._maybe(i.optional_vars))
                    for i in node.items
                )
                return make(
                    "with", items=items, blocks=self._blocks(path, node, ("body", node.body)),
                    is_async=isinstance(node, ast.AsyncWith),
                )  # fmt: skip
            case ast.Try() | ast.TryStar():
                return make("try", blocks=self._try_blocks(node, path))
            case ast.Match(subject=subject, cases=cases):
                return make("match", self.expr(subject), blocks=self._case_blocks(cases, path))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._bound.add(node.name)
                return make("function", names=(node.name,))
            case ast.ClassDef():
                self._bound.add(node.name)
                return make("class", names=(node.name,))
            case ast.Import(names=aliases):
                self._bound.update(a.asname or a.name.partition(".")[0] for a in aliases)
                tops = [(a.asname or a.name.partition(".")[0], a) for a in aliases]
                found = tuple((n, a.name if a.asname else n, None, 0) for n, a in tops)
                return make("import", names=tuple(n for n, _ in tops), imports=found)
            case ast.ImportFrom(module=source, names=aliases, level=level):
                local = tuple((a.asname or a.name) for a in aliases)
                self._bound.update(local)
                origins = tuple((a.asname or a.name, source or "", a.name, level) for a in aliases)
                return make("import", names=local, imports=origins)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                self._freed.update(names)
                return make("scope", names=tuple(names))
            case ast.Break():
                return make("break")
            case ast.Continue():
                return make("continue")
            case ast.Pass():
                return make("pass")
            case _:
                return make("expression", Opaque(type(node).__name__))

    def _try_blocks(self, node: ast.Try | ast.TryStar, path: tuple[int, ...]) -> tuple[Block, ...]:
        blocks = [Block("body", self.body(node.body, (*path, 0), node))]
        for handler in node.handlers:
            caught = handler.type
            if handler.name:
                self._bound.add(handler.name)
            catches: tuple[Expr, ...] = ()
            if isinstance(caught, ast.Tuple):
                catches = tuple(self.expr(e) for e in caught.elts)
            elif caught is not None:
                catches = (self.expr(caught),)
            steps = self.body(handler.body, (*path, len(blocks)), handler)
            blocks.append(Block("handler", steps, catches, caught is None, handler.name))
        for role, nodes in (("else", node.orelse), ("finally", node.finalbody)):
            if nodes:
                blocks.append(Block(role, self.body(nodes, (*path, len(blocks)), None)))
        return tuple(blocks)

    def _case_blocks(self, cases: list[ast.match_case], path: tuple[int, ...]) -> tuple[Block, ...]:
        blocks = []
        for index, case in enumerate(cases):
            names = tuple(
                name
                for part in ast.walk(case.pattern)
                for name in (getattr(part, "name", None), getattr(part, "rest", None))
                if isinstance(name, str)
            )
            self._bound.update(names)
            steps = self.body(case.body, (*path, index), None)
            guard = self._maybe(case.guard)
            blocks.append(Block("case", steps, pattern_names=names, guard=guard))
        return tuple(blocks)

    # -- expressions ----------------------------------------------------------------------------

    def _maybe(self, node: ast.expr | None) -> Expr | None:
        return None if node is None else self.expr(node)

    def _all(self, nodes: Iterable[ast.expr]) -> tuple[Expr, ...]:
        return tuple(self.expr(n) for n in nodes)

    def expr(self, node: ast.expr) -> Expr:
        match node:
            case ast.Name(id=name, ctx=ctx):
                if not isinstance(ctx, ast.Load):
                    self._bound.add(name)
                return Name(name)
            case ast.Constant(value=value):
                return Constant("none" if value is None else type(value).__name__, value)
            case ast.Attribute(value=value, attr=attr):
                return Attribute(self.expr(value), attr)
            case ast.Call():
                return self._call(node)
            case ast.Await(value=value):
                ordinal = self._awaits.get((node.lineno, node.col_offset), -1)
                return Await(self.expr(value), ordinal, self.span(node))
            case ast.Subscript(value=value, slice=key):
                return Item(self.expr(value), self.expr(key), self.span(node))
            case ast.BinOp(left=left, op=op, right=right):
                return Operation(_OPERATORS[type(op)], (self.expr(left), self.expr(right)))
            case ast.UnaryOp(op=op, operand=operand):
                return Operation(_OPERATORS[type(op)], (self.expr(operand),), self.span(node))
            case ast.BoolOp(op=op, values=values):
                return ShortCircuit("and" if isinstance(op, ast.And) else "or", self._all(values))
            case ast.Compare(left=left, ops=ops, comparators=others):
                signs = "/".join(_OPERATORS[type(o)] for o in ops)
                return Operation(signs, (self.expr(left), *self._all(others)), self.span(node))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return Choice(self.expr(test), self.expr(body), self.expr(orelse))
            case ast.Tuple(elts=items):
                return Display("tuple", self._all(items), self.span(node))
            case ast.List(elts=items):
                return Display("list", self._all(items), self.span(node))
            case ast.Set(elts=items):
                return Display("set", self._all(items), self.span(node))
            case ast.Dict(keys=keys, values=values):
                parts: list[Expr] = []
                for entry, content in zip(keys, values, strict=True):
                    if entry is None:
                        parts.append(Spread(self.expr(content)))
                    else:
                        parts += (self.expr(entry), self.expr(content))
                return Display("dict", tuple(parts))
            case ast.JoinedStr(values=values):
                return Display("text", self._all(values))
            case ast.FormattedValue(value=value, conversion=conversion, format_spec=spec):
                how = "format" if conversion == -1 else f"format!{chr(conversion)}"
                return Operation(how, (self.expr(value), *([self.expr(spec)] if spec else [])))
            case ast.Starred(value=value):
                return Spread(self.expr(value))
            case ast.Slice(lower=lower, upper=upper, step=step):
                parts_given = (lower, upper, step)
                absent = Constant("none", None)
                return Operation(
                    "slice", tuple(absent if n is None else self.expr(n) for n in parts_given)
                )
            case ast.NamedExpr(target=target, value=value):
                self._bound.add(target.id)
                return Bind(target.id, self.expr(value))
            case ast.Lambda(args=args, body=body):
                return Closure(tuple(p.name for p in self._parameters(args)), self.expr(body))
            case ast.ListComp(elt=elt, generators=generators):
                return self._comprehension("list", node, generators, elt)
            case ast.SetComp(elt=elt, generators=generators):
                return self._comprehension("set", node, generators, elt)
            case ast.GeneratorExp(elt=elt, generators=generators):
                return self._comprehension("generator", node, generators, elt)
            case ast.DictComp(key=key, value=value, generators=generators):
                return self._comprehension("dict", node, generators, key, value)
            case ast.Yield(value=value):
                self._yields = True
                return Yield(self._maybe(value))
            case ast.YieldFrom(value=value):
                self._yields = True
                return Yield(self.expr(value))
            case _:
                return Opaque(type(node).__name__)

    def _comprehension(
        self,
        kind: ComprehensionType,
        node: ast.expr,
        generators: list[ast.comprehension],
        *elements: ast.expr,
    ) -> Comprehension:
        parts = self._all(elements)
        return Comprehension(kind, parts, self._clauses(generators), self.span(node))

    def _clauses(self, generators: list[ast.comprehension]) -> tuple[Clause, ...]:
        return tuple(
            Clause(
                self._loop_target(g.target), self.expr(g.iter), self._all(g.ifs), bool(g.is_async)
            )
            for g in generators
        )

    def _loop_target(self, node: ast.expr) -> Expr:
        """A comprehension's loop variable, which its function's scope does not see."""
        before = set(self._bound)
        target = self.expr(node)
        self._bound = before
        return target

    def _call(self, node: ast.Call) -> Call:
        args = [
            Argument(self.expr(a.value), None, "*")
            if isinstance(a, ast.Starred)
            else Argument(self.expr(a))
            for a in node.args
        ]
        args += (Argument(self.expr(k.value), k.arg, "" if k.arg else "**") for k in node.keywords)
        return Call(self.expr(node.func), tuple(args), self.span(node))


def _positions_of_awaits(body: Iterable[ast.stmt], rows: list[int]) -> list[tuple[int, int]]:
    """Where the awaits of a function stand, in source order; nested definitions keep theirs.

    Only what reaches into one of the rows, where the word stands, is looked through.
    """
    found: list[tuple[int, int]] = []
    pending: list[ast.AST] = list(body)
    while pending:
        here = pending.pop()
        if isinstance(here, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(here, ast.stmt | ast.expr):
            first = bisect_left(rows, here.lineno)
            if first == len(rows) or rows[first] > (here.end_lineno or here.lineno):
                continue
        if isinstance(here, ast.Await):
            found.append((here.lineno, here.col_offset))
        pending += ast.iter_child_nodes(here)
    return sorted(found)
