"""Review finding by finding, with the keys of `git add -p`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from codemods.cli.terminal import painted_diff, painted_finding, write_bytes
from codemods.errors import RefactorError
from codemods.reports import text_report

if TYPE_CHECKING:
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis, Rewrite
    from codemods.verify.ignoring import Ignore

_KEYS = "y,n,a,d,i,e,b,v,q,?"
_HELP = """y - take this change
n - leave this place as it is
a - take this and all that follow of this pattern
d - leave this and all that follow in this file
i - never again: write a `# refactor: ignore` comment here
e - open the place in $VISUAL or $EDITOR
b - back to the one before, and decide it again
v - why: show the evidence
q - stop here and keep what was taken
? - show this help"""


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was answered so far, by finding id; `all_of` are patterns, `none_of` files."""

    taken: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    ignored: Mapping[str, str] = field(default_factory=dict)
    all_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def answered(self, finding: Finding) -> bool:
        return finding.id in self.seen or finding.path in self.none_of

    def with_answer(self, key: str, finding: Finding, reason: str) -> _Decided:
        now = replace(self, seen=self.seen | {finding.id})
        if key == "y":
            return replace(now, taken=self.taken | {finding.id})
        if key == "a":
            return replace(
                now, taken=self.taken | {finding.id}, all_of=self.all_of | {finding.pattern}
            )
        if key == "d":
            return replace(now, none_of=self.none_of | {finding.path})
        if key == "i":
            return replace(now, ignored={**self.ignored, finding.id: reason})
        return now


@dataclass(frozen=True, slots=True)
class Chosen:
    """The run as it is at the end (an editor may have changed files), and what was decided."""

    found: Analysis
    taken: list[Finding]
    ignores: list[Ignore]


class Review:
    """One walk through the findings.

    `again` reads the project anew when a file was edited; `keeps_clean` says that files which
    differ from the last commit must be left out, because a commit could not tell the edits apart.
    """

    def __init__(
        self,
        found: Analysis,
        findings: Sequence[Finding],
        coloured: bool,
        again: Callable[[], tuple[Analysis, Sequence[Finding]]],
        keeps_clean: bool,
    ) -> None:
        self.found = found
        self.findings = list(findings)
        self.coloured = coloured
        self._again = again
        self._keeps_clean = keeps_clean
        self._decided = _Decided()
        self._past: list[tuple[str, _Decided]] = []
        self._proved: dict[str, Rewrite] = {}
        self._edited: set[str] = set()

    def run(self) -> Chosen:
        """Ask for each finding until all are answered or the person stops."""
        at = 0
        while at < len(self.findings):
            finding = self.findings[at]
            decided = self._decided
            if decided.answered(finding):
                at += 1
                continue
            if finding.pattern in decided.all_of:
                self._decided = decided.with_answer("y", finding, "")
                continue
            if not self._show(finding):
                self._decided = decided.with_answer("n", finding, "")
                continue
            key, reason = self._answer(at, finding)
            if key == "q":
                break
            if key == "b":
                at = self._back(at)
            elif key == "e":
                at = self._edit(at, finding)
            else:
                self._past.append((finding.id, decided))
                self._decided = decided.with_answer(key, finding, reason)
        return self._chosen()

    def _chosen(self) -> Chosen:
        from codemods.verify.ignoring import Ignore

        decided = self._decided
        taken = [f for f in self.findings if f.id in decided.taken]
        ignores = [
            Ignore(f, decided.ignored[f.id]) for f in self.findings if f.id in decided.ignored
        ]
        return Chosen(self.found, taken, ignores)

    # -- one finding ----------------------------------------------------------------------------

    def _show(self, finding: Finding) -> bool:
        """Show the change; False when there is none that could be proved."""
        from codemods.delivery.diff import unified
        from codemods.pipeline import rewrite

        proved = self._proved.get(finding.id)
        if proved is None:
            proved = self._proved[finding.id] = rewrite(self.found, [finding])
        if not proved.changes:
            for fallen in proved.dropped:
                click.echo(f"{fallen.path}:{fallen.span.line}: left alone: {fallen.reason}")
            return False
        line = text_report.headline(finding)
        click.echo(f"\n{painted_finding(line) if self.coloured else line}", color=self.coloured)
        for change in proved.changes:
            text = unified(change.path, change.before, change.after)
            write_bytes(painted_diff(text) if self.coloured else text)
        return True

    def _answer(self, at: int, finding: Finding) -> tuple[str, str]:
        """The key the person presses, and a reason with `i`; the end of the input is a q."""
        question = prompt(at + 1, len(self.findings), finding, shutil.get_terminal_size().columns)
        while True:
            line = _asked(question)
            if line is None:
                return "q", ""
            key = line.strip().lower()[:1]
            if key in ("y", "n", "a", "d", "q", "e", "b"):
                return key, ""
            if key == "i":
                reason = _asked("Reason (may be empty): ")
                if reason is not None:
                    return key, " ".join(reason.split())
            elif key == "v":
                for detail in text_report.details(finding):
                    click.echo(detail)
            else:
                click.echo(_HELP)

    # -- going elsewhere ------------------------------------------------------------------------

    def _back(self, at: int) -> int:
        """The index of the last question that was answered, with its answer forgotten."""
        places = {finding.id: index for index, finding in enumerate(self.findings)}
        while self._past:
            identity, self._decided = self._past.pop()
            if identity in places:
                return places[identity]
        click.echo("This is the first one.")
        return at

    def _edit(self, at: int, finding: Finding) -> int:
        """Open the editor; where a file changed, read everything anew and begin where it stands."""
        from codemods.delivery.editor import open_at

        try:
            changed = open_at(self.found.root / finding.path, finding.span.line)
        except RefactorError as error:
            click.echo(f"{error.what}. {error.advice}".strip())
            return at
        if not changed:
            click.echo(f"{finding.path} is as it was.")
            return at
        self._edited.add(finding.path)
        before = {f.id for f in self.findings}
        self._proved.clear()
        self.found, findings = self._again()
        touched = [f for f in findings if self._rests_on_an_edit(f)]
        self.findings = [f for f in findings if f not in touched]
        if touched and self._keeps_clean:
            places = "1 place" if len(touched) == 1 else f"{len(touched)} places"
            click.echo(
                f"{finding.path} has your edit now, which is not committed: {places} of it left out "
                "of this run. Commit it and run again, or use --allow-dirty."
            )
        here = {f.id for f in findings}
        gone = len(before - here)
        if finding.id not in here:
            click.echo(f"{finding.path} changed: what was found here is gone.")
            gone -= 1
        if gone:
            click.echo(f"With it, {gone} more {'is' if gone == 1 else 'are'} gone.")
        if new := len(here - before):
            click.echo(f"{new} {'is' if new == 1 else 'are'} new.")
        return 0  # what was answered stays answered

    def _rests_on_an_edit(self, finding: Finding) -> bool:
        paths = {finding.path, *(edit.path for edit in finding.edits)}
        return self._keeps_clean and bool(paths & self._edited)


def prompt(number: int, total: int, finding: Finding, width: int) -> str:
    """The question: which of how many, where, how sure, and the keys, on one line of the terminal."""
    start = f"({number}/{total}) "
    end = f" {finding.verdict} [{_KEYS}]? "
    room = max(12, width - len(start) - len(end) - 2)
    place = f"{finding.path}:{finding.span.line}"
    if len(place) > room:
        place = "..." + place[len(place) - room + 3 :]
    return start + place + end


def _asked(question: str) -> str | None:
    click.echo(question, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        click.echo()
        return None
    return line
