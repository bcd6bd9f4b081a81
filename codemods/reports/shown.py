"""Text of a project made fit to be shown: nothing in it can act on a terminal or mislead a reader."""

from __future__ import annotations

import re

# Control characters, and those that make text run in the other direction or hide in it.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every character that would act rather than be seen written as its number."""
    return _HIDDEN.sub(lambda found: f"\\u{{{ord(found.group()):x}}}", text)


def one_line(text: str) -> str:
    """The text without line ends and runs of blanks, fit to be shown."""
    return visible(" ".join(text.split()))
