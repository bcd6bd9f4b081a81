"""How a change leaves the house: the options for it, and what they lead to."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from codemods import __version__
from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.delivery.commits import Per
    from codemods.delivery.git import Repository
    from codemods.delivery.landing import Landed
    from codemods.pipeline import Analysis, Rewrite

_OPTIONS = (
    click.option(
        "--commit-per",
        type=click.Choice(["pattern", "file", "finding"]),
        default="pattern",
        show_default=True,
        help="What belongs into one commit.",
    ),
    click.option(
        "--message",
        metavar="TEXT",
        help="The subject, or the whole text, of every commit; may name {pattern}, {function}, "
        "{path}, {scope}, {count} and {subject} [default: as the history does].",
    ),
    click.option("--author", metavar="'NAME <MAIL>'", help="Another author than yourself."),
    click.option("--signoff", is_flag=True, help="Add Signed-off-by, as `git commit --signoff`."),
    click.option(
        "--worktree",
        is_flag=True,
        help="Work on the last commit in a second checkout; yours stays as it is.",
    ),
    click.option(
        "--verify",
        metavar="COMMAND",
        help="Run your tests in a second checkout before and after; drop what breaks them.",
    ),
    click.option(
        "--verify-timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True),
        default=600,
        show_default=True,
        help="The longest that one run of the tests may take.",
    ),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The options of this module, as they were given."""

    commit_per: Per
    message: str | None
    author: str | None
    signoff: bool
    worktree: bool
    verify: str | None
    verify_timeout: float

    def check(self, no_git: bool) -> None:
        """RefactorError for options that cannot be meant."""
        if no_git:
            for name in ("message", "author", "signoff", "worktree"):
                if getattr(self, name):
                    raise RefactorError(f"--no-git makes no commit: --{name} has no meaning")
        if self.message is not None:
            from codemods.delivery.message import check_template

            check_template(self.message)
        if self.author is not None:
            from codemods.delivery.message import check_author

            check_author(self.author)
        if self.verify is not None and not self.verify.strip():
            raise RefactorError("--verify has no command", 'Give one: --verify "pytest -q".')

    @contextmanager
    def workplace(self, paths: tuple[Path, ...], no_cache: bool) -> Iterator[Workplace]:
        """The checkout to work in: the person's own, or a second one while this lasts."""
        if not self.worktree:
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

    def land(
        self,
        repository: Repository,
        found: Analysis,
        result: Rewrite,
        again: str,
        branch: str,
        jobs: int,
    ) -> Landed:
        """Commit the proved changes, part by part, on a new branch."""
        from codemods.delivery.commits import in_parts
        from codemods.delivery.landing import Step, land
        from codemods.delivery.message import commit_message, trailers
        from codemods.delivery.subject import habit_of
        from codemods.pipeline import rewrite

        def written(findings: Sequence[Any]) -> Any:
            proved = rewrite(found, findings, jobs)
            return _files(proved), proved.applied

        whole = _files(result), result.applied
        parts = in_parts(whole, result.applied, self.commit_per, written)
        habit = habit_of(repository.latest_subjects())
        steps = [
            Step(
                part.changes,
                commit_message(part.findings, again, __version__, habit, self.message or ""),
                trailers(part.findings),
            )
            for part in parts
        ]
        options = [f"--author={self.author}"] if self.author else []
        options += ["--signoff"] if self.signoff else []
        return land(repository, steps, branch, options)

    def verified(
        self, found: Analysis, result: Rewrite, home: Path, jobs: int, quiet: bool
    ) -> Rewrite:
        """What is left of a change when the project's own tests have been asked."""
        if self.verify is None or not result.changes:
            return result
        from codemods.cli.testing import tested

        return tested(found, result, self.verify, self.verify_timeout, home, jobs, quiet)


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


def delivering(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of this module, handed over as one `delivery`."""

    @wraps(function)
    def wrapped(**words: Any) -> Any:
        given = {f.name: words.pop(f.name) for f in fields(Delivery)}
        return function(**words, delivery=Delivery(**given))

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def tidy(repository: Repository) -> None:
    """Take back what killed runs have left in a repository."""
    from codemods.delivery.worktree import sweep

    if repository.recover():
        click.echo(
            "An earlier run was interrupted before its commit; it has been taken back.", err=True
        )
    if sweep(repository):
        click.echo("The worktree of an interrupted run has been removed.", err=True)


def _files(result: Rewrite) -> list[tuple[str, bytes, bytes]]:
    return [(c.path, c.before, c.after) for c in result.changes]


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
