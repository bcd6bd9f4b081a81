"""What is shown of the finding under the cursor: its change, its evidence, its pattern."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static, TabbedContent, TabPane

from codemods.model.findings import Finding
from codemods.pipeline import load_pattern
from codemods.tui import diff
from codemods.tui.proofs import Proof

# Narrower than this, two columns of code cannot be read.
_SIDE_BY_SIDE = 110


class ChangePane(VerticalScroll):
    """Before and after."""

    def __init__(self) -> None:
        super().__init__(id="change")
        self._finding: Finding | None = None
        self._proof: Proof | None = None
        self._beside = True

    def compose(self) -> ComposeResult:
        yield Static(id="difference", markup=False)

    def show(self, finding: Finding | None, proof: Proof | None) -> None:
        """Show a finding's change, or that it is on its way."""
        if finding is not self._finding:
            self.scroll_home(animate=False)
        self._finding, self._proof = finding, proof
        self._draw()

    def toggle(self) -> str:
        """Side by side or not; a word to say where the window has no room for it."""
        self._beside = not self._beside
        self._draw()
        narrow = self._beside and self.size.width < _SIDE_BY_SIDE
        return "The window is too narrow to show both sides." if narrow else ""

    @property
    def side_by_side(self) -> bool:
        return self._beside and self.size.width >= _SIDE_BY_SIDE

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def redraw(self) -> None:
        """Draw in other colours."""
        self._draw()

    def _draw(self) -> None:
        self.border_title = "Before | After" if self.side_by_side else "Change"
        self.query_one("#difference", Static).update(self._content())

    def _content(self) -> RenderableType:
        if self._finding is None:
            return Text("Nothing is chosen.", style="dim")
        if self._proof is None:
            return Text("Writing and proving the change ...", style="dim")
        parts: list[RenderableType] = []
        if self._proof.reason:
            parts.append(Text(self._proof.reason))
        look = self._look()
        draw = diff.side_by_side if self.side_by_side else diff.unified
        for path, before, after in self._proof.changes:
            parts += (Text(path, style="bold"), draw(diff.rows(before, after), look))
        return Lines(*parts)

    def _look(self) -> diff.Look:
        if self.app.no_color:
            return diff.PLAIN
        return diff.DARK if self.app.current_theme.dark else diff.LIGHT


class DetailPane(Container):
    """Why, and what the pattern is about."""

    def __init__(self) -> None:
        super().__init__(id="details")

    def compose(self) -> ComposeResult:
        with TabbedContent():
            for title, name in (("Evidence", "evidence"), ("Pattern", "pattern")):
                with TabPane(title, id=name), VerticalScroll():
                    yield Static(id=f"{name}-text", markup=False)

    @property
    def tab(self) -> str:
        """Which of the two is in front."""
        return self.query_one(TabbedContent).active

    @tab.setter
    def tab(self, name: str) -> None:
        self.query_one(TabbedContent).active = name

    def show(self, finding: Finding | None) -> None:
        """Show what is known of a finding."""
        lines = Text("\n").join(_evidence(finding)) if finding else Text()
        self.query_one("#evidence-text", Static).update(lines)
        told = inspect.cleandoc(load_pattern(finding.pattern).__doc__ or "") if finding else ""
        self.query_one("#pattern-text", Static).update(Text(told))


def _evidence(finding: Finding) -> Iterator[Text]:
    cost = f"  {finding.cost_before} -> {finding.cost_after}" if finding.cost_before else ""
    head = f"{finding.verdict}  {finding.severity}{cost}"
    yield Text(head, style="bold")
    yield Text(finding.message)
    for missing in finding.missing:
        yield Text.assemble(("not proved ", "bold yellow"), missing)
    for evidence in finding.evidence:
        yield Text.assemble(("because ", "dim"), evidence)
    yield Text(f"{finding.path}:{finding.span.line}  {finding.function}  {finding.id}", style="dim")
