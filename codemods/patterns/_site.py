"""The function a pattern looks at, and how it tells what it decides there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codemods.model.code import Block, Function, Step
from codemods.model.findings import Finding, Refused, Severity, Verdict, identity
from codemods.model.spans import Span
from codemods.model.steps import AddImport, FileEdit, PlanStep
from codemods.project.codebase import Module
from codemods.project.effects import Effects
from codemods.project.project import Project


@dataclass(frozen=True, slots=True)
class Where:
    """A block: its path, its steps, and the steps (with the block of each) around it."""

    path: tuple[int, ...]
    steps: tuple[Step, ...]
    ancestors: tuple[tuple[Step, Block], ...]


class Site:
    """One function under one pattern."""

    def __init__(
        self, pattern: str, project: Project, effects: Effects, function: Function, module: Module
    ) -> None:
        self.pattern = pattern
        self.project = project
        self.effects = effects
        self.function = function
        self.module = module
        self.scope = effects.scope_of(function)
        self.seen: dict[str, int] = {}

    def make(
        self,
        where: Where,
        span: Span,
        verdict: Verdict,
        message: str,
        evidence: Sequence[str],
        missing: Sequence[str],
        before: str,
        after: str,
        steps: tuple[PlanStep, ...],
        indexes: Sequence[int],
        severity: Severity | None = None,
    ) -> Finding:
        lines = self.project.lines(self.module.path)
        text = "\n".join(
            "\n".join(lines[where.steps[i].span.line - 1 : where.steps[i].span.end_line])
            for i in indexes
        )
        if severity is None:
            gained = int(before) - int(after) if before.isdigit() and after.isdigit() else 2
            severity = "high" if gained >= 2 else "medium"
        return Finding(
            identity(self.pattern, self.module.path, self.function.name, text, self.seen),
            self.pattern,
            self.module.path,
            span,
            self.function.name,
            verdict,
            severity,
            message,
            tuple(evidence),
            tuple(missing),
            before,
            after,
            (FileEdit(self.module.path, (*steps, AddImport("asyncio"))),) if steps else (),
        )

    def refusal(self, first: Span, last: Span, reason: str) -> Refused:
        span = Span(first.line, first.column, last.end_line, last.end_column)
        return Refused(self.pattern, self.module.path, span, self.function.name, reason)
