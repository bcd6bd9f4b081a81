"""Opening an editor at a line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from codemods.delivery import editor
from codemods.errors import RefactorError

WORDS = {
    "vim": ["vim", "+7", "{path}"],
    "nano --softwrap": ["nano", "--softwrap", "+7", "{path}"],
    "code": ["code", "--wait", "--goto", "{path}:7"],
    "/opt/bin/code -w": ["/opt/bin/code", "-w", "--goto", "{path}:7"],
    "hx": ["hx", "{path}:7"],
    "subl": ["subl", "--wait", "{path}:7"],
    "gvim": ["gvim", "--nofork", "+7", "{path}"],
    "'/my tools/unheard-of' -x": ["/my tools/unheard-of", "-x", "{path}"],
}


@pytest.mark.skipif(sys.platform == "win32", reason="words of a POSIX shell")
@pytest.mark.parametrize("choice", WORDS)
def test_editors_open_at_the_line(tmp_path: Path, choice: str) -> None:
    path = tmp_path / "a.py"
    words = editor.command_for(path, 7, {"EDITOR": choice})
    assert words == [word.format(path=path.resolve()) for word in WORDS[choice]]


def test_visual_comes_first(tmp_path: Path) -> None:
    told = {"VISUAL": "vim", "EDITOR": "nano"}
    assert editor.command_for(tmp_path, 1, told)[0] == "vim"
    assert editor.command_for(tmp_path, 1, {"VISUAL": " ", "EDITOR": "nano"})[0] == "nano"


def test_without_a_variable_what_is_installed_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefactorError, match="there is no editor"):
        editor.command_for(tmp_path, 1, {})
    nano = tmp_path / "nano"
    nano.write_text("#!/bin/sh\n")
    nano.chmod(0o755)
    assert editor.command_for(tmp_path / "a.py", 3, {})[:2] == ["nano", "+3"]


def test_a_variable_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(RefactorError, match="cannot be read"):
        editor.command_for(tmp_path, 1, {"EDITOR": "vim 'x"})


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX script")
def test_it_says_whether_the_file_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a b.py"
    path.write_text("x = 1\n")
    for body, changed in {"true": False, 'echo "y = 2" >> "$1"': True}.items():
        script = tmp_path / "script"
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(script))
        assert editor.open_at(path, 1) is changed
    monkeypatch.setenv("VISUAL", "false")
    with pytest.raises(RefactorError, match="ended with 1"):
        editor.open_at(path, 1)
