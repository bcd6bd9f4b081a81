"""A note of what a commit is about to change, so that even a killed run can be taken back."""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from codemods.delivery.files import write_atomically
from codemods.errors import RefactorError


@dataclass(frozen=True, slots=True)
class Entry:
    """One run: where HEAD was, the branch it was making, and the files before and after.

    A file has a row for each state it goes through. `marks` are parts of the messages of the
    commits, by which those that were made are known again.
    """

    head: str
    start: str
    branch: str
    files: tuple[tuple[str, bytes, bytes], ...]
    marks: tuple[str, ...] = ()


class Journal:
    """Kept in the git folder while a run is under way; it is gone when all went well.

    The run holds a lock on it, which ends with the process: a note that nobody holds was left by a
    run that was killed.
    """

    def __init__(self, git_dir: Path) -> None:
        self.path = git_dir / "refactor-journal"
        self._held: IO[str] | None = None

    def begin(self, entry: Entry) -> None:
        """Write the note; RefactorError while another run is at work."""
        rows = [(p, _text(before), _text(after)) for p, before, after in entry.files]
        note = {
            "head": entry.head,
            "start": entry.start,
            "branch": entry.branch,
            "files": rows,
            "marks": entry.marks,
        }
        file = self._take()
        file.truncate(0)
        json.dump(note, file)
        file.flush()
        os.fsync(file.fileno())

    def end(self) -> None:
        """Remove the note, when this run holds it."""
        if self._held is not None:
            self.path.unlink(missing_ok=True)
            self._held.close()
            self._held = None

    @contextmanager
    def left_behind(self) -> Iterator[Entry | None]:
        """The note of a run that did not come to its end, None when there is none.

        RefactorError while that run is still at work.
        """
        if not self.path.exists():
            yield None
            return
        file = self._take()
        try:
            found = json.load(file)
            files = tuple((p, _bytes(a), _bytes(b)) for p, a, b in found["files"])
            marks = tuple(found.get("marks", ()))
            entry = Entry(found["head"], found["start"], found["branch"], files, marks)
        except (ValueError, KeyError, TypeError):
            self.end()  # killed while it was being written: nothing had been changed yet
            yield None
            return
        try:
            yield entry
        finally:
            if self._held is not None:
                self._held.close()
                self._held = None

    def _take(self) -> IO[str]:
        while True:
            file = self.path.open("a+", encoding="utf-8")
            if not lock(file):
                file.close()
                raise RefactorError(
                    "another run is at work in this repository",
                    "Wait for it to end, then run again.",
                )
            if _is_at(self.path, file):
                file.seek(0)
                self._held = file
                return file
            file.close()  # the other run removed it in between


def take_back(entry: Entry) -> None:
    """Give the files their old bytes, but for those that somebody has changed since."""
    for name, before, after in entry.files:
        path = Path(name)
        if path.is_file() and path.read_bytes() == after:
            write_atomically(path, before)


def lock(file: IO[str]) -> bool:
    """Hold a file as long as it is open; False when another process holds it."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def _is_at(path: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
