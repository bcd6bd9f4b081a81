"""Opening the person's editor at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from codemods.errors import RefactorError

_PLUS_LINE = frozenset(
    [
        "vi",
        "vim",
        "nvim",
        "gvim",
        "view",
        "nano",
        "pico",
        "emacs",
        "emacsclient",
        "micro",
        "kak",
        "joe",
        "jed",
        "mg",
        "ne",
        "ed",
        "gedit",
        "kate",
        "vim.basic",
        "vim.tiny",
        "sensible-editor",
        "editor",
    ]
)
_GOTO = frozenset(["code", "code-insiders", "codium", "cursor", "windsurf", "positron"])
_COLON = frozenset(["hx", "helix", "subl", "zed", "zeditor", "lapce"])
_WAITS_WHEN_TOLD = frozenset(["subl", "zed", "zeditor", "gvim", "kate"]) | _GOTO
_WAIT = {"gvim": "--nofork", "kate": "--block"}
_USUAL = ("sensible-editor", "nano", "vi", "notepad")


def command_for(path: Path, line: int, environment: Mapping[str, str] | None = None) -> list[str]:
    """The words that open the path at the line, by $VISUAL, $EDITOR, or what is installed.

    Raises RefactorError where there is no editor, or the variable cannot be read.
    """
    told = os.environ if environment is None else environment
    choice = told.get("VISUAL", "").strip() or told.get("EDITOR", "").strip()
    if choice:
        try:
            words = shlex.split(choice, posix=os.name != "nt")
        except ValueError as error:
            raise RefactorError(f"the editor `{choice}` cannot be read: {error}") from None
    else:
        words = [next((name for name in _USUAL if shutil.which(name)), "")]
    if not words or not words[0]:
        raise RefactorError("there is no editor", "Name one in $VISUAL or $EDITOR.")
    name = Path(words[0]).name.lower().removesuffix(".exe")
    if name in _WAITS_WHEN_TOLD:
        wait = _WAIT.get(name, "--wait")
        words += [] if {wait, "-w", "-f"} & set(words[1:]) else [wait]
    place = str(path.resolve())
    if name in _GOTO:
        return [*words, "--goto", f"{place}:{line}"]
    if name in _COLON:
        return [*words, f"{place}:{line}"]
    if name in _PLUS_LINE:
        return [*words, f"+{line}", place]
    return [*words, place]


def open_at(path: Path, line: int) -> bool:
    """Open the editor at the line and wait for it; says whether the file is another now.

    Raises RefactorError where it cannot be started or ends with an error.
    """
    words = command_for(path, line)
    before = _bytes(path)
    try:
        done = subprocess.run(words, check=False)
    except OSError as error:
        raise RefactorError(
            f"the editor `{words[0]}` cannot be started: {error.strerror}",
            "Name another in $VISUAL or $EDITOR.",
        ) from None
    if done.returncode and _bytes(path) == before:
        raise RefactorError(f"the editor `{words[0]}` ended with {done.returncode}")
    return _bytes(path) != before


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
