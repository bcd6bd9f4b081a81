"""Carrying out what was taken: prove it, deliver it, tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.cli.delivering import Delivery
from codemods.cli.preview import counted
from codemods.cli.workplace import Workplace, tidy
from codemods.errors import FINDINGS, OK, RefactorError
from codemods.reports import json_report, text_report
from codemods.reports.text_report import count

if TYPE_CHECKING:
    from codemods.delivery.git import Repository
    from codemods.model.findings import Finding
    from codemods.model.fixes import Fix
    from codemods.pipeline import Analysis, Rewrite
    from codemods.verify.ignoring import Ignore


@dataclass(frozen=True, slots=True)
class Telling:
    """How a run is told of; `unsafe` that nobody need be pointed at the unsafe findings."""

    form: str
    verbose: bool
    quiet: bool
    color: str
    unsafe: bool


@dataclass(frozen=True, slots=True)
class Carriage:
    """How what was taken leaves the house: `again` is the command for it, `wish` the branch."""

    again: str
    wish: str
    dry_run: bool
    no_git: bool
    allow_dirty: bool
    told: Telling
    delivery: Delivery
    place: Workplace


def carry_out(
    found: Analysis,
    taken: Sequence[Finding],
    ignores: Sequence[Ignore],
    jobs: int,
    how: Carriage,
) -> int:
    """Prove what was taken, deliver it with its ignore comments, report; the exit code."""
    from codemods.pipeline import ignore, rewrite

    told, place = how.told, how.place
    result = ignore(found, rewrite(found, taken, jobs), ignores)
    if how.delivery.verify and result.changes and not (how.no_git or how.dry_run):
        # before a long wait
        ready_repository(found, [c.path for c in result.changes], how.allow_dirty)
    result = how.delivery.verified(found, result, place.root(found), jobs, told.quiet)
    seen = place.seen_from_home(found)
    if how.dry_run:
        _dry_run(seen, result, told)
        return FINDINGS if result.changes else OK
    # while the files are as they were
    page = _page(found, result) if told.form == "markdown" else ""
    name: str | None = None
    commits: list[str] = []
    if result.changes:
        name, commits = _write(found, result, how, jobs)
    _report(seen, result, told, page, name, commits)
    return OK


def take_back_a_killed_run(paths: tuple[Path, ...]) -> None:
    from codemods.delivery.git import Repository
    from codemods.project.files import find_root

    try:
        repository = Repository(find_root(paths or (Path(),)))
    except RefactorError:
        return  # said where the repository is needed
    tidy(repository)


def _write(
    found: Analysis, result: Rewrite, how: Carriage, jobs: int
) -> tuple[str | None, list[str]]:
    from codemods.delivery.notes import FILES_NOTE, remember_branch, remember_files

    changes = [(c.path, c.before, c.after) for c in result.changes]
    if how.no_git:
        from codemods.delivery.files import replace_all

        replace_all(found.root, changes)
        remember_files(found.cache.place(FILES_NOTE), changes)
        return None, []
    paths = [c.path for c in result.changes]
    repository = ready_repository(found, paths, how.allow_dirty)
    dirty = repository.dirty(sorted(paths))
    landed = how.delivery.land(repository, found, result, how.again, how.wish, jobs)
    remember_branch(how.place.home or repository, landed, changes, dirty)
    return landed.branch, list(landed.commits)


def ready_repository(found: Analysis, paths: Sequence[str], allow_dirty: bool) -> Repository:
    """The repository, ready for a commit of the paths; RefactorError when it is not."""
    from codemods.delivery.git import Repository

    repository = Repository(found.root)
    repository.check_ready()
    dirty = repository.dirty(sorted(set(paths)))
    if dirty and not allow_dirty:
        shown = ", ".join(dirty[:3]) + (", ..." if len(dirty) > 3 else "")
        raise RefactorError(
            f"uncommitted changes in files to be rewritten: {shown}",
            "Commit or stash them, or use --allow-dirty.",
        )
    return repository


def _dry_run(found: Analysis, result: Rewrite, told: Telling) -> None:
    from codemods.cli.preview import preview

    if told.form == "json":
        click.echo(_json(found, result, told.verbose, applied=False, branch=None, commits=[]))
    else:
        preview(found, result, told.form, told.verbose, told.quiet, told.color)


def _page(found: Analysis, result: Rewrite) -> str:
    from codemods.cli.preview import changes_in_markdown

    return changes_in_markdown(found, result)


def _report(
    found: Analysis,
    result: Rewrite,
    told: Telling,
    page: str,
    branch: str | None,
    commits: list[str],
) -> None:
    if told.form == "json":
        click.echo(_json(found, result, told.verbose, applied=True, branch=branch, commits=commits))
        return
    if page:
        click.echo(page, nl=False)
    else:
        for line in text_report.lines(result.applied, (), told.verbose):
            click.echo(line)
    if told.quiet:
        return
    _tell(found, result)
    if not result.changes:
        click.echo(f"Nothing to change in {count(len(found.files), 'file')}.", err=True)
    else:
        click.echo(counted(result, "Changed {}", "ignored {}"), err=True)
    done = {*result.applied, *(i.finding for i in result.ignored), *result.ignored_too}
    left = [f for f in found.findings if f.verdict == "unsafe" and f not in done]
    if left and not told.unsafe:
        click.echo(f"{len(left)} more with --unsafe.", err=True)
    if branch and commits:
        shown = ", ".join(commit[:10] for commit in commits)
        click.echo(f"Committed {shown} on {branch}.", err=True)
        click.echo("To go back: refactor undo", err=True)


def _tell(found: Analysis, result: Rewrite) -> None:
    for path, reason in found.skipped:
        click.echo(f"skipped {path}: {reason}", err=True)
    for fallen in result.dropped:
        click.echo(f"{fallen.path}:{fallen.span.line}: left alone: {fallen.reason}", err=True)
    for also in result.ignored_too:
        told = f"{also.path}:{also.span.line}: ignored with its neighbour: {also.message}"
        click.echo(told, err=True)


def _json(
    found: Analysis,
    result: Rewrite,
    verbose: bool,
    applied: bool,
    branch: str | None,
    commits: list[str],
) -> str:
    ids = {f.id for f in result.applied} if applied else set()
    refusals = (*found.refusals, *result.dropped) if verbose else result.dropped
    shown: list[Finding] = list(found.findings)
    fixes: tuple[Fix, ...] = ()
    if not applied:
        from codemods.fixes import written

        fixes = written(found, result.applied)
    return json_report.render(
        str(found.root),
        len(found.files),
        found.skipped,
        shown,
        ids,
        refusals,
        branch,
        commits,
        fixes,
        asdict(result.tests) if result.tests else None,
    )
