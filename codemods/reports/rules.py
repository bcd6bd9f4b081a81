"""What a pattern's documentation says, part by part."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

_HEADING = re.compile(r"[A-Z][a-z ]+")


def summary(documentation: str) -> str:
    """Its first line."""
    return documentation.partition("\n")[0]


def sections(documentation: str) -> Mapping[str, str]:
    """Its parts by heading, each without its indentation."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in documentation.splitlines()[1:]:
        if _HEADING.fullmatch(line):
            heading = line
            found[heading] = []
        elif heading:
            found[heading].append(line)
    return {h: textwrap.dedent("\n".join(lines)).strip() for h, lines in found.items()}


def points(text: str) -> list[str]:
    """The items of a list with dashes, each as one line."""
    items = re.split(r"^- ", text, flags=re.MULTILINE)
    return [" ".join(item.split()) for item in items if item.strip()]


def as_markdown(documentation: str) -> str:
    """The whole as Markdown: headings in bold, their parts below."""
    parts = [summary(documentation)]
    parts += [f"**{heading}**\n\n{text}" for heading, text in sections(documentation).items()]
    return "\n\n".join(parts)
