"""Pictures of the review. `ACCEPT_SCREENS=1` writes them anew: look at them before you commit."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from review_stage import Stage, settled
from textual.pilot import Pilot

from codemods.tui.app import ReviewApp

SCREENS = Path(__file__).parent / "screens"

# Size, keys, and what the environment says.
SHOTS: dict[str, tuple[tuple[int, int], tuple[str, ...], dict[str, str]]] = {
    "dark_80x24": ((80, 24), ("y", "n"), {}),
    "dark_200x50": ((200, 50), ("y",), {}),
    "light_130x40": ((130, 40), ("down",), {"COLORFGBG": "0;15"}),
    "no_colour_80x40": ((80, 40), ("y", "g"), {"NO_COLOR": "1"}),
    "evidence_80x24": ((80, 24), ("down", "v"), {}),
    "filter_80x24": ((80, 24), ("f", "space"), {}),
    "help_100x40": ((100, 40), ("question_mark",), {}),
}


@pytest.mark.parametrize("name", SHOTS)
def test_it_looks_as_it_did(
    stage: Stage, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, keys, environment = SHOTS[name]
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    shots: list[str] = []

    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        await pilot.pause(0.1)
        shots.append(app.export_screenshot(title="refactor review", simplify=True))

    stage.play(play, size)
    told = _plain(shots[0])
    kept = SCREENS / f"{name}.svg"
    if os.environ.get("ACCEPT_SCREENS"):
        kept.write_text(told, encoding="utf-8")
    if not kept.exists() or kept.read_text(encoding="utf-8") != told:
        actual = tmp_path / f"{name}.svg"
        actual.write_text(told, encoding="utf-8")
        pytest.fail(f"{name} looks different: compare {kept} with {actual}")


def _plain(svg: str) -> str:
    """The picture without what differs from run to run: the names of its parts."""
    return re.sub(r"terminal-\d+", "terminal", svg)
