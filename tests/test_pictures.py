"""The pictures of README.md show what the tool says today."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def told(picture: Path) -> str:
    """The text of a picture; how it is drawn is the business of the library that draws it."""
    source = picture.read_text(encoding="utf-8")
    return html.unescape("\n".join(re.findall(r"<text[^>]*>(.*?)</text>", source, re.DOTALL)))


def test_the_pictures_are_up_to_date(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = {Path(name) for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", readme)}
    assert shown == {path.relative_to(ROOT) for path in (ROOT / "docs").glob("*.svg")}
    assert shown
    subprocess.run([sys.executable, "scripts/pictures.py", tmp_path], cwd=ROOT, check=True)
    assert any(tmp_path.iterdir())
    for picture in sorted(p for p in shown if (tmp_path / p.name).exists()):
        assert told(tmp_path / picture.name) == told(ROOT / picture)
        assert "asyncio.gather" in told(ROOT / picture).replace("\n", "").replace("\xa0", " ")
        addresses = set(re.findall(r"https?://[^\"' ]+", (ROOT / picture).read_text("utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
