"""Draws what a terminal shows as SVG: `python scripts/pictures.py FOLDER`.

The same code gives the same pictures: nothing in them depends on the machine or on the time.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import TerminalTheme

from codemods.fixes import written
from codemods.pipeline import Analysis, Request, analyse, rewrite
from codemods.reports.palette import DARK
from codemods.reports.terminal_report import show

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 96
THEME = TerminalTheme(
    (27, 31, 42),
    (222, 227, 238),
    [
        (27, 31, 42), (255, 123, 133), (111, 220, 146), (255, 203, 107),
        (130, 170, 255), (199, 146, 234), (137, 221, 255), (222, 227, 238),
    ],
)  # fmt: skip
# The font is that of the reader: a picture in a page must not load anything.
FORMAT = re.sub(
    r"@font-face \{\{.*?\}\}\s*|<!--.*?-->\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL
).replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")


def dry_run(found: Analysis, console: Console) -> None:
    """One finding of `refactor apply --dry-run`."""
    findings = [f for f in found.findings if f.function.endswith("totals")]
    show(console, written(found, rewrite(found, findings).applied), (), DARK)


PICTURES: dict[str, tuple[str, Callable[[Analysis, Console], None]]] = {
    "dry-run": ("refactor apply --pattern gather --dry-run", dry_run),
}


def draw(name: str) -> str:
    """The picture as SVG."""
    title, tell = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder, "shop")
        shutil.copytree(
            ROOT / "scripts" / "demo_app", shop, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
        found = analyse(Request((shop,), ("gather",), use_cache=False))
        console = Console(
            record=True, width=WIDTH, file=io.StringIO(), color_system="truecolor",
            force_terminal=True, legacy_windows=False, highlight=False, emoji=False,
            _environ={},
        )  # fmt: skip
        tell(found, console)
    drawn = console.export_svg(title=title, theme=THEME, code_format=FORMAT, unique_id=name)
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def main() -> None:
    """Draw all pictures into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        (folder / f"{name}.svg").write_text(draw(name), encoding="utf-8")


if __name__ == "__main__":
    main()
