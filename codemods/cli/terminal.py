"""What a terminal adds: colour, where the person and the terminal want it."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

import click

_PLACE = re.compile(
    r"(?P<place>.+?:\d+:\d+): \[(?P<pattern>[\w-]+)\] (?P<verdict>\w+):(?P<rest>.*)"
)
_VERDICTS = {"safe": "green", "unsafe": "yellow", "manual": "cyan"}


def wants_colour(choice: str, stream: TextIO | None = None) -> bool:
    """Whether to colour what goes to a stream: as told, else by the environment, else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"


def painted_diff(text: str) -> str:
    """A unified diff in the colours of git."""
    return "".join(_painted_line(line) for line in text.splitlines(keepends=True))


def painted_finding(line: str) -> str:
    """A line of a report with its place and verdict set off; other lines as they are."""
    found = _PLACE.fullmatch(line)
    if found is None:
        return line
    verdict = click.style(found["verdict"], fg=_VERDICTS.get(found["verdict"]), bold=True)
    place = click.style(found["place"], bold=True)
    return f"{place}: [{found['pattern']}] {verdict}:{found['rest']}"


def write_bytes(text: str) -> None:
    """Write to stdout as it is: line ends and bytes of any encoding come through."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def _painted_line(line: str) -> str:
    body = line.rstrip("\r\n")
    end = line[len(body) :]
    if body.startswith(("diff --git ", "--- ", "+++ ")):
        return click.style(body, bold=True) + end
    if body.startswith("@@"):
        return click.style(body, fg="cyan") + end
    if body.startswith("+"):
        return click.style(body, fg="green") + end
    if body.startswith("-"):
        return click.style(body, fg="red") + end
    return line
