"""Where something stands in a source file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of source text; lines count from 1, columns (in characters) from 0."""

    line: int
    column: int
    end_line: int
    end_column: int

    def contains(self, line: int) -> bool:
        return self.line <= line <= self.end_line
