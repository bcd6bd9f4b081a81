"""Options that several commands share, and the run they lead to."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.pipeline import Analysis, Progress

F = TypeVar("F", bound=Callable[..., Any])

_SHARED = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    click.option(
        "--since", metavar="REV", help="Only files that changed since the merge base with REV."
    ),
    click.option(
        "--config", type=click.Path(path_type=Path), help="Read [tool.refactor] from this file."
    ),
    click.option(
        "--jobs",
        "-j",
        type=click.IntRange(1),
        default=None,
        help="Processes to use [default: all cores].",
    ),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
    click.option(
        "--verbose", "-v", is_flag=True, help="Show evidence, and what is left alone and why."
    ),
    click.option("--quiet", "-q", is_flag=True, help="Only errors and results."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="When to colour the output [default: on a terminal, unless NO_COLOR is set].",
    ),
    click.option("--debug", is_flag=True, help="Show tracebacks."),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The shared options, as they were given."""

    paths: tuple[Path, ...] = ()
    since: str | None = None
    config: Path | None = None
    jobs: int | None = None
    no_cache: bool = False
    verbose: bool = False
    quiet: bool = False
    color: str = "auto"
    debug: bool = False

    def analysis(
        self, patterns: tuple[str, ...] = (), paths: tuple[Path, ...] | None = None
    ) -> Analysis:
        """What the patterns find, all where none is named; `paths` take the place of those given."""
        from codemods.pipeline import Request, analyse, known_pattern

        for name in patterns:
            known_pattern(name)
        paths = (self.paths if paths is None else paths) or (Path(),)
        only = revision_files(paths, self.since, self.config)
        request = Request(paths, patterns, self.config, self.jobs or 0, not self.no_cache, only)
        with progress_bar(shown=not self.quiet) as show:
            return analyse(request, show)


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads a project, handed over as one `options`."""

    @wraps(function)
    def wrapped(**words: Any) -> Any:
        given = {f.name: words.pop(f.name) for f in fields(Options)}
        return function(**words, options=Options(**given))

    for option in reversed(_SHARED):
        wrapped = option(wrapped)
    return wrapped


def pattern_option(told: str) -> Callable[[F], F]:
    """`--pattern`, which every command words in its own way."""
    return click.option("--pattern", "patterns", multiple=True, metavar="NAME", help=told)


def revision_files(
    paths: tuple[Path, ...], since: str | None, config: Path | None
) -> frozenset[str] | None:
    """The files that `--since` names, None without it; RefactorError for wrong values of both."""
    from codemods.project.files import find_root

    only: frozenset[str] | None = None
    if since:
        from codemods.delivery.git import Repository

        only = Repository(find_root(paths)).changed_since(since)
    if config is not None and not config.is_file():
        raise RefactorError(f"{config} does not exist")
    return only


@contextmanager
def progress_bar(shown: bool) -> Iterator[Progress | None]:
    """A bar on a terminal once a run takes more than a second; nothing elsewhere."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    bar: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bar and time.monotonic() - started < 1:
            return
        if not bar:
            from rich.console import Console
            from rich.progress import Progress as Bar

            drawn = Bar(console=Console(stderr=True), transient=True)
            drawn.start()
            bar.extend((drawn, drawn.add_task("Reading", total=total)))
        bar[0].update(bar[1], completed=done)
        if done >= total:
            bar[0].update(bar[1], description="Thinking")

    try:
        yield show
    finally:
        if bar:
            bar[0].stop()  # also gives the cursor back
