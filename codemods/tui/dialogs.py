"""Questions over the screen: resume, filter, a reason, apply, and the help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from codemods.model.findings import Finding
from codemods.tui.board import VERDICTS, Filter

T = TypeVar("T")

HELP = """\
[b]Decide[/b]
  y               take the change, go on to the next one
  n               skip it
  i               never again: an ignore comment, with a reason
  u               decide nothing of it any more
                  ✓ taken   ✗ skipped   # ignored   · not decided yet
  On a group, a key means all of it; of several, only safe ones are taken.

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
    Dialog OptionList { height: auto; max-height: 11; border: none; padding: 0; }
    Dialog .over { margin-top: 1; }
    Dialog Input { border: none; height: 1; padding: 0 1; background: $boost; }
    Dialog Button { min-width: 12; }
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
                yield Button(self._yes, variant="primary", id="yes", compact=True)
                yield Button(self._no, id="no", compact=True)

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
            yield Input(placeholder="the reason (may be empty)", id="reason", compact=True)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(" ".join(event.value.split()))


class Choices(OptionList):
    """Words to choose any number of; a mark says which are chosen, also where there is no colour."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def __init__(self, rows: Sequence[tuple[str, str] | None], chosen: frozenset[str]) -> None:
        self.chosen = set(chosen)
        self._labels = dict(row for row in rows if row is not None)
        shown = [None if row is None else self._option(row[0]) for row in rows]
        super().__init__(*shown, id="choices", compact=True)

    def _option(self, name: str) -> Option:
        return Option(self._prompt(name), id=name)

    def _prompt(self, name: str) -> Text:
        return Text(f"{'✓' if name in self.chosen else ' '} {self._labels[name]}")

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        name = event.option.id or ""
        self.chosen ^= {name}
        self.replace_option_prompt(name, self._prompt(name))


class FilterDialog(Dialog[Filter]):
    """What is shown."""

    def __init__(self, findings: Sequence[Finding], now: Filter) -> None:
        super().__init__()
        self._now = now
        self._verdicts = Counter[str](f.verdict for f in findings)
        self._patterns = Counter(f.pattern for f in findings)

    def compose(self) -> ComposeResult:
        now = self._now
        rows: list[tuple[str, str] | None] = [
            (f"verdict-{v}", f"{v} {self._verdicts[v]}") for v in VERDICTS if self._verdicts[v]
        ]
        rows.append(None)
        rows += ((f"pattern-{n}", f"{n} {c}") for n, c in sorted(self._patterns.items()))
        rows += (None, ("undecided", "only what is not decided yet"))
        chosen = {f"verdict-{v}" for v in now.verdicts} | {f"pattern-{p}" for p in now.patterns}
        chosen |= {"undecided"} if now.undecided else set()
        with Vertical():
            yield Label("Show only", classes="title")
            yield Choices(rows, frozenset(chosen))
            yield Label("Path: a part of it, or with * ?", classes="over")
            yield Input(now.path, id="path", compact=True)
            with Horizontal():
                yield Button("Show", variant="primary", id="show", compact=True)
                yield Button("Show all", id="all", compact=True)

    @on(Button.Pressed, "#all")
    def _all(self) -> None:
        self.dismiss(Filter(words=self._now.words))

    @on(Input.Submitted)
    @on(Button.Pressed, "#show")
    def _shown(self) -> None:
        chosen = self.query_one(Choices).chosen
        self.dismiss(
            Filter(
                _named(chosen, "verdict-"),
                _named(chosen, "pattern-"),
                self.query_one("#path", Input).value.strip(),
                self._now.words,
                "undecided" in chosen,
            )
        )


def _named(chosen: set[str], prefix: str) -> frozenset[str]:
    return frozenset(n.removeprefix(prefix) for n in chosen if n.startswith(prefix))
