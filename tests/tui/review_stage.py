"""A small board of findings, and a screen to look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from codemods.delivery.decisions import Decisions
from codemods.model.findings import Finding, Verdict
from codemods.model.spans import Span
from codemods.model.steps import FileEdit
from codemods.project.cache import Cache
from codemods.tui.app import ReviewApp
from codemods.tui.board import Board
from codemods.tui.proofs import Proof

BEFORE = "\n".join(
    [
        "async def page(client, uid):",
        '    user = await client.get(f"/users/{uid}")',
        '    orders = await client.get(f"/orders/{uid}")',
        "    return user.json(), orders.json()",
        "",
    ]
)
AFTER = "\n".join(
    [
        "import asyncio",
        "",
        "",
        "async def page(client, uid):",
        "    user, orders = await asyncio.gather(",
        '        client.get(f"/users/{uid}"),',
        '        client.get(f"/orders/{uid}"),',
        "    )",
        "    return user.json(), orders.json()",
        "",
    ]
)


def finding(path: str, line: int, verdict: Verdict = "safe", pattern: str = "gather") -> Finding:
    """One of the findings of the board, known by `path:line`."""
    return Finding(
        id=f"{path}:{line}",
        pattern=pattern,
        path=path,
        span=Span(line, 4, line + 1, 40),
        function=f"{path.removesuffix('.py').replace('/', '.')}.page{line}",
        verdict=verdict,
        severity="high",
        message="2 independent awaits run one after the other",
        evidence=("`client.get(...)`: reads http through `httpx.AsyncClient.get`",),
        missing=("`load` cannot be followed",) if verdict == "unsafe" else (),
        cost_before="2",
        cost_after="1",
        edits=() if verdict == "manual" else (FileEdit(path, ()),),
    )


FINDINGS = (
    finding("shop/orders.py", 2),
    finding("shop/orders.py", 20, "unsafe"),
    finding("shop/orders.py", 40, "safe", "batch"),
    finding("shop/users.py", 7),
    finding("tools/sync.py", 3, "manual", "batch"),
)


def prove(found: Finding) -> Proof:
    if not found.edits:
        return Proof(reason="No edit is known.")
    return Proof(((found.path, BEFORE, AFTER),))


Play = Callable[[ReviewApp, Pilot[bool]], Awaitable[None]]


class Stage:
    """Plays keys to a screen over one store of decisions, as often as wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # What could be seen when the last play was over.
        self.here = self.title = ""
        self.groups: list[tuple[str, list[str]]] = []

    def play(
        self,
        play: Play,
        size: tuple[int, int] = (80, 24),
        blocked: Mapping[str, str] | None = None,
        findings: tuple[Finding, ...] = FINDINGS,
    ) -> ReviewApp:
        board = Board(findings, Decisions(Cache(self.folder, "")), blocked)
        app = ReviewApp(board, prove, "shop", ", committed on a new branch")

        async def run() -> None:
            async with app.run_test(size=size) as pilot:
                await settled(app, pilot)
                await play(app, pilot)
                if app.is_running and len(app.screen_stack) == 1:
                    self._look(app)

        try:
            asyncio.run(run())
        finally:
            app.proofs.close()
        return app

    def _look(self, app: ReviewApp) -> None:
        here = app.tree_pane.current()
        self.here = here.id if here else ""
        self.title = str(app.query_one("#title", Static).content)
        self.groups = [
            (str(node.label), [str(inner.label) for inner in node.children])
            for node in app.tree_pane.root.children
        ]

    def press(self, *keys: str, size: tuple[int, int] = (80, 24)) -> ReviewApp:
        async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
            for key in keys:
                await pilot.press(key)
                await settled(app, pilot)

        return self.play(play, size)


async def settled(app: ReviewApp, pilot: Pilot[bool]) -> None:
    """Until nothing moves any more and the change that is looked at is known."""
    for _ in range(500):
        await pilot.pause()
        if not app.is_running or len(app.screen_stack) > 1:
            return
        here = app.tree_pane.current()
        if here is None or app.proofs.get(here.id) is not None:
            await pilot.pause()
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the change was never proved")
