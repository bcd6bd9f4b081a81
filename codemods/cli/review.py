"""Review finding by finding, with the keys of `git add -p`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from codemods.cli.terminal import painted_diff, painted_finding, write_bytes
from codemods.reports import text_report

if TYPE_CHECKING:
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis, Rewrite

_KEYS = "y,n,a,d,q,e,?"
_HELP = """y - take this change
n - leave this place as it is
a - take this and all that follow
d - leave this and all that follow in this file
q - stop here and keep what was taken
e - show the evidence
? - show this help"""


def review(found: Analysis, findings: Sequence[Finding], coloured: bool) -> list[Finding]:
    """Those of the findings that the person takes."""
    from codemods.pipeline import rewrite

    taken: list[Finding] = []
    left_alone: set[str] = set()
    for number, finding in enumerate(findings, 1):
        if finding.path in left_alone:
            continue
        proved = rewrite(found, [finding])
        if not proved.changes:
            for fallen in proved.dropped:
                click.echo(f"{fallen.path}:{fallen.span.line}: left alone: {fallen.reason}")
            continue
        _show(finding, proved, coloured)
        match _answer(f"({number}/{len(findings)}) Take this change [{_KEYS}]? ", finding):
            case "y":
                taken.append(finding)
            case "a":
                rest = findings[number:]
                return [*taken, finding, *(f for f in rest if f.path not in left_alone)]
            case "d":
                left_alone.add(finding.path)
            case "q":
                return taken
    return taken


def _show(finding: Finding, proved: Rewrite, coloured: bool) -> None:
    from codemods.delivery.diff import unified

    line = text_report.headline(finding)
    click.echo(f"\n{painted_finding(line) if coloured else line}", color=coloured)
    for change in proved.changes:
        text = unified(change.path, change.before, change.after)
        write_bytes(painted_diff(text) if coloured else text)


def _answer(question: str, finding: Finding) -> str:
    """The key the person presses: y, n, a, d or q; the end of the input is a q."""
    while True:
        click.echo(question, nl=False)
        line = sys.stdin.readline()
        if not line:
            click.echo()
            return "q"
        key = line.strip().lower()[:1]
        if key in ("y", "n", "a", "d", "q"):
            return key
        if key == "e":
            for detail in text_report.details(finding):
                click.echo(detail)
        else:
            click.echo(_HELP)
