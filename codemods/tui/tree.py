"""The tree of findings in their groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from codemods.model.findings import Finding
from codemods.tui.board import Board, Group

Item = Group | Finding
Node = TreeNode[Item | None]

MARKS = {"take": "✓", "skip": "✗", "ignore": "#", None: "·"}
_VERDICT_STYLES = {"safe": "green", "unsafe": "yellow", "manual": "cyan"}
_MARK_STYLES = {"take": "bold green", "skip": "dim", "ignore": "bold magenta", None: "dim"}


class FindingTree(Tree[Item | None]):
    """Groups with counts, findings with what is decided of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("right,l", "open", show=False),
        Binding("left,h", "close", show=False),
        Binding("space", "app.scroll(1)", show=False),
    ]

    class Looked(Message):
        """The cursor stands on another finding, or on none."""

    def __init__(self, board: Board) -> None:
        super().__init__("findings", id="tree")
        self.board = board
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = True

    def fill(self) -> None:
        """Show the groups of the board anew; the cursor stays on its finding."""
        here = self.current()
        closed = {g.key for n in self.walk() if (g := _group(n)) and not n.is_expanded}
        few = len(self.board.visible()) <= 200
        self.clear()
        for group in self.board.groups():
            self._add(self.root, group, closed, few)
        self.root.expand()
        leaves = list(self.leaves())
        wanted = next((n for n in leaves if n.data is here), leaves[0] if leaves else None)
        if wanted is not None:
            self.go(wanted)
        else:
            self.post_message(self.Looked())

    def relabel(self, findings: Sequence[Finding]) -> None:
        """Show what is decided now of these findings, and in the groups above them."""
        changed = {f.id for f in findings}
        above: dict[int, Node] = {}
        for node in self.walk():
            data = node.data
            if isinstance(data, Finding) and data.id in changed:
                node.set_label(self._label(data))
                parent = node.parent
                while parent is not None and parent.data is not None:
                    above[parent.id] = parent
                    parent = parent.parent
        for node in above.values():
            if node.data is not None:
                node.set_label(self._label(node.data))

    def current(self) -> Finding | None:
        """The finding under the cursor; None on a group."""
        data = self.cursor_node.data if self.cursor_node is not None else None
        return data if isinstance(data, Finding) else None

    def meant(self) -> Sequence[Finding]:
        """The finding under the cursor, or all of the group."""
        data = self.cursor_node.data if self.cursor_node is not None else None
        if isinstance(data, Group):
            return data.findings
        return (data,) if isinstance(data, Finding) else ()

    def leaves(self) -> Iterator[Node]:
        """The nodes of the findings, from top to bottom."""
        return (node for node in self.walk() if isinstance(node.data, Finding))

    def following(self, count: int) -> list[Finding]:
        """The finding under the cursor and the next ones."""
        here = self.current()
        shown = [n.data for n in self.leaves() if isinstance(n.data, Finding)]
        start = next((i for i, f in enumerate(shown) if f is here), 0)
        return shown[start : start + count]

    def go(self, node: Node) -> None:
        """Put the cursor on a node, with all above it open."""
        above = node.parent
        while above is not None:
            above.expand()
            above = above.parent
        self.call_after_refresh(self._arrive, node)

    def _arrive(self, node: Node) -> None:
        self.move_cursor(node)
        # After a refill another finding may stand where the cursor is: then it does not move.
        self.post_message(self.Looked())

    def go_on(self) -> None:
        """Go to the next finding that is not decided, from here on and round."""
        nodes = list(self.walk())
        at = next((i for i, n in enumerate(nodes) if n is self.cursor_node), -1)
        for node in (*nodes[at + 1 :], *nodes[: at + 1]):
            if isinstance(node.data, Finding) and node.data.id not in self.board.decided:
                self.go(node)
                return

    def action_open(self) -> None:
        node = self.cursor_node
        if node is not None and node.allow_expand:
            if node.is_expanded:
                self.action_cursor_down()
            else:
                node.expand()

    def action_close(self) -> None:
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded:
            node.collapse()
        elif node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)

    def _add(self, parent: Node, group: Group, closed: set[str], few: bool) -> None:
        # Of many findings, the groups alone are shown first.
        node = parent.add(self._label(group), group, expand=group.key not in closed and few)
        for inner in group.groups:
            self._add(node, inner, closed, few)
        if not group.groups:
            for finding in group.findings:
                node.add_leaf(self._label(finding), finding)

    def _label(self, item: Item) -> Text:
        return self._group_label(item) if isinstance(item, Group) else self._finding_label(item)

    def _group_label(self, group: Group) -> Text:
        counts = self.board.counts(group.findings)
        label = Text.assemble(
            (group.title, "bold"), (f" {len(group.findings)}", "dim"), no_wrap=True
        )
        for choice in ("take", "skip", "ignore"):
            if counts[choice]:
                label.append(f" {MARKS[choice]}{counts[choice]}", _MARK_STYLES[choice])
        return label

    def _finding_label(self, finding: Finding) -> Text:
        decision = self.board.decided.get(finding.id)
        choice = decision.choice if decision else None
        parts = [
            (MARKS[choice], _MARK_STYLES[choice]),
            (f" {finding.span.line} ", "dim"),
            (finding.function.rpartition(".")[2], ""),
            (f" {finding.verdict}", _VERDICT_STYLES[finding.verdict]),
            (f" {finding.pattern}", "dim"),
        ]
        return Text.assemble(*parts, no_wrap=True)

    def render_label(self, node: Node, base_style: Style, style: Style) -> Text:
        label = super().render_label(node, base_style, style)
        label.no_wrap = True
        return label

    def walk(self) -> Iterator[Node]:
        """All nodes from top to bottom, also those of closed groups."""
        pending = list(reversed(self.root.children))
        while pending:
            node = pending.pop()
            yield node
            pending += reversed(node.children)


def _group(node: Node) -> Group | None:
    return node.data if isinstance(node.data, Group) else None
