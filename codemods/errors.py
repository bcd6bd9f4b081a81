"""Everything that can go wrong for a person, and the one table of exit codes."""

from __future__ import annotations

OK = 0
FINDINGS = 1
USAGE = 2
INTERNAL = 3


class RefactorError(Exception):
    """A problem a person can solve: what is wrong in one line, what to do in another."""

    exit_code = USAGE

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice
