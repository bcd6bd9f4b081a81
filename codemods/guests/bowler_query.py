"""One Bowler query at work on texts, with the part of Bowler's tool that touches no file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from difflib import SequenceMatcher, unified_diff
from pathlib import Path
from typing import Any, NoReturn

from bowler.helpers import filename_endswith
from fissix.pgen2.parse import ParseError
from fissix.pgen2.tokenize import TokenError
from fissix.refactor import RefactoringTool

from codemods.guests.runnable import Unreadable

Processor = Callable[[str, list[str]], object]


class Rewriter:
    """A query's fixers, the files it is for, and who decides over its hunks.

    `keywords` are those that the script executed the query with: Bowler's words for showing, asking
    and writing have no meaning here.
    """

    def __init__(self, query: Any, keywords: dict[str, Any], folder: Path, root: Path) -> None:
        self.paths = [str(path) for path in query.paths]
        self._folder = folder
        self._scopes = [(path, _below(path, folder, root)) for path in self.paths]
        self._matches = (
            keywords.get("filename_matcher") or query.filename_matcher or filename_endswith(".py")
        )
        given = keywords.get("hunk_processor")
        self._processors: list[Processor] = query.processors or ([given] if given else [])
        fixers = query.compile()
        options = {"print_function": True} if query.python_version == 3 else {}
        self._tool = _Tool(fixers, options | keywords.get("options", {}))

    @property
    def covers_something(self) -> bool:
        """Whether any of the query's paths is there."""
        return any(
            scope is not None and (self._folder / scope).exists() for _, scope in self._scopes
        )

    def rewritten(self, path: str, text: str) -> str:
        """The text of a file after the query.

        Line ends are the file's own, as is a missing one at its end. Raises Unreadable, and whatever
        the script's filters and callbacks raise.
        """
        name = self._name_of(path)
        if name is None or not self._matches(name):
            return text
        plain, ends = _with_plain_ends(text)
        added = not plain.endswith("\n")
        before = f"{plain}\n" if added else plain
        tree = self._tool.refactor_string(before, name)
        after = self._accepted(name, before, str(tree))
        if after == before:
            return text
        if added:
            after = after.removesuffix("\n")
        return after.replace("\n", ends) if ends != "\n" else after

    def _name_of(self, path: str) -> str | None:
        """The file's name as Bowler would say it: the query's path, and the way from there."""
        for typed, scope in self._scopes:
            if scope is None or Path(typed).is_absolute():
                if scope is not None and _holds(scope, path):
                    return str(self._folder / path)
            elif path == scope:
                return typed
            elif _holds(scope, path):
                inner = path if scope == "." else path[len(scope) + 1 :]
                return os.path.join(typed, inner)
        return None

    def _accepted(self, name: str, before: str, after: str) -> str:
        """The new text with those hunks only that every processor of the script lets pass."""
        if not self._processors or before == after:
            return after
        old, new = before.split("\n")[:-1], after.removesuffix("\n").split("\n")
        lines = list(unified_diff(old, new, name, name, lineterm=""))
        starts = [i for i, line in enumerate(lines) if line.startswith("@@")]
        hunks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        groups = SequenceMatcher(None, old, new).get_grouped_opcodes(3)
        result: list[str] = []
        done = 0
        for hunk, group in zip(hunks, groups, strict=True):
            answers = [processor(name, [*lines[:2], *hunk]) for processor in self._processors]
            first, last = group[0], group[-1]
            result += old[done : first[1]]
            result += old[first[1] : last[2]] if False in answers else new[first[3] : last[4]]
            done = last[2]
        return "".join(f"{line}\n" for line in [*result, *old[done:]])


class _Tool(RefactoringTool):  # type: ignore[misc]
    """The engine under Bowler's tool, without its processes, queues, prompts and files."""

    def __init__(self, fixers: list[Any], options: dict[str, Any]) -> None:
        super().__init__(fixers, options)

    def get_fixers(self) -> tuple[list[Any], list[Any]]:
        fixers = [fixer(self.options, self.fixer_log) for fixer in self.fixers]
        return (
            [fixer for fixer in fixers if fixer.order == "pre"],
            [fixer for fixer in fixers if fixer.order == "post"],
        )

    def log_error(self, message: str, *args: Any, **keywords: Any) -> NoReturn:
        """Called where a text cannot be parsed."""
        error = sys.exception()
        where = ""
        if isinstance(error, ParseError):
            where = f" (line {error.context[1][0]})"
        elif isinstance(error, TokenError) and len(error.args) > 1:
            where = f" (line {error.args[1][0]})"
        raise Unreadable(
            f"Bowler's grammar cannot read it; it stops at Python 3.8{where}"
        ) from None


def _below(path: str, folder: Path, root: Path) -> str | None:
    """A query's path relative to the project, None when it leads elsewhere."""
    full = Path(os.path.normpath(folder / path))
    for base in (folder, root):
        if full.is_relative_to(base):
            return full.relative_to(base).as_posix()
    return None


def _holds(scope: str, path: str) -> bool:
    return scope in (".", path) or path.startswith(f"{scope}/")


def _with_plain_ends(text: str) -> tuple[str, str]:
    """The text with "\\n" at its lines' ends when all of them are "\\r\\n", and the ends it had."""
    if "\r\n" in text and text.count("\r\n") == text.count("\n") == text.count("\r"):
        return text.replace("\r\n", "\n"), "\r\n"
    return text, "\n"
