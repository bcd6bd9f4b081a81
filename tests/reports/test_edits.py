"""Changes as hunks and as replacements."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codemods.reports.edits import Edit, edits, utf16
from codemods.reports.hunks import hunks, lines_of, unified

TEXTS = st.text(st.sampled_from("ab\u00e9\U0001f403\n\r"), max_size=24)


def offset(lines: list[str], place: tuple[int, int], units: Callable[[str], int]) -> int:
    """Where a place lies in the text, found by going there character by character."""
    line, column = place
    at = sum(map(len, lines[: line - 1]))
    if line > len(lines):
        assert (line, column) == (len(lines) + 1, 1)
        return at
    row, seen = lines[line - 1], 1
    for number, character in enumerate(row):
        if seen == column:
            return at + number
        assert seen < column, "a column in the middle of a character"
        seen += units(character)
    assert seen == column
    return at + len(row)


def carried_out(before: str, changes: tuple[Edit, ...], units: Callable[[str], int]) -> str:
    lines = lines_of(before)
    text = before
    last = len(before) + 1
    for edit in reversed(changes):
        start, end = (offset(lines, place, units) for place in (edit.start, edit.end))
        assert start <= end < last
        last = start or -1
        text = text[:start] + edit.text + text[end:]
    return text


@given(TEXTS, TEXTS, st.sampled_from([len, utf16]))
def test_edits_make_the_new_text(before: str, after: str, units: Callable[[str], int]) -> None:
    changes = edits(before, after, units)
    assert carried_out(before, changes, units) == after
    assert bool(changes) == (before != after)


def test_columns_count_what_is_asked_for() -> None:
    before, after = "x = '\U0001f403' + a\n", "x = '\U0001f403' + bb\n"
    assert edits(before, after) == (Edit((1, 11), (1, 12), "bb"),)
    assert edits(before, after, utf16) == (Edit((1, 12), (1, 13), "bb"),)


def test_a_line_end_is_never_parted() -> None:
    (edit,) = edits("a\r\nb\r\n", "a\nb\r\n")
    assert carried_out("a\r\nb\r\n", (edit,), len) == "a\nb\r\n"
    assert edit.start == (1, 2)
    assert edit.end == (2, 1)


@given(TEXTS, TEXTS)
def test_hunks_hold_both_versions(before: str, after: str) -> None:
    old, new = lines_of(before), lines_of(after)
    for hunk in hunks(before, after, around=1):
        for row in hunk.rows:
            if row.old:
                assert old[row.old - 1].rstrip("\r\n") == row.text
            if row.new:
                assert new[row.new - 1].rstrip("\r\n") == row.text
            assert all(0 <= a < b <= len(row.text) for a, b in row.changed)
        assert {r.old for r in hunk.rows if r.kind == "new"} <= {None}
        assert {r.new for r in hunk.rows if r.kind == "gone"} <= {None}
    changed = {row.new for h in hunks(before, after) for row in h.rows if row.kind == "new"}
    kept = [line for number, line in enumerate(new, 1) if number not in changed]
    gone = {row.old for h in hunks(before, after) for row in h.rows if row.kind == "gone"}
    assert kept == [line for number, line in enumerate(old, 1) if number not in gone]


WORDS = [
    ("total = load(a, b)", "total = load(a, c)", ["b"], ["c"]),
    ("user = await get(uid)", "user, orders = await get(uid)", [], [", orders"]),
    ("one thing", "another matter", [], []),
    ("    x = 1", "        x = 1", [], []),
]


@pytest.mark.parametrize(("old", "new", "gone", "came"), WORDS)
def test_words_that_differ_are_marked(old: str, new: str, gone: list[str], came: list[str]) -> None:
    (hunk,) = hunks(f"{old}\n", f"{new}\n")
    before, after = hunk.rows
    assert [before.text[a:b] for a, b in before.changed] == gone
    assert [after.text[a:b] for a, b in after.changed] == came


def test_a_unified_diff_has_the_usual_head() -> None:
    text = unified("a.py", "1\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n")
    assert text == "--- a/a.py\n+++ b/a.py\n@@ -2,4 +2,4 @@\n 2\n 3\n 4\n-5\n+five\n"
