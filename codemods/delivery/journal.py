"""A note of what a commit is about to change, so that even a killed run can be taken back."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.delivery.files import write_atomically


@dataclass(frozen=True, slots=True)
class Entry:
    """One run: where HEAD was, the branch it was making, and the files before and after."""

    head: str
    start: str
    branch: str
    files: tuple[tuple[str, bytes, bytes], ...]


class Journal:
    """Kept in the git folder while a run is under way; it is gone when all went well."""

    def __init__(self, git_dir: Path) -> None:
        self.path = git_dir / "refactor-journal"

    def begin(
        self, head: str, start: str, branch: str, files: Sequence[tuple[Path, bytes, bytes]]
    ) -> None:
        rows = [(str(p), _text(before), _text(after)) for p, before, after in files]
        self.path.write_text(
            json.dumps({"head": head, "start": start, "branch": branch, "files": rows})
        )

    def end(self) -> None:
        self.path.unlink(missing_ok=True)

    def unfinished(self) -> Entry | None:
        """The run that did not come to its end, None when there is none."""
        try:
            found = json.loads(self.path.read_text())
            files = tuple((p, _bytes(a), _bytes(b)) for p, a, b in found["files"])
            return Entry(found["head"], found["start"], found["branch"], files)
        except (OSError, ValueError, KeyError, TypeError):
            return None


def take_back(entry: Entry) -> None:
    """Give the files their old bytes, but for those that somebody has changed since."""
    for name, before, after in entry.files:
        path = Path(name)
        if path.is_file() and path.read_bytes() == after:
            write_atomically(path, before)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
