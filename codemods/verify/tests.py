"""A project's own tests, run by the command its people give: bounded, and without leftovers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from codemods.interrupts import LOOK, held

_GRACE = 5.0
_SHOWN_LINES = 5
_SHOWN_BYTES = 8_000
_ERROR = re.compile(r"(?:FAILED|FAIL|ERROR)\b|E  |[\w.]*(?:Error|Exception)\b")

# Variables by which a hook tells git of its own repository.
_OF_GIT = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)


@dataclass(frozen=True, slots=True)
class Run:
    """How one run ended: `why` is "" when it passed; `tail` has the last lines it wrote."""

    why: str
    tail: tuple[str, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        return not self.why

    @property
    def telling(self) -> str:
        """The line of the last ones that says most: that of an error, else the very last."""
        errors = [line for line in self.tail if _ERROR.match(line)]
        return next(reversed(errors or self.tail), "")


@dataclass(frozen=True, slots=True)
class Tested:
    """A command that passed, how often it ran to get there, and the file with what it wrote."""

    command: str
    runs: int
    output: str


@dataclass(frozen=True, slots=True)
class Suite:
    """A shell command, where it runs and for how long, and the file that keeps what it writes."""

    command: str
    folder: Path
    environment: Mapping[str, str]
    timeout: float
    log: Path

    def run(self, what: str) -> Run:
        """Run the command; `what` names the run in the log.

        However it ends, none of its processes is left, but for those that have left its session.
        """
        started = time.monotonic()
        with self.log.open("ab") as log:
            log.write(f"== {what} ==\n$ {self.command}\n".encode("utf-8", "surrogateescape"))
            log.flush()
            begin = log.tell()
            why = self._watched(log.fileno())
        seconds = time.monotonic() - started
        tail = _last_lines(self.log, begin)
        with self.log.open("ab") as log:
            log.write(f"\n== {why or 'passed'} ({seconds:.1f} s) ==\n\n".encode())
        return Run(why, tail, seconds)

    def _watched(self, output: int) -> str:
        limit = time.monotonic() + self.timeout
        with held() as interrupts:
            process = subprocess.Popen(
                self.command,
                shell=True,
                cwd=self.folder,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            code: int | None = None
            while code is None and not interrupts and (rest := limit - time.monotonic()) > 0:
                with suppress(subprocess.TimeoutExpired):
                    code = process.wait(min(LOOK, rest))
            _end(process)
        if code is None:
            return f"did not end within {self.timeout:g} seconds"
        if code < 0:
            return f"ended by signal {-code}"
        return f"exit code {code}" if code else ""


def environment(checkout: Path, root: Path, changed: Sequence[str]) -> dict[str, str]:
    """The variables for a command that works in a second checkout, and is to import from it.

    What is installed in editable mode lies in the first one: the folders from which the changed
    files are imported come before it.
    """
    variables = {k: v for k, v in os.environ.items() if k not in _OF_GIT}
    ahead = [str(folder) for folder in sorted({_import_root(root, path) for path in changed})]
    given = [p for p in variables.get("PYTHONPATH", "").split(os.pathsep) if p]
    moved = [_moved(path, checkout, root) for path in given]
    variables["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([*ahead, *moved]))
    # Files change faster than the time stamps that tell Python of a stale compiled one.
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    variables["REFACTOR_CHECKOUT"] = str(checkout)
    return variables


def _import_root(root: Path, path: str) -> Path:
    first, _, rest = path.partition("/")
    if rest and first in ("src", "lib") and not (root / first / "__init__.py").exists():
        return root / first
    folder = (root / path).parent
    while folder != root and (folder / "__init__.py").exists():
        folder = folder.parent
    return folder


def _moved(path: str, checkout: Path, root: Path) -> str:
    found = Path(path).absolute()
    return str(root / found.relative_to(checkout)) if found.is_relative_to(checkout) else path


def _last_lines(log: Path, begin: int) -> tuple[str, ...]:
    with log.open("rb") as file:
        file.seek(max(begin, log.stat().st_size - _SHOWN_BYTES))
        text = file.read().decode("utf-8", "replace")
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return tuple(lines[-_SHOWN_LINES:])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command with all that it has started."""
    if sys.platform == "win32":
        process.kill()
        process.wait()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)
        limit = time.monotonic() + _GRACE
        while time.monotonic() < limit and _alive(process):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _alive(process: subprocess.Popen[bytes]) -> bool:
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
