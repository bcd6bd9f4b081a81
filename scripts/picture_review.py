"""A picture of `refactor review` at work on the demo's service."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from codemods.delivery.decisions import Decisions
from codemods.pipeline import Request, analyse
from codemods.project.cache import Cache
from codemods.tui.app import ReviewApp
from codemods.tui.board import Board
from codemods.tui.proofs import proof_of

DEMO = Path(__file__).resolve().parent / "demo_app"
SIZE = (170, 40)


def main(target: Path) -> None:
    """Take one finding, look at the next one, and write what the screen shows."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(DEMO, Path(folder, "shop")))
        found = analyse(Request((root,), use_cache=False))
        board = Board(found.findings, Decisions(Cache(root, "")))
        app = ReviewApp(board, proof_of(found), "shop")
        target.write_text(asyncio.run(_picture(app)), encoding="utf-8")
        app.proofs.close()


async def _picture(app: ReviewApp) -> str:
    async with app.run_test(size=SIZE) as pilot:
        await _proved(app, pilot)
        await pilot.press("y")
        await _proved(app, pilot)
        return app.export_screenshot(title="refactor review", simplify=True)


async def _proved(app: ReviewApp, pilot: Pilot[bool]) -> None:
    """Until the change of the finding under the cursor is shown."""
    await pilot.pause(0.2)
    while (here := app.tree_pane.current()) is None or app.proofs.get(here.id) is None:
        await pilot.pause(0.1)
    await pilot.pause(0.2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
