"""Which changes break the tests, found in few runs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from codemods.verify.bisect import those_that_pass


class Suite:
    """Tests that some numbers break alone, and some pairs of numbers break together."""

    def __init__(self, bad: set[int], pairs: set[tuple[int, int]]) -> None:
        self.bad = bad
        self.pairs = pairs
        self.runs = 0

    def passes(self, chosen: Sequence[int]) -> bool:
        self.runs += 1
        found = set(chosen)
        return not found & self.bad and not any({a, b} <= found for a, b in self.pairs)


@settings(deadline=None)
@given(
    st.integers(1, 24),
    st.sets(st.integers(0, 23)),
    st.sets(st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda p: p[0] != p[1])),
)
def test_what_stays_passes_and_what_goes_breaks_it(
    count: int, bad: set[int], pairs: set[tuple[int, int]]
) -> None:
    suite, items = Suite(bad, pairs), list(range(count))
    if suite.passes(items):
        return
    suite.runs = 0
    kept, dropped = those_that_pass(items, suite.passes)
    assert suite.runs <= 2 * count
    assert kept == sorted(kept)
    assert sorted([*kept, *(item for item, _ in dropped)]) == items
    assert suite.passes(kept)
    for item, beside in dropped:
        assert suite.passes(beside)
        assert not suite.passes([*beside, item])


def test_what_is_dropped_alone_or_of_a_pair_and_nothing_else() -> None:
    kept, dropped = those_that_pass(range(10), Suite({7}, {(2, 5)}).passes)
    assert kept == [0, 1, 2, 3, 4, 6, 8, 9]
    assert [item for item, _ in dropped] == [5, 7]


def test_one_bad_item_takes_few_runs() -> None:
    for bad in range(64):
        suite = Suite({bad}, set())
        kept, _ = those_that_pass(range(64), suite.passes)
        assert len(kept) == 63
        assert suite.runs <= 2 * math.log2(64)
