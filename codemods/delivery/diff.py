"""Unified diffs that `git apply` takes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator


def unified(path: str, before: bytes, after: bytes) -> str:
    """The diff of one file, with `a/` and `b/` prefixes; bytes that are no UTF-8 survive as surrogates."""
    old, new = _lines(before), _lines(after)
    head = [f"diff --git a/{path} b/{path}\n"]
    body = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join([*head, *_marked(body)])


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "surrogateescape")
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n\\ No newline at end of file\n"
