"""Writing `AwaitTogether`: several awaits of a block become one."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from codemods.languages.python.layout import Entry, Page, assignment, call, deepen
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.statements import (
    Spelled,
    Statements,
    await_at,
    blank_lines_above,
    comment_beside,
    comments_above,
    parse_statements,
    position,
    small,
)
from codemods.model.steps import AwaitTogether, Keep, Member, Together


def write_together(
    statements: Statements,
    function: cst.FunctionDef,
    step: AwaitTogether,
    page: Page,
    spelled: Spelled,
) -> cst.FunctionDef:
    """The function with one run of statements put into its new order."""
    body = statements.block(function, step.path)
    writer = _Writer(statements, body, step, page, spelled)
    first, last = position(body, step.first), position(body, step.last)
    new = writer.write()
    return statements.with_block(function, step.path, [*body[:first], *new, *body[last + 1 :]])


class _Writer:
    def __init__(
        self,
        statements: Statements,
        body: list[cst.BaseStatement],
        step: AwaitTogether,
        page: Page,
        spelled: Spelled,
    ) -> None:
        self.statements = statements
        self.body = body
        self.step = step
        self.page = page
        self.spelled = spelled
        self.names: dict[int, dict[int, str]] = {}
        for item in step.order:
            if isinstance(item, Together):
                for member in item.members:
                    if member.bind == "name":
                        self.names.setdefault(member.statement, {})[member.ordinal] = member.name
        kept = {i.statement for i in step.order if isinstance(i, Keep)}
        taken = {m.statement for i in step.order if isinstance(i, Together) for m in i.members}
        taken |= {
            m.default
            for i in step.order
            if isinstance(i, Together)
            for m in i.members
            if m.default is not None
        }
        for index in range(step.first, step.last + 1):
            if index not in kept | taken:
                raise CannotWrite(f"the plan forgets statement {index}")

    def statement(self, index: int) -> cst.BaseStatement:
        return self.body[position(self.body, index)]

    def write(self) -> list[cst.BaseStatement]:
        new: list[cst.BaseStatement] = []
        blank = blank_lines_above(self.statement(self.step.first))
        for number, item in enumerate(self.step.order):
            if isinstance(item, Keep):
                kept = self.kept(item.statement)
                if number == 0:
                    kept = _lead(kept, blank, kept=True)
                new.append(kept)
                continue
            made = self.together(item, after=bool(new) or self.step.first > 0 or bool(blank))
            if number == 0 and made:
                made[0] = _lead(made[0], blank)
            elif made and blank_lines_above(self.statement(item.members[0].statement)):
                made[0] = _lead(made[0], [cst.EmptyLine(indent=False)])
            new += made
        return new

    def kept(self, index: int) -> cst.BaseStatement:
        """A statement that stays, the awaits that ran before replaced by their names."""
        statement = self.statement(index)
        names = {await_at(statement, o): n for o, n in self.names.get(index, {}).items()}
        changed = statement.visit(_Named(names))
        if not isinstance(changed, cst.BaseStatement):
            raise CannotWrite("the statement has gone")
        return changed

    def together(self, group: Together, after: bool) -> list[cst.BaseStatement]:
        text: list[str] = []
        entries: list[Entry] = []
        targets: list[str] = []
        declared: list[str] = []
        defined = ""
        for member in group.members:
            if member.coroutine:
                defined += ("\n" if defined else "") + self.coroutine(member) + "\n"
                target = self.conditional_target(member)
                value = f"{member.coroutine}()"
            else:
                target, value = self.plain(member, declared)
            targets.append(target)
            above, beside = self.comments(member)
            entries.append(Entry(value, above, beside))
        ignored = all(t == "_" for t in targets)
        wanted = [] if ignored else targets
        if self.step.style == "taskgroup":
            text += self.task_group(group, entries, wanted)
        elif group.in_turn:
            text += self.in_turn(group, entries, targets)
        elif group.ordered:
            text += self.ordered(group, entries, wanted)
        else:
            head = assignment(self.page, wanted, f"await {self.spelled.call()}(")
            text.append(call_text(self.page, head, entries))
        new = parse_statements("\n".join([*declared, *text]), self.page.step)
        if defined:
            definitions = parse_statements(defined, self.page.step)
            definitions[0] = _lead(definitions[0], [cst.EmptyLine(indent=False)] if after else [])
            new[0] = _lead(new[0], [cst.EmptyLine(indent=False)])
            new = [*definitions, *new]
        return new

    def comments(self, member: Member) -> tuple[tuple[str, ...], str]:
        if member.bind == "name":
            return (), ""
        statement = self.statement(member.statement)
        above = comments_above(statement)
        if member.default is not None:
            above = (*comments_above(self.statement(member.default)), *above)
        return above, comment_beside(statement)

    def plain(self, member: Member, declared: list[str]) -> tuple[str, str]:
        """The target and the awaitable of a member that is simply awaited."""
        statement = self.statement(member.statement)
        node = await_at(statement, member.ordinal)
        value = self.statements.text(node.expression)
        if member.bind == "name":
            return member.name, value
        if member.bind == "ignored":
            return "_", value
        inner = small(statement)
        if isinstance(inner, cst.AnnAssign):
            if inner.value is not node:
                raise CannotWrite("the assignment holds more than the await")
            declared.append(
                f"{self.statements.text(inner.target)}: {self.statements.text(inner.annotation.annotation)}"
            )
            return self.statements.text(inner.target), value
        if not isinstance(inner, cst.Assign) or len(inner.targets) != 1 or inner.value is not node:
            raise CannotWrite("the assignment holds more than the await")
        target = inner.targets[0].target
        text = self.statements.text(target)
        if isinstance(target, cst.Tuple) and not target.lpar:
            text = f"({text})"
        return text, value

    def conditional_target(self, member: Member) -> str:
        statement = self.statement(member.statement)
        if isinstance(statement, cst.If):
            inner = small(_only(statement.body))
        else:
            inner = small(statement)
        if isinstance(inner, cst.AnnAssign):
            return self.statements.text(inner.target)
        if not isinstance(inner, cst.Assign):
            raise CannotWrite("an assignment was expected")
        return self.statements.text(inner.targets[0].target)

    def coroutine(self, member: Member) -> str:
        """A local coroutine that awaits only when its condition holds."""
        step = self.page.step
        statement = self.statement(member.statement)
        head = f"async def {member.coroutine}():\n"
        if isinstance(statement, cst.If) and member.default is not None:
            inner = small(_only(statement.body))
            default = small(self.statement(member.default))
            if not isinstance(inner, cst.Assign) or not isinstance(default, cst.Assign):
                raise CannotWrite("an assignment was expected")
            test = self.statements.text(statement.test)
            value = deepen(f"return {self.statements.text(inner.value)}", step * 2)
            other = deepen(f"return {self.statements.text(default.value)}", step)
            return f"{head}{step}if {test}:\n{value}\n{other}"
        inner = small(statement)
        value_node = inner.value if isinstance(inner, cst.Assign | cst.AnnAssign) else None
        if value_node is None:
            raise CannotWrite("an assignment was expected")
        return head + deepen(f"return {self.statements.text(value_node)}", step)

    def ordered(self, group: Together, entries: Sequence[Entry], targets: list[str]) -> list[str]:
        """Outcomes are collected; the first error in program order is raised."""
        head = f"{group.results} = await {self.spelled.call()}("
        text = [call_text(self.page, head, [*entries, Entry("return_exceptions=True")])]
        text.append(raising(group.results, self.page.step))
        if targets:
            text.append(assignment(self.page, targets, group.results))
        return text

    def in_turn(self, group: Together, entries: Sequence[Entry], targets: list[str]) -> list[str]:
        """Outcomes are looked at one by one: what came before an error is stored before it is raised."""
        names = [member.name for member in group.members]
        head = assignment(self.page, names, f"await {self.spelled.call()}(")
        text = [call_text(self.page, head, [*entries, Entry("return_exceptions=True")])]
        for name, target in zip(names, targets, strict=True):
            text.append(raising_one(name, self.page.step))
            if target not in ("_", name):
                text.append(f"{target} = {name}")
        return text

    def task_group(
        self, group: Together, entries: Sequence[Entry], targets: list[str]
    ) -> list[str]:
        step, name = self.page.step, self.step.group
        inner = Page(self.page.width, self.page.indent + len(step), step)
        rows = [f"async with {self.spelled.of('TaskGroup')}() as {name}:"]
        results = []
        for number, entry in enumerate(entries):
            wanted = targets[number] if targets else "_"
            rows += (step + comment for comment in entry.above)
            plain = Entry(entry.text, (), "")
            if wanted == "_":
                made = call_text(inner, f"{name}.create_task(", [plain])
            else:
                task = f"{wanted}_task" if wanted.isidentifier() else f"{name}_task_{number + 1}"
                made = call_text(inner, f"{task} = {name}.create_task(", [plain])
                results.append((wanted, f"{task}.result()"))
            rows.append(deepen(made, step) + (f"  {entry.beside}" if entry.beside else ""))
        if results:
            left = [t for t, _ in results]
            line = f"{', '.join(left)} = {', '.join(r for _, r in results)}"
            if self.page.fits(line):
                rows.append(line)
            else:
                rows += (f"{t} = {r}" for t, r in results)
        return ["\n".join(rows)]


class _Named(cst.CSTTransformer):
    """Awaits that ran before give way to the names of their values."""

    def __init__(self, names: dict[cst.Await, str]) -> None:
        super().__init__()
        self.names = names

    def leave_Await(  # noqa: N802
        self, original_node: cst.Await, updated_node: cst.Await
    ) -> cst.BaseExpression:
        name = self.names.get(original_node)
        return updated_node if name is None else cst.Name(name)


def call_text(page: Page, head: str, entries: Sequence[Entry]) -> str:
    """A call whose head may span lines already."""
    if "\n" not in head:
        return call(page, head, entries)
    before, _, last = head.rpartition("\n")
    return before + "\n" + call(page, last, entries)


def raising(results: str, step: str) -> str:
    """The loop that raises the first error among outcomes."""
    one = results.removesuffix("s") if results.endswith("s") else results + "_item"
    return f"for {one} in {results}:\n{deepen(raising_one(one, step), step)}"


def raising_one(one: str, step: str) -> str:
    """The lines that raise an outcome where it is an error."""
    return f"if isinstance({one}, BaseException):\n{step}raise {one}"


def _only(suite: cst.BaseSuite) -> cst.BaseStatement:
    if isinstance(suite, cst.IndentedBlock) and len(suite.body) == 1:
        return suite.body[0]
    raise CannotWrite("a block of one statement was expected")


def _lead(
    statement: cst.BaseStatement, lines: Sequence[cst.EmptyLine], kept: bool = False
) -> cst.BaseStatement:
    """The statement with these blank lines before it; a kept one keeps its comments."""
    if kept:
        own = list(getattr(statement, "leading_lines", ()))
        rest = own[len(blank_lines_above(statement)) :]
        return statement.with_changes(leading_lines=[*lines, *rest])
    return statement.with_changes(leading_lines=list(lines))
