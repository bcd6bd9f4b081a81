"""Which of many changes break the tests: found by halves, not one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def those_that_pass(
    items: Sequence[T], passes: Callable[[Sequence[T]], bool]
) -> tuple[list[T], list[tuple[T, list[T]]]]:
    """The items that can be kept together, and each other one with a selection that it breaks.

    Nothing passes, all of them do not: the caller has seen both. Every item that goes was seen to
    turn a passing selection into a failing one; what stays has passed as a whole. One bad item of n
    takes about `log2(n)` to `2 * log2(n)` runs, and no distribution of them more than `2 * n`.
    """
    return _halves([], list(items), passes)


def _halves(
    base: list[T], items: list[T], passes: Callable[[Sequence[T]], bool]
) -> tuple[list[T], list[tuple[T, list[T]]]]:
    """With a base that passes and fails with all items: the base with what can be kept, the rest."""
    if len(items) == 1:
        return base, [(items[0], base)]
    left, right = items[: len(items) // 2], items[len(items) // 2 :]
    if passes([*base, *left]):
        return _halves([*base, *left], right, passes)  # the right half fails: the whole has
    kept, dropped = _halves(base, left, passes)
    if passes([*kept, *right]):
        return [*kept, *right], dropped
    kept, more = _halves(kept, right, passes)
    return kept, [*dropped, *more]
