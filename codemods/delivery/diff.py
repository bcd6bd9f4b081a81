"""Unified diffs that `git apply` takes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def unified(path: str, before: bytes, after: bytes) -> str:
    """The diff of one file, with `a/` and `b/` prefixes; bytes that are no UTF-8 survive as surrogates."""
    old_name, new_name = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    body = difflib.unified_diff(_lines(before), _lines(after), old_name, new_name)
    return "".join([f"diff --git {old_name} {new_name}\n", *_marked(body)])


def _quoted(name: str) -> str:
    """The name as git writes it: in quotes when it holds what could end it."""
    told = "".join(_ESCAPES.get(c, f"\\{ord(c):03o}" if c < " " else c) for c in name)
    return name if told == name else f'"{told}"'


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "surrogateescape")
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n\\ No newline at end of file\n"
