"""`refactor explain`"""

from __future__ import annotations

import re
from pathlib import Path

import click

from codemods.cli.options import Options
from codemods.errors import RefactorError


@click.command("explain")
@click.argument("what", metavar="NAME|ID|PATH:LINE")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("--debug", is_flag=True, hidden=True)
def command(what: str, no_cache: bool, debug: bool) -> None:
    """Explain a pattern, a finding by its id, or what is (not) done at a line."""
    from codemods.pipeline import documentation, load_pattern, pattern_names

    if what in pattern_names():
        click.echo(documentation(what))
        return
    place = re.fullmatch(r"(.+):(\d+)", what)
    if place:
        _explain_line(Path(place.group(1)), int(place.group(2)), no_cache)
    elif re.fullmatch(r"[0-9a-f]{12}", what):
        _explain_finding(what, no_cache)
    elif Path(what).is_file():
        raise RefactorError(f"which line of {what}?", f"Say it after a colon: {what}:1")
    else:
        load_pattern(what)


def _explain_finding(identity: str, no_cache: bool) -> None:
    from codemods.reports import text_report

    found = Options(no_cache=no_cache, quiet=True).analysis()
    for finding in found.findings:
        if finding.id == identity:
            click.echo(text_report.headline(finding))
            for line in text_report.details(finding):
                click.echo(line)
            return
    raise RefactorError(
        f"no finding has the id {identity}", "Run `refactor scan --verbose` to see the ids."
    )


def _explain_line(path: Path, line: int, no_cache: bool) -> None:
    from codemods.reports import text_report

    if not path.is_file():
        raise RefactorError(f"{path} does not exist")
    found = Options((path,), no_cache=no_cache, quiet=True).analysis()
    name = path.resolve().relative_to(found.root).as_posix()
    told = False
    for skipped, reason in found.skipped:
        if skipped == name:
            raise RefactorError(f"{name} cannot be read: {reason}")
    count = max(1, len(path.read_bytes().splitlines()))
    if not 1 <= line <= count:
        raise RefactorError(f"{name} has no line {line}", f"Its last line is {count}.")
    for finding in found.findings:
        if finding.path == name and finding.span.contains(line):
            told = True
            click.echo(text_report.headline(finding))
            for detail in text_report.details(finding):
                click.echo(detail)
    for refusal in found.refusals:
        if refusal.path == name and refusal.span.contains(line):
            told = True
            click.echo(
                f"{name}:{refusal.span.line}: [{refusal.pattern}] left alone: {refusal.reason}"
            )
    if not told:
        click.echo(
            f"{name}:{line}: nothing to say: no two awaits (or a loop that awaits) meet there"
        )
