"""Review finding by finding, with the keys of `git add -p`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from codemods.reports import text_report

if TYPE_CHECKING:
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis

_HELP = """y - take this change
n - leave this place as it is
a - take this and all that follow
q - stop here and keep what was taken
e - show the evidence
? - show this help"""


def review(found: Analysis, findings: Sequence[Finding]) -> list[Finding]:
    """Those of the findings that the person takes."""
    from rich.console import Console
    from rich.syntax import Syntax

    from codemods.delivery.diff import unified
    from codemods.pipeline import rewrite

    console = Console()
    taken: list[Finding] = []
    for number, finding in enumerate(findings, 1):
        shown = rewrite(found, [finding])
        if not shown.changes:
            continue
        console.rule(f"{number}/{len(findings)} {finding.path} {finding.verdict}")
        console.print(text_report.headline(finding), highlight=False, markup=False)
        for change in shown.changes:
            text = unified(change.path, change.before, change.after)
            console.print(Syntax(text, "diff", background_color="default"))
        while True:
            key = click.prompt(
                "Take this change [y,n,a,q,e,?]", default="?", show_default=False
            ).strip()[:1]
            if key == "e":
                for line in text_report.details(finding):
                    console.print(line, highlight=False, markup=False)
            elif key in ("y", "n", "a", "q"):
                break
            else:
                console.print(_HELP)
        if key == "q":
            return taken
        if key == "a":
            return [*taken, *findings[number - 1 :]]
        if key == "y":
            taken.append(finding)
    return taken
