"""Questions over the screen: resume, filter, a reason, apply, and the help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, Label, SelectionList, Static
from textual.widgets.selection_list import Selection

from codemods.model.findings import Finding
from codemods.tui.board import VERDICTS, Filter

T = TypeVar("T")

HELP = """\
[b]Decide[/b]
  y          take the change, go on to the next one
  n          skip it
  i          never again: an ignore comment, with a reason
  u          decide nothing of it any more
  On a group, a key means all of it; of several, only the safe ones are taken.

[b]Look[/b]
  up down j k     move; left right h l: close and open a group
  space           scroll the change; b: back up
  v  p            evidence; what the pattern is about
  s               side by side, or one under the other
  g               group by file, pattern, verdict
  t               light or dark
  tab             go from pane to pane; arrows scroll there

[b]Narrow down[/b]
  /               search: words of path, function, message, evidence
  f               filter by verdict, pattern, path
  escape          show everything again

[b]End[/b]
  w               apply and commit what is taken
  q               leave; what was decided is kept for the next time"""


class Dialog(ModalScreen[T]):
    """A box in the middle; escape gives nothing."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 76; max-width: 96%; height: auto; max-height: 96%;
        padding: 1 2; background: $surface; border: round $primary;
    }
    Dialog .title { text-style: bold; margin-bottom: 1; }
    Dialog Horizontal { height: auto; margin-top: 1; align-horizontal: right; }
    Dialog Button { margin-left: 2; }
    Dialog SelectionList { height: auto; max-height: 9; border: none; padding: 0; }
    Dialog Checkbox { border: none; padding: 0; }
    Dialog Input { border: tall $primary; }
    Dialog VerticalScroll { height: auto; max-height: 26; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def action_cancel(self) -> None:
        self.dismiss(None)


class HelpDialog(Dialog[None]):
    """The keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,enter", "cancel", show=False)]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("Keys", classes="title")
            with VerticalScroll():
                yield Static(HELP)


class QuestionDialog(Dialog[bool]):
    """Yes or no: enter is yes, escape is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
    ]

    def __init__(self, title: str, text: str, yes: str, no: str) -> None:
        super().__init__()
        self._title, self._text, self._yes, self._no = title, text, yes, no

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(self._title, classes="title")
            yield Static(self._text, markup=False)
            with Horizontal():
                yield Button(self._yes, variant="primary", id="yes")
                yield Button(self._no, id="no")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)


class ReasonDialog(Dialog[str]):
    """Why places are to be ignored; the reason may be empty."""

    def __init__(self, places: str, pattern: str) -> None:
        super().__init__()
        self._places, self._pattern = places, pattern

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(f"Ignore {self._places} from now on", classes="title")
            yield Static(
                f"`# refactor: ignore[{self._pattern}]` is written there with what you take.",
                markup=False,
            )
            yield Input(placeholder="the reason (may be empty)", id="reason")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(" ".join(event.value.split()))


class FilterDialog(Dialog[Filter]):
    """What is shown."""

    def __init__(self, findings: Sequence[Finding], now: Filter) -> None:
        super().__init__()
        self._now = now
        self._verdicts = Counter[str](f.verdict for f in findings)
        self._patterns = Counter(f.pattern for f in findings)

    def compose(self) -> ComposeResult:
        now = self._now
        verdicts: list[str] = [v for v in VERDICTS if self._verdicts[v]]
        with Vertical():
            yield Label("Show only (nothing chosen: all)", classes="title")
            yield SelectionList[str](
                *(Selection(f"{v} {self._verdicts[v]}", v, v in now.verdicts) for v in verdicts),
                id="verdicts",
            )
            yield SelectionList[str](
                *(
                    Selection(f"{name} {count}", name, name in now.patterns)
                    for name, count in sorted(self._patterns.items())
                ),
                id="patterns",
            )
            yield Checkbox("undecided", now.undecided, id="undecided", compact=True)
            yield Input(now.path, placeholder="path: part of it, or *.py", id="path")
            with Horizontal():
                yield Button("Show", variant="primary", id="show")
                yield Button("Show all", id="all")

    @on(Button.Pressed, "#all")
    def _all(self) -> None:
        self.dismiss(Filter(words=self._now.words))

    @on(Input.Submitted)
    @on(Button.Pressed, "#show")
    def _shown(self) -> None:
        chosen = {
            name: frozenset(self.query_one(f"#{name}", SelectionList).selected)
            for name in ("verdicts", "patterns")
        }
        self.dismiss(
            Filter(
                chosen["verdicts"],
                chosen["patterns"],
                self.query_one("#path", Input).value.strip(),
                self._now.words,
                self.query_one("#undecided", Checkbox).value,
            )
        )
