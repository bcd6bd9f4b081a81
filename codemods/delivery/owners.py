"""Who owns which files: the CODEOWNERS of a repository."""

from __future__ import annotations

import re
from pathlib import Path

import pathspec

_PLACES = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
_PLACES_ELSEWHERE = (".gitea/CODEOWNERS", ".forgejo/CODEOWNERS")


class Owners:
    """The rules of a CODEOWNERS file; the last one that fits a path decides."""

    def __init__(self, text: str) -> None:
        self._rules: list[tuple[pathspec.GitIgnoreSpec, tuple[str, ...]]] = []
        for line in text.splitlines():
            words = re.sub(r"(?<!\\)#.*", "", line).replace("\\ ", "\0").split()
            if not words or re.match(r"\^?\[", words[0]):  # GitLab's sections
                continue
            rule = pathspec.GitIgnoreSpec.from_lines([words[0].replace("\0", "\\ ")])
            self._rules.append((rule, tuple(words[1:])))

    @classmethod
    def of(cls, top: Path) -> Owners:
        """The owners that a repository names; nobody where it has no such file."""
        for place in (*_PLACES, *_PLACES_ELSEWHERE):
            if (top / place).is_file():
                return cls((top / place).read_text("utf-8", "replace"))
        return cls("")

    def of_file(self, path: str) -> tuple[str, ...]:
        """The owners of a file, as they are written: `@user`, `@org/team`, an address."""
        for rule, owners in reversed(self._rules):
            if rule.match_file(path):
                return owners
        return ()
