"""Where a run works: in the person's checkout, or in one of its own."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.delivery.commits import Per
    from codemods.delivery.git import Repository
    from codemods.pipeline import Analysis


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a run works; `home` is the person's repository when that is another place."""

    paths: tuple[Path, ...]
    home: Repository | None
    folder: Path | None

    def root(self, found: Analysis) -> Path:
        """The project's root in the person's own checkout."""
        if self.home is None or self.folder is None:
            return found.root
        return self.home.top / found.root.relative_to(self.folder)

    def seen_from_home(self, found: Analysis) -> Analysis:
        """The findings as they are told."""
        return replace(found, root=self.root(found))

    def again(self, patterns: Sequence[str], root: Path, unsafe: bool, per: Per) -> str:
        """The command that does the same once more."""
        words = ["refactor", "apply", *(w for p in patterns for w in ("--pattern", p))]
        words += ["--unsafe"] if unsafe else []
        words += [] if per == "pattern" else ["--commit-per", per]
        named = [p.resolve().relative_to(root).as_posix() for p in self.paths]
        return shlex.join([*words, *(name for name in named if name != ".")])


@contextmanager
def workplace(paths: tuple[Path, ...], apart: bool, no_cache: bool) -> Iterator[Workplace]:
    """The checkout to work in: the person's own, or a second one `apart` while this lasts."""
    if not apart:
        yield Workplace(paths, None, None)
        return
    from codemods.delivery.git import Repository
    from codemods.delivery.worktree import worktree
    from codemods.project.files import find_root

    named = paths or (Path(),)
    home = Repository(find_root(named))
    home.check_ready()
    with worktree(home) as made:
        moved = []
        for path in named:
            there = made.folder / path.resolve().relative_to(home.top)
            if not there.exists():
                raise RefactorError(
                    f"{path} is not in the last commit, on which --worktree works",
                    "Commit it first, or leave --worktree out.",
                )
            moved.append(there)
        with _known_facts(home.root, made.root, no_cache):
            yield Workplace(tuple(moved), home, made.folder)


def tidy(repository: Repository) -> bool:
    """Take back what killed runs have left in a repository; says whether there was anything."""
    from codemods.delivery.worktree import sweep

    recovered, swept = repository.recover(), sweep(repository)
    if recovered:
        click.echo(
            "An earlier run was interrupted before its commit; it has been taken back.", err=True
        )
    if swept:
        click.echo("The worktree of an interrupted run has been removed.", err=True)
    return recovered or swept


@contextmanager
def _known_facts(home: Path, root: Path, no_cache: bool) -> Iterator[None]:
    """Let the run in a second checkout begin with what is known of the first one's files."""
    from codemods.project.cache import Cache

    known, here = Cache(home, "").folder, Cache(root, "", not no_cache)
    facts, place = known / "facts.cache", here.place("facts.cache")
    try:
        if place is not None and facts.is_file():
            shutil.copyfile(facts, place)
        yield
    finally:
        shutil.rmtree(here.folder, ignore_errors=True)
