"""A guest's whole visit: copies of the files, processes to work on them, findings in the end."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.guests.findings import Outcome, outcome
from codemods.guests.guest import Guest
from codemods.guests.job import Answer, Job, Ready
from codemods.guests.worker import House
from codemods.guests.workers import answers
from codemods.project.codebase import import_name
from codemods.project.files import Source, SourceFile, read_source

TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class HouseRules:
    """How long a file may take in seconds, and whether edits that are not stable are wanted."""

    timeout: float = TIMEOUT
    unstable: bool = False
    debug: bool = False


def visit(
    root: Path,
    chosen: Sequence[SourceFile],
    files: Sequence[SourceFile],
    guest: Guest,
    rules: HouseRules,
    processes: int,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """What the guest makes of the chosen files; `files` are all of the project.

    Raises RefactorError when it cannot be run, HelpAsked when its help was asked for.
    """
    packages = {f.path.rpartition("/")[0] for f in files if f.path.endswith("__init__.py")}
    sources = {f.path: read_source(root / f.path) for f in _each_once(root, chosen)}
    jobs = {
        path: Job(path, import_name(path, packages), source.text)
        for path, source in sources.items()
        if source.text is not None
    }
    about = ""
    pairs: list[tuple[Job, Answer]] = []
    # The real path, because foreign code may compare it with paths that the system resolves.
    with tempfile.TemporaryDirectory(prefix="refactor-") as name:
        folder = Path(name).resolve()
        _lay_out(folder, sources)
        house = House(folder, root.resolve(), Path.cwd(), rules.timeout, rules.debug)
        for said in answers(guest, house, list(jobs.values()), processes):
            if isinstance(said, Answer):
                pairs.append((jobs[said.path], said))
                if progress is not None:
                    progress(len(pairs), len(jobs))
            elif isinstance(said, Ready):
                about = said.about
    seen = outcome(guest, about, pairs, sources, rules.unstable)
    unread = ((path, source.error) for path, source in sources.items() if source.text is None)
    return Outcome(seen.findings, seen.refusals, tuple(sorted([*seen.skipped, *unread])))


def _each_once(root: Path, chosen: Sequence[SourceFile]) -> list[SourceFile]:
    """The files without links to others of them: one text is written once."""
    real = {f.inode for f in chosen if not (root / f.path).is_symlink()}
    return [f for f in chosen if f.inode not in real or not (root / f.path).is_symlink()]


def _lay_out(folder: Path, sources: dict[str, Source]) -> None:
    for path, source in sources.items():
        copy = folder / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.data)
