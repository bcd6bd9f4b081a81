"""Where something stands in a source file."""

from __future__ import annotations

from codemods.model.valueclass import valueclass


@valueclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of source text; lines count from 1, columns from 0 in bytes of UTF-8, as `ast` counts."""

    line: int
    column: int
    end_line: int
    end_column: int

    def contains(self, line: int) -> bool:
        return self.line <= line <= self.end_line
