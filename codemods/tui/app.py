"""The full-screen review: look at findings, decide, apply."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Footer, Input, Static, Tree

from codemods.delivery.decisions import Choice
from codemods.model.findings import Finding
from codemods.tui.board import GROUPINGS, Board, Filter
from codemods.tui.dialogs import FilterDialog, HelpDialog, QuestionDialog, ReasonDialog
from codemods.tui.panes import ChangePane, DetailPane
from codemods.tui.proofs import Proofs, Prove
from codemods.tui.tree import MARKS, FindingTree

_AHEAD = 3  # proofs that are prepared, the one that is looked at among them


@dataclass
class Proved(Message):
    """The change of a finding is known now."""

    identity: str


class ReviewApp(App[bool]):
    """Ends with True when what is taken shall be applied."""

    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012
    CSS = """
    #title { height: 1; padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
    #body { height: 1fr; }
    #tree, #change, #details { border: round $foreground 30%; padding: 0; }
    #tree:focus, #change:focus { border: round $primary; }
    #tree { background: transparent; scrollbar-size-vertical: 1; }
    #right { height: 1fr; }
    #change { height: 2fr; padding: 0 1; scrollbar-size-vertical: 1; }
    #details { height: 1fr; }
    #details TabPane { padding: 0 1; }
    #details VerticalScroll { scrollbar-size-vertical: 1; }
    .-wide #body { layout: horizontal; }
    .-wide #tree { width: 30%; min-width: 44; max-width: 64; }
    .-narrow #tree { height: auto; max-height: 35%; }
    .-short #details { display: none; }
    .-short.-details #details { display: block; }
    .-short.-details #change { display: none; }
    #search { display: none; height: 1; border: none; padding: 0 1; background: $surface; }
    #search.-open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "decide('take')", "Take"),
        Binding("n", "decide('skip')", "Skip"),
        Binding("i", "ignore", "Ignore"),
        Binding("u", "decide(None)", "Undo", show=False),
        Binding("v", "details('evidence')", "Why"),
        Binding("p", "details('pattern')", "Pattern", show=False),
        Binding("s", "split", "Split"),
        Binding("g", "group", "Group"),
        # What is typed behind it belongs to the search, however fast it comes: nothing is before it.
        Binding("slash", "search", "Search", key_display="/", priority=True),
        Binding("f", "filter", "Filter"),
        Binding("w", "apply", "Apply"),
        Binding("q", "leave", "Quit"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("t", "light", "Light or dark", show=False),
        Binding("space,right_square_bracket", "scroll(1)", show=False),
        Binding("b,left_square_bracket", "scroll(-1)", show=False),
        Binding("escape", "show_all", show=False),
    ]

    def __init__(self, board: Board, prove: Prove, name: str, where: str = "") -> None:
        super().__init__()
        self.board = board
        self.proofs = Proofs(prove, lambda identity: self._told(identity))
        self._name = name
        self._where = where
        self._before_search = Filter()

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        with Container(id="body"):
            yield FindingTree(self.board)
            with Vertical(id="right"):
                yield ChangePane()
                yield DetailPane()
        yield Input(placeholder="search; enter: keep, escape: show all", id="search", compact=True)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.theme = _theme()
        self._end_when_told()
        self.tree_pane.fill()
        self.tree_pane.focus()
        self._title()
        if self.board.decided:
            self._offer()

    @property
    def tree_pane(self) -> FindingTree:
        return self.query_one(FindingTree)

    # -- what is looked at ----------------------------------------------------------------------

    @on(Tree.NodeHighlighted)
    @on(FindingTree.Looked)
    def _moved(self) -> None:
        if not self.query(FindingTree):  # the last messages of a screen that is being left
            return
        finding = self.tree_pane.current()
        self.query_one(DetailPane).show(finding)
        self._show_change()
        if finding is not None:
            self.proofs.ask(self.tree_pane.following(_AHEAD))

    @on(Proved)
    def _proved(self, event: Proved) -> None:
        if not self.query(FindingTree):
            return
        finding = self.tree_pane.current()
        if finding is not None and finding.id == event.identity:
            self._show_change()

    def _told(self, identity: str) -> None:
        self.post_message(Proved(identity))

    def _show_change(self) -> None:
        finding = self.tree_pane.current()
        proof = self.proofs.get(finding.id) if finding else None
        self.query_one(ChangePane).show(finding, proof)

    def _title(self) -> None:
        board = self.board
        shown, counts = len(board.visible()), board.counts(board.findings)
        parts = [f"refactor review  {self._name}", f"{len(board.findings)} findings"]
        if told := board.filter.told():
            parts.append(f"{shown} shown: {told}")
        marks = [f"{MARKS[c]}{counts[c]}" for c in ("take", "skip", "ignore")]
        parts.append(" ".join(marks))
        if not board.store.kept:
            parts.append("decisions are not kept")
        title = Text("  |  ".join(parts), no_wrap=True, overflow="ellipsis")
        self.query_one("#title", Static).update(title)
        self.tree_pane.border_title = f"By {board.grouping}"

    def _refilled(self) -> None:
        self.tree_pane.fill()
        self._title()

    # -- deciding -------------------------------------------------------------------------------

    def action_decide(self, choice: Choice | None) -> None:
        meant = self.tree_pane.meant()
        done = self.board.decide(meant, choice)
        if choice == "take" and len(done) < len(meant):
            self._tell_what_was_not_taken(meant, done)
        self._decided(done, on=choice is not None)

    def action_ignore(self) -> None:
        meant = self.tree_pane.meant()
        possible = [f for f in meant if not self.board.why_no_comment(f)]
        if not possible:
            for finding in meant[:1]:
                self.notify(self.board.why_no_comment(finding), severity="warning")
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._decided(self.board.decide(possible, "ignore", reason), on=True)

        self.push_screen(ReasonDialog(_places(len(possible)), possible[0].pattern), answered)

    def _decided(self, done: list[Finding], on: bool) -> None:
        if done:
            if self.board.filter.undecided:
                self.tree_pane.fill()
            else:
                self.tree_pane.relabel(done)
                if on:
                    self.tree_pane.go_on()
        self._title()

    def _tell_what_was_not_taken(self, meant: Sequence[Finding], done: list[Finding]) -> None:
        if len(meant) == 1:
            self.notify(self.board.why_not(meant[0]), severity="warning")
        else:
            left = _places(len(meant) - len(done))
            told = f"{left} of {len(meant)} not taken: what is not safe wants a look of its own"
            self.notify(told, severity="warning")

    def _offer(self) -> None:
        """Decisions of an earlier run are there: go on with them, or start over."""
        counts = self.board.counts(self.board.findings)
        told = ", ".join(f"{counts[c]} to {c}" for c in ("take", "skip", "ignore") if counts[c])

        def answered(go_on: bool | None) -> None:
            if go_on is False:
                self.board.forget()
                self._refilled()
            elif go_on:
                self.tree_pane.go_on()

        count = _places(len(self.board.decided))
        self.push_screen(
            QuestionDialog(
                "Go on where you stopped?",
                f"Last time you decided {count} of these: {told}.",
                "Go on",
                "Start over",
            ),
            answered,
        )

    # -- narrowing down -------------------------------------------------------------------------

    def action_group(self) -> None:
        at = GROUPINGS.index(self.board.grouping)
        self.board.grouping = GROUPINGS[(at + 1) % len(GROUPINGS)]
        self._refilled()

    def action_filter(self) -> None:
        def answered(chosen: Filter | None) -> None:
            if chosen is not None:
                self.board.filter = chosen
                self._refilled()

        self.push_screen(FilterDialog(self.board.findings, self.board.filter), answered)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where text is typed, a slash is a slash."""
        return not (action == "search" and isinstance(self.focused, Input))

    def action_search(self) -> None:
        if len(self.screen_stack) > 1:
            return
        search = self.query_one("#search", Input)
        search.add_class("-open")
        search.value = self.board.filter.words
        self.screen.set_focus(search)  # at once: what is typed next belongs to it

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        if event.value != self.board.filter.words:
            self.board.filter = replace(self.board.filter, words=event.value)
            self._refilled()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self.query_one("#search", Input).remove_class("-open")
        self.screen.set_focus(self.tree_pane)

    def action_show_all(self) -> None:
        search = self.query_one("#search", Input)
        search.remove_class("-open")
        self.screen.set_focus(self.tree_pane)
        if self.board.filter != Filter():
            self.board.filter = Filter()
            self._refilled()

    # -- looking differently --------------------------------------------------------------------

    def action_split(self) -> None:
        if told := self.query_one(ChangePane).toggle():
            self.notify(told)

    def action_details(self, tab: str) -> None:
        details = self.query_one(DetailPane)
        again = self.screen.has_class("-details") and details.tab == tab
        details.tab = tab
        self.screen.set_class(not again, "-details")

    def action_scroll(self, direction: int) -> None:
        details = self.screen.has_class("-short") and self.screen.has_class("-details")
        tab = self.query_one(DetailPane).tab
        pane = self.query_one(f"#{tab} VerticalScroll" if details else "#change")
        pane.scroll_relative(y=direction * max(1, pane.size.height - 2), animate=False)

    def action_light(self) -> None:
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"
        self.query_one(ChangePane).redraw()

    def action_help(self) -> None:
        self.push_screen(HelpDialog())

    # -- the end --------------------------------------------------------------------------------

    def action_apply(self) -> None:
        taken, ignored = self.board.taken(), self.board.ignored()
        if not (taken or ignored):
            self.notify("Nothing is taken yet: y takes the change that is shown.")
            return
        parts = [f"{_places(len(taken))} to change"] if taken else []
        parts += [f"{_places(len(ignored))} to ignore"] if ignored else []
        unsafe = sum(f.verdict == "unsafe" for f in taken)
        text = f"{' and '.join(parts)}{self._where}."
        if unsafe:
            text += (
                f"\n{unsafe} of them {'is' if unsafe == 1 else 'are'} unsafe: not all is proved."
            )

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit(True)

        self.push_screen(QuestionDialog("Apply what is taken?", text, "Apply", "Not yet"), answered)

    def action_leave(self) -> None:
        self.exit(False)

    async def action_quit(self) -> None:
        self.action_leave()

    def _end_when_told(self) -> None:
        """Told to end, give the terminal back first."""
        end: Callable[[], None] = self.action_leave
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(number, end)


def _theme() -> str:
    """Light where the terminal says that its background is light."""
    if told := os.environ.get("TEXTUAL_THEME"):
        return told
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "textual-light" if background in ("7", "15") else "textual-dark"


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
