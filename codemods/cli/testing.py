"""`--verify`: the project's own tests say what may stay."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.errors import RefactorError

if TYPE_CHECKING:
    from codemods.delivery.landing import FileChange
    from codemods.delivery.worktree import Worktree
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis, Rewrite
    from codemods.verify.tests import Run, Suite

Group = tuple["Finding", ...]


def tested(
    found: Analysis,
    result: Rewrite,
    command: str,
    timeout: float,
    home: Path,
    jobs: int,
    quiet: bool,
) -> Rewrite:
    """The part of a change with which a command passes.

    RefactorError when the command does not even pass before the change.
    """
    from codemods.delivery.git import Repository
    from codemods.delivery.worktree import worktree
    from codemods.verify.tests import Suite, Tested, environment

    log = _log(home, found)
    changes = _files(result)
    try:
        repository = Repository(found.root)
        repository.head()
    except RefactorError as error:
        needs = "--verify runs your tests in a second checkout, which git makes."
        raise RefactorError(error.what, needs) from None
    with worktree(repository) as made:
        variables = environment(home, made.root, [path for path, _, _ in changes])
        suite = Suite(command, made.root, variables, timeout, log)
        judge = _Judge(found, made, suite, quiet)
        made.put(changes, after=False)
        before = judge.run("before any change")
        if not before.passed:
            judge.show(before, always=True)
            raise RefactorError(
                f"the tests fail before any change: `{command}`: {before.why}",
                f"Nothing was changed. All it wrote is in {log}",
            )
        left = judge.largest(result, jobs)
    if not quiet:
        click.echo(f"verify: all the command wrote is in {log}", err=True)
    return replace(left, tests=Tested(command, judge.count, str(log)))


class _Judge:
    """Puts selections of the findings to the test and remembers the answers."""

    def __init__(self, found: Analysis, made: Worktree, suite: Suite, quiet: bool) -> None:
        self.found = found
        self.made = made
        self.suite = suite
        self.quiet = quiet
        self.count = 0
        self._seen: dict[frozenset[str], Run] = {}

    def largest(self, result: Rewrite, jobs: int) -> Rewrite:
        """The change without the findings that break the tests, proved anew."""
        from codemods.delivery.commits import grouped
        from codemods.model.findings import Refused
        from codemods.pipeline import rewrite
        from codemods.verify.bisect import those_that_pass

        dropped = list(result.dropped)
        while result.changes and not self._run(result.applied, _files(result)).passed:
            groups = grouped(result.applied, "finding")
            kept, broken = those_that_pass(groups, self._passes)
            for group, beside in broken:
                run = self._seen[_key([*beside, group])]
                reason = f"the tests fail with it ({run.why})"
                reason += f": {run.telling}" if run.telling else ""
                dropped += [Refused(f.pattern, f.path, f.span, f.function, reason) for f in group]
                if not self.quiet:
                    places = ", ".join(_place(f) for f in group)
                    click.echo(f"verify: dropped {places}: {run.why}", err=True)
                self.show(run)
            stays = {f.id for group in kept for f in group}
            result = rewrite(self.found, [f for f in result.applied if f.id in stays], jobs)
            dropped += result.dropped
        return replace(result, dropped=tuple(dropped))

    def run(self, what: str) -> Run:
        """One run of the command on what lies in the worktree."""
        if not self.quiet:
            click.echo(f"verify: {what}: ", nl=False, err=True)
        run = self.suite.run(what)
        self.count += 1
        if not self.quiet:
            click.echo(f"{run.why or 'passed'} ({run.seconds:.1f} s)", err=True)
        return run

    def show(self, run: Run, always: bool = False) -> None:
        """The last lines that a run wrote."""
        if always or not self.quiet:
            for line in run.tail:
                click.echo(f"    {line}", err=True)

    def _passes(self, groups: Sequence[Group]) -> bool:
        from codemods.verify.writing import Texts

        ids = _key(groups)
        texts = Texts(self.found.root, self.found.settings)
        findings = [f for f in self.found.findings if f.id in ids]
        for finding in findings:
            texts.take(finding)
        return self._run(findings, list(texts.changed())).passed

    def _run(self, findings: Sequence[Finding], changes: Sequence[FileChange]) -> Run:
        ids = frozenset(f.id for f in findings)
        if ids not in self._seen:
            self.made.put(changes)
            places = ", ".join(_place(f) for f in findings[:3])
            count = "1 change" if len(findings) == 1 else f"{len(findings)} changes"
            more = ", ..." if len(findings) > 3 else ""
            self._seen[ids] = self.run(f"with {count} ({places}{more})")
        return self._seen[ids]


def _key(groups: Sequence[Group]) -> frozenset[str]:
    return frozenset(f.id for group in groups for f in group)


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.span.line}"


def _files(result: Rewrite) -> list[FileChange]:
    return [(c.path, c.before, c.after) for c in result.changes]


def _log(home: Path, found: Analysis) -> Path:
    """An empty file for the output: in the cache, or where there is none in a temporary folder."""
    from codemods.project.cache import Cache

    place = Cache(home, "", found.cache.enabled).place("verify.log")
    if place is None:
        handle, name = tempfile.mkstemp(prefix="refactor-verify-", suffix=".log")
        os.close(handle)
        place = Path(name)
    place.write_bytes(b"")
    return place
