"""Writing `AwaitEach`: a loop that awaits item by item awaits all its items together."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from codemods.languages.python.collecting import collecting
from codemods.languages.python.layout import Entry, Page, call, deepen
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.statements import (
    Spelled,
    Statements,
    await_at,
    awaits,
    blank_lines_above,
    comments_above,
    parse_statements,
    position,
    small,
)
from codemods.languages.python.together import raising, raising_one
from codemods.model.steps import AwaitEach


def write_each(
    statements: Statements, function: cst.FunctionDef, step: AwaitEach, page: Page, spelled: Spelled
) -> cst.FunctionDef:
    """The function with one loop or comprehension rewritten."""
    body = statements.block(function, step.path)
    place = position(body, step.statement)
    first = position(body, step.fresh) if step.fresh is not None else place
    new = _Writer(statements, body, step, page, spelled).write(place, first)
    return statements.with_block(function, step.path, [*body[:first], *new, *body[place + 1 :]])


class _Writer:
    def __init__(
        self,
        statements: Statements,
        body: list[cst.BaseStatement],
        step: AwaitEach,
        page: Page,
        spelled: Spelled,
    ) -> None:
        self.statements = statements
        self.body = body
        self.step = step
        self.page = page
        self.spelled = spelled

    def write(self, place: int, first: int) -> list[cst.BaseStatement]:
        statement = self.body[place]
        match self.step.shape:
            case "comprehension":
                new = self.comprehension(statement)
            case "append":
                new = self.append(statement, self.body[first] if first != place else None)
            case "consume":
                new = self.consume(statement)
            case "ignore":
                new = self.ignore(statement)
            case "build":
                new = self.build(statement, self.body[first] if first != place else None)
            case "body":
                new = self.whole_body(statement)
        leading = list(getattr(self.body[first], "leading_lines", ()))
        if first != place:
            leading += [line for line in getattr(statement, "leading_lines", ()) if line.comment]
        if first == 0 and not self.step.path and not leading:
            leading = []
        new[0] = new[0].with_changes(leading_lines=leading)
        return new

    # -- pieces ---------------------------------------------------------------------------------

    def prelude(self, parameters: str, result: str) -> list[str]:
        """The semaphore and the local coroutine, where the step wants them."""
        step = self.page.step
        text: list[str] = []
        if self.step.limit is not None:
            text += [
                f"{self.step.semaphore} = {self.spelled.of('Semaphore')}({self.step.limit})",
                "",
            ]
        if self.step.coroutine:
            text.append(f"async def {self.step.coroutine}({parameters}):")
            inner = step
            if self.step.limit is not None:
                text.append(f"{step}async with {self.step.semaphore}:")
                inner = step * 2
            text += [deepen(result, inner), ""]
        return text

    def each(self, parameters: str, direct: str, clauses: str) -> str:
        """`f(x) for x in xs`, through the local coroutine where there is one."""
        head = f"{self.step.coroutine}({parameters})" if self.step.coroutine else direct
        return f"{head} {clauses}"

    def gathered(self, head: str, each: str) -> str:
        """`head` with `await gather(*(each))` behind it."""
        entries = [Entry(f"*({each})")]
        if self.step.ordered:
            entries.append(Entry("return_exceptions=True"))
        return _call(self.page, f"{head}await {self.spelled.call()}(", entries)

    def parameters(self, targets: Sequence[cst.BaseExpression]) -> str:
        names: list[str] = []
        for target in targets:
            names += (n for n in _names(target) if n not in names)
        return ", ".join(names)

    def statements_from(self, lines: Sequence[str]) -> list[cst.BaseStatement]:
        return parse_statements("\n".join(lines), self.page.step)

    # -- shapes ---------------------------------------------------------------------------------

    def comprehension(self, statement: cst.BaseStatement) -> list[cst.BaseStatement]:
        node = await_at(statement, self.step.ordinal)
        loop = _comprehension_of(statement, node)
        clauses = self.statements.text(loop.for_in).strip()
        parameters = self.parameters(_targets(loop.for_in))
        if isinstance(loop, cst.DictComp):
            result = f"return {self.statements.text(loop.key)}, {self.statements.text(loop.value)}"
            wrap = "dict"
        else:
            result = f"return {self.statements.text(loop.elt)}"
            wrap = "set" if isinstance(loop, cst.SetComp) else ""
        lines = self.prelude(parameters, result)
        each = self.each(parameters, self.statements.text(node.expression), clauses)
        if self.step.ordered:
            lines.append(self.gathered(f"{self.step.results} = ", each))
            lines.append(raising(self.step.results, self.page.step))
            value = f"{wrap}({self.step.results})" if wrap else self.step.results
            last = statement.deep_replace(loop, cst.parse_expression(value))
            return [*self.statements_from(lines), _bare(last)]
        marker = "replaced_here"
        around = _bare(statement.deep_replace(loop, cst.Name(marker)))
        text = self.statements.text(around).rstrip("\n")
        before, found, after = text.partition(marker)
        if not found or "\n" in text:
            value = f"await {self.spelled.call()}(*({each}))"
            inner = cst.parse_expression(f"{wrap}({value})" if wrap else value)
            return [*self.statements_from(lines), _bare(statement.deep_replace(loop, inner))]
        lines.append(self.inline(before, wrap, each, after))
        return self.statements_from(lines)

    def inline(self, before: str, wrap: str, each: str, after: str) -> str:
        """`xs = await gather(*(each))` in a statement of one line, broken where it is too long."""
        head = f"{before}{wrap}(" if wrap else before
        tail = f"){after}" if wrap else after
        one = f"{head}await {self.spelled.call()}(*({each})){tail}"
        if self.page.fits(one):
            return one
        if wrap and not after.strip():
            deeper = Page(self.page.width, self.page.indent + len(self.page.step), self.page.step)
            inner = _call(deeper, f"await {self.spelled.call()}(", [Entry(f"*({each})")])
            return f"{head}\n{deepen(inner, self.page.step)}\n{tail}"
        if after.strip().startswith("#"):
            return (
                _call(self.page, f"{head}await {self.spelled.call()}(", [Entry(f"*({each})")])
                + tail
            )
        return _call(self.page, f"{head}await {self.spelled.call()}(", [Entry(f"*({each})")], tail)

    def append(
        self, statement: cst.BaseStatement, fresh: cst.BaseStatement | None
    ) -> list[cst.BaseStatement]:
        loop = _for(statement)
        inner = small(_body(loop)[0])
        appended = inner.value if isinstance(inner, cst.Expr) else None
        if not isinstance(appended, cst.Call) or not isinstance(appended.func, cst.Attribute):
            raise CannotWrite("an `append` was expected")
        element = appended.args[0].value
        node = await_at(statement, self.step.ordinal)
        parameters = self.parameters([loop.target])
        lines = self.prelude(parameters, f"return {self.statements.text(element)}")
        clauses = f"for {self.statements.text(loop.target)} in {self.statements.text(loop.iter)}"
        each = self.each(parameters, self.statements.text(node.expression), clauses)
        lines += self.collected(self.statements.text(appended.func.value), fresh, each)
        return self.statements_from(lines)

    def collected(self, out: str, fresh: cst.BaseStatement | None, each: str) -> list[str]:
        """All results put into the list `out`, which `fresh` has made where it stands before."""
        head = f"{out} = "
        if fresh is not None:
            made = small(fresh)
            if isinstance(made, cst.AnnAssign):
                head = f"{out}: {self.statements.text(made.annotation.annotation)} = "
        if self.step.ordered:
            taken = (
                f"{head}{self.step.results}"
                if fresh is not None
                else f"{out}.extend({self.step.results})"
            )
            gathered = self.gathered(f"{self.step.results} = ", each)
            return [gathered, raising(self.step.results, self.page.step), taken]
        if fresh is not None:
            return [self.gathered(head, each)]
        return [self.inline(f"{out}.extend(", "", each, ")")]

    def build(
        self, statement: cst.BaseStatement, fresh: cst.BaseStatement | None
    ) -> list[cst.BaseStatement]:
        loop = _for(statement)
        parameters = self.parameters([loop.target])
        lines = self.prelude(parameters, "pass")
        clauses = f"for {self.statements.text(loop.target)} in {self.statements.text(loop.iter)}"
        lines += self.put_in(fresh, self.each(parameters, "", clauses))
        new = self.statements_from(lines)
        body = collecting(loop.body, self.step.out, self.step.skips, self.step.hoist)
        for number, item in enumerate(new):
            if isinstance(item, cst.FunctionDef):
                new[number] = _with_innermost(item, body)
        return new

    def put_in(self, fresh: cst.BaseStatement | None, each: str) -> list[str]:
        """What the items gave, put into the list or dict."""
        step, results = self.step, self.step.results
        if step.into == "list" and not step.skips:
            return self.collected(step.out, fresh, each)
        one = results.removesuffix("s") if results.endswith("s") else results + "_item"
        value = f"[made for {one} in {results} for made in {one}]" if step.skips else results
        lines = [self.gathered(f"{results} = ", each)]
        if step.ordered:
            lines.append(raising(results, self.page.step))
        if fresh is None:
            into = "extend" if step.into == "list" else "update"
            return [*lines, f"{step.out}.{into}({value.removeprefix('[').removesuffix(']')})"]
        made = small(fresh)
        head = f"{step.out} = "
        if isinstance(made, cst.AnnAssign):
            head = f"{step.out}: {self.statements.text(made.annotation.annotation)} = "
        if step.into == "dict":
            value = f"dict({value.removeprefix('[').removesuffix(']')})"
        return [*lines, f"{head}{value}"]

    def consume(self, statement: cst.BaseStatement) -> list[cst.BaseStatement]:
        loop = _for(statement)
        body = _body(loop)
        first = small(body[0])
        node = await_at(statement, self.step.ordinal)
        if self.step.hoist:
            body = [body[0], _put(body[0], node, self.step.hoist), *body[1:]]
        elif not isinstance(first, cst.Assign) or len(first.targets) != 1:
            raise CannotWrite("an assignment was expected")
        target = self.statements.text(loop.target)
        iterable = self.statements.text(loop.iter)
        name = self.step.hoist
        if isinstance(first, cst.Assign) and not name:
            name = self.statements.text(first.targets[0].target)
        parameters = self.parameters([loop.target])
        lines = self.prelude(parameters, f"return await {self.statements.text(node.expression)}")
        each = self.each(
            parameters, self.statements.text(node.expression), f"for {target} in {iterable}"
        )
        shown = (
            f"({target})" if isinstance(loop.target, cst.Tuple) and not loop.target.lpar else target
        )
        rest = list(body[1:]) or [cst.SimpleStatementLine([cst.Pass()])]
        if self.step.ordered:
            lines.append(self.gathered(f"{self.step.results} = ", each))
            if self.step.in_turn:
                guard = raising_one(name, self.page.step)
                rest = [*parse_statements(guard, self.page.step), *rest]
            else:
                lines.append(raising(self.step.results, self.page.step))
            head = f"for {shown}, {name} in zip({iterable}, {self.step.results}):"
        else:
            value = f"await {self.spelled.call()}(*({each}))"
            head = f"for {shown}, {name} in zip({iterable}, {value}):"
            if not self.page.fits(head):
                deeper = Page(
                    self.page.width, self.page.indent + len(self.page.step), self.page.step
                )
                gathered = _call(deeper, f"await {self.spelled.call()}(", [Entry(f"*({each})")])
                both = f"{iterable}, {value}"
                if self.page.fits(both, len(self.page.step)):
                    inside = self.page.step + both
                else:
                    inside = f"{self.page.step}{iterable},\n{deepen(gathered, self.page.step)},"
                head = f"for {shown}, {name} in zip(\n{inside}\n):"
        lines.append(f"{head}\n{self.page.step}pass")
        new = self.statements_from(lines)
        last = new[-1]
        if not isinstance(last, cst.For):
            raise CannotWrite("a loop was expected")
        above = comments_above(body[0])
        if self.step.hoist:
            pass
        elif above and rest:
            rest[0] = rest[0].with_changes(
                leading_lines=[
                    *(cst.EmptyLine(comment=cst.Comment(c)) for c in above),
                    *getattr(rest[0], "leading_lines", ()),
                ]
            )
        elif rest and blank_lines_above(rest[0]):
            own = list(getattr(rest[0], "leading_lines", ()))
            rest[0] = rest[0].with_changes(leading_lines=own[len(blank_lines_above(rest[0])) :])
        new[-1] = last.with_changes(
            body=loop.body.with_changes(body=rest), leading_lines=last.leading_lines
        )
        return new

    def ignore(self, statement: cst.BaseStatement) -> list[cst.BaseStatement]:
        loop = _for(statement)
        node = await_at(statement, self.step.ordinal)
        parameters = self.parameters([loop.target])
        direct = self.statements.text(node.expression)
        lines = self.prelude(parameters, f"return await {direct}")
        clauses = f"for {self.statements.text(loop.target)} in {self.statements.text(loop.iter)}"
        each = self.each(parameters, direct, clauses)
        if self.step.ordered:
            lines.append(self.gathered(f"{self.step.results} = ", each))
            lines.append(raising(self.step.results, self.page.step))
        else:
            lines.append(self.gathered("", each))
        return self.statements_from(lines)

    def whole_body(self, statement: cst.BaseStatement) -> list[cst.BaseStatement]:
        loop = _for(statement)
        parameters = self.parameters([loop.target])
        lines = self.prelude(parameters, "pass")
        clauses = f"for {self.statements.text(loop.target)} in {self.statements.text(loop.iter)}"
        lines.append(self.gathered("", self.each(parameters, "", clauses)))
        new = self.statements_from(lines)
        body = loop.body.visit(_Returning())
        for number, item in enumerate(new):
            if isinstance(item, cst.FunctionDef):
                new[number] = _with_innermost(item, body)
        return new


class _Returning(cst.CSTTransformer):
    """`continue` of the loop itself becomes `return`."""

    def visit_For(self, node: cst.For) -> bool:  # noqa: N802
        return False

    def visit_While(self, node: cst.While) -> bool:  # noqa: N802
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802
        return False

    def leave_Continue(  # noqa: N802
        self, original_node: cst.Continue, updated_node: cst.Continue
    ) -> cst.BaseSmallStatement:
        return cst.Return()


def _with_innermost(function: cst.FunctionDef, body: object) -> cst.FunctionDef:
    inner = function.body.body[0]
    if not isinstance(body, cst.IndentedBlock):
        raise CannotWrite("the loop's body stands on one line")
    if isinstance(inner, cst.With):
        changed = inner.with_changes(body=body)
        return function.with_changes(body=function.body.with_changes(body=[changed]))
    return function.with_changes(body=body)


def _call(page: Page, head: str, entries: Sequence[Entry], tail: str = "") -> str:
    return call(page, head, entries, ")" + tail)


def _bare(statement: object) -> cst.BaseStatement:
    if not isinstance(statement, cst.BaseStatement):
        raise CannotWrite("the statement has gone")
    return statement.with_changes(leading_lines=[])


def _for(statement: cst.BaseStatement) -> cst.For:
    if (
        not isinstance(statement, cst.For)
        or statement.orelse is not None
        or statement.asynchronous is not None
    ):
        raise CannotWrite("a plain loop was expected")
    return statement


def _body(loop: cst.For) -> Sequence[cst.BaseStatement]:
    if not isinstance(loop.body, cst.IndentedBlock):
        raise CannotWrite("the loop's body stands on one line")
    return loop.body.body


def _comprehension_of(
    statement: cst.BaseStatement, node: cst.Await
) -> cst.ListComp | cst.SetComp | cst.DictComp:
    class Finder(cst.CSTVisitor):
        found: cst.ListComp | cst.SetComp | cst.DictComp | None = None

        def on_visit(self, here: cst.CSTNode) -> bool:
            if isinstance(here, cst.ListComp | cst.SetComp | cst.DictComp) and any(
                a is node for a in awaits(here)
            ):
                self.found = here
            return True

    finder = Finder()
    statement.visit(finder)
    if finder.found is None:
        raise CannotWrite("no comprehension holds the await")
    return finder.found


def _targets(clause: cst.CompFor) -> list[cst.BaseExpression]:
    found: list[cst.BaseExpression] = [clause.target]
    inner = clause.inner_for_in
    while inner is not None:
        found.append(inner.target)
        inner = inner.inner_for_in
    return found


def _names(target: cst.BaseExpression) -> list[str]:
    match target:
        case cst.Name(value=name):
            return [name]
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            return [n for e in elements for n in _names(e.value)]
        case _:
            raise CannotWrite("the loop's target is no plain name")


def _put(statement: cst.BaseStatement, node: cst.Await, name: str) -> cst.BaseStatement:
    """The statement with a name in the place of an await."""
    changed = statement.deep_replace(node, cst.Name(name))
    if not isinstance(changed, cst.BaseStatement):
        raise CannotWrite("a statement was expected")
    return changed
