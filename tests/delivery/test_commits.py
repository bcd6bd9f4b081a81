"""Cutting a change into commits: nothing is torn apart, and every state holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from codemods.delivery.commits import Written, grouped, in_parts
from codemods.model.findings import Finding
from codemods.model.spans import Span
from codemods.model.steps import FileEdit

BASE = b""


def finding(name: str, *paths: str, pattern: str = "gather", function: str = "") -> Finding:
    edits = tuple(FileEdit(path, ()) for path in paths)
    where = function or f"{paths[0]}.{name}"
    return Finding(name, pattern, paths[0], Span(1, 0, 1, 1), where, "safe", "low", "", edits=edits)


def names(groups: Sequence[Sequence[Finding]]) -> list[str]:
    return ["".join(f.id for f in group) for group in groups]


A = finding("A", "a.py")
B = finding("B", "b.py", pattern="batch")
C = finding("C", "a.py", "c.py")
D = finding("D", "d.py")
E = finding("E", "d.py", function="d.py.D")
F = finding("F", "c.py", "b.py", pattern="batch")
ALL = (A, B, C, D, E, F)


def test_groups() -> None:
    assert names(grouped(ALL, "pattern")) == ["ACDE", "BF"]
    assert names(grouped(ALL, "finding")) == ["A", "B", "C", "DE", "F"]
    assert names(grouped(ALL, "file")) == ["ABCF", "DE"]


def writer(holds: Callable[[Collection[str]], Collection[str]]) -> Callable[..., Written]:
    """Writes a finding's name into its files, where the selection holds."""

    def written(findings: Sequence[Finding]) -> Written:
        kept = [f for f in findings if f.id in holds({f.id for f in findings})]
        texts: dict[str, bytes] = {}
        for found in kept:
            for edit in found.edits:
                texts[edit.path] = texts.get(edit.path, BASE) + found.id.encode()
        return [(path, BASE, text) for path, text in sorted(texts.items())], kept

    return written


def test_each_part_goes_on_where_the_last_one_ended() -> None:
    written = writer(lambda ids: ids)
    parts = in_parts(written(ALL), ALL, "finding", written)
    assert names([p.findings for p in parts]) == ["A", "B", "C", "DE", "F"]
    assert parts[2].changes == (("a.py", b"A", b"AC"), ("c.py", b"", b"C"))
    state: dict[str, bytes] = {}
    for part in parts:
        for path, before, after in part.changes:
            assert state.get(path, BASE) == before
            state[path] = after
    assert state == {path: text for path, _, text in written(ALL)[0]}


def test_what_does_not_hold_yet_comes_with_what_it_waits_for() -> None:
    written = writer(lambda ids: ids if "C" in ids else ids - {"A"})
    parts = in_parts(written(ALL), ALL, "finding", written)
    assert names([p.findings for p in parts]) == ["B", "AC", "DE", "F"]


def test_what_is_committed_stays_proved() -> None:
    """With C, A does not hold until F is there: nothing is committed in between."""
    written = writer(lambda ids: ids - {"A"} if "C" in ids and "F" not in ids else ids)
    parts = in_parts(written(ALL), ALL, "finding", written)
    assert names([p.findings for p in parts]) == ["A", "B", "CDEF"]


def test_a_finding_that_adds_nothing_is_told_with_another() -> None:
    twice = (A, finding("a", "a.py"))
    whole: Written = ([("a.py", b"", b"A")], twice)
    parts = in_parts(whole, twice, "finding", lambda findings: (whole[0], findings))
    assert names([p.findings for p in parts]) == ["Aa"]
