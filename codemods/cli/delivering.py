"""How a change leaves the house: the options for it, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
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
        from codemods.delivery.commits import Part, in_parts
        from codemods.delivery.landing import Step, land
        from codemods.delivery.message import commit_message, trailers
        from codemods.delivery.subject import habit_of
        from codemods.pipeline import rewrite

        def written(findings: Sequence[Any]) -> Any:
            proved = rewrite(found, findings, jobs)
            return _files(proved), proved.applied

        whole = _files(result), result.applied
        parts = in_parts(whole, result.applied, self.commit_per, written)
        if not parts:  # nothing but comments
            parts = [Part((), tuple(_files(result)))]
        habit = habit_of(repository.latest_subjects())
        steps = []
        for part in parts:
            # Comments come with the last commit, whose state is that of all files.
            ignored = [(i.finding, i.reason) for i in result.ignored] if part is parts[-1] else []
            steps.append(
                Step(
                    part.changes,
                    commit_message(
                        part.findings, again, __version__, habit, self.message or "", ignored
                    ),
                    trailers(part.findings, [f for f, _ in ignored]),
                )
            )
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


def delivering(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of this module, handed over as one `delivery`."""

    @wraps(function)
    def wrapped(**words: Any) -> Any:
        given = {f.name: words.pop(f.name) for f in fields(Delivery)}
        return function(**words, delivery=Delivery(**given))

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def _files(result: Rewrite) -> list[tuple[str, bytes, bytes]]:
    return [(c.path, c.before, c.after) for c in result.changes]
