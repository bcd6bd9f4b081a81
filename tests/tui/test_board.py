"""What the review knows, without a screen."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from review_stage import FINDINGS, finding
from rich.console import Console

from codemods.delivery.decisions import Decision, Decisions
from codemods.model.findings import Finding
from codemods.project.cache import Cache
from codemods.tui import diff
from codemods.tui.board import Board, Filter
from codemods.tui.proofs import Proof, Proofs


def store(folder: Path) -> Decisions:
    return Decisions(Cache(folder, "any version"))


def test_decisions_come_back(tmp_path: Path) -> None:
    board = Board(FINDINGS, store(tmp_path))
    board.decide(FINDINGS[:1], "take")
    board.decide(FINDINGS[1:2], "ignore", "it must wait")
    board.decide(FINDINGS[2:3], "skip")
    board.decide(FINDINGS[2:3], None)
    again = Board(FINDINGS, Decisions(Cache(tmp_path, "another version")))
    assert again.taken() == [FINDINGS[0]]
    assert again.ignored() == [(FINDINGS[1], "it must wait")]
    assert len(again.decided) == 2


def test_taking_is_asked_again_when_the_verdict_is_another(tmp_path: Path) -> None:
    board = Board(FINDINGS, store(tmp_path))
    board.decide(FINDINGS[:1], "take")
    board.decide(FINDINGS[3:4], "skip")
    now = [replace(f, verdict="unsafe") for f in FINDINGS]
    assert set(Board(now, store(tmp_path)).decided) == {FINDINGS[3].id}
    assert set(Board(FINDINGS, store(tmp_path)).decided) == {FINDINGS[0].id, FINDINGS[3].id}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "decisions": {}}',
        '{"version": 1, "decisions": []}',
        '{"version": 1, "decisions": {"x": {"choice": "explode", "verdict": "safe", "reason": ""}}}',
        '{"version": 1, "decisions": {"x": {"choice": "take"}}}',
    ],
)
def test_a_broken_store_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    folder = tmp_path / ".refactor_cache"
    folder.mkdir()
    (folder / "decisions.json").write_text(text)
    found = store(tmp_path)
    assert found.of([replace(FINDINGS[0], id="x")]) == {}
    found.update({"y": Decision("skip", "safe")})
    assert list(json.loads((folder / "decisions.json").read_text())["decisions"]) == ["y"]


def test_decisions_of_other_findings_stay(tmp_path: Path) -> None:
    Board(FINDINGS, store(tmp_path)).decide(FINDINGS, "skip")
    part = Board(FINDINGS[:1], store(tmp_path))
    part.forget()
    assert len(Board(FINDINGS, store(tmp_path)).decided) == len(FINDINGS) - 1


def test_without_a_cache_decisions_last_as_long_as_the_run(tmp_path: Path) -> None:
    found = Decisions(Cache(tmp_path, "", enabled=False))
    assert not found.kept
    board = Board(FINDINGS, found)
    board.decide(FINDINGS[:1], "take")
    assert board.taken() == [FINDINGS[0]]
    assert list(tmp_path.iterdir()) == []


FILTERS: dict[str, tuple[Filter, set[str]]] = {
    "verdict": (Filter(verdicts=frozenset(["unsafe", "manual"])), {"page20", "page3"}),
    "pattern": (Filter(patterns=frozenset(["batch"])), {"page40", "page3"}),
    "part of a path": (Filter(path="Tools"), {"page3"}),
    "a path with a star": (Filter(path="shop/*"), {"page2", "page20", "page40", "page7"}),
    "a name with a star": (Filter(path="use*.py"), {"page7"}),
    "words": (Filter(words="HTTPX orders page2"), {"page2", "page20"}),
    "undecided": (Filter(undecided=True), {"page20", "page40", "page7", "page3"}),
    "several": (Filter(frozenset(["safe"]), frozenset(["gather"]), "orders"), {"page2"}),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_lets_through(tmp_path: Path, name: str) -> None:
    board = Board(FINDINGS, store(tmp_path))
    board.decide(FINDINGS[:1], "take")
    board.filter, wanted = FILTERS[name]
    assert {f.function.rpartition(".")[2] for f in board.visible()} == wanted


def test_what_is_in_a_blocked_file_is_not_taken(tmp_path: Path) -> None:
    Board(FINDINGS, store(tmp_path)).decide(FINDINGS[:1], "take")
    blocked = Board(FINDINGS, store(tmp_path), {"shop/orders.py": "it has changes"})
    assert blocked.taken() == []
    assert blocked.decide([FINDINGS[0]], "take") == []
    assert blocked.why_not(FINDINGS[0]) == "it has changes"


# -- proofs -----------------------------------------------------------------------------------------


def test_the_finding_that_is_looked_at_is_proved_first() -> None:
    order: list[str] = []
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def prove(found: Finding) -> Proof:
        order.append(found.id)
        begun.set()
        assert go_on.wait(30)
        if len(order) == 3:
            raise ValueError("no luck")
        return Proof()

    proofs = Proofs(prove, lambda identity: done.set() if len(order) == 3 else None)
    first, second, third = (finding("a.py", n) for n in (1, 2, 3))
    proofs.ask([first, second])
    assert begun.wait(30)
    assert proofs.get(first.id) is None
    proofs.ask([third, second])  # the person has moved on
    go_on.set()
    assert done.wait(30)
    proofs.close()
    assert order == [first.id, third.id, second.id]
    assert proofs.get(third.id) == Proof()
    failed = proofs.get(second.id)
    assert failed is not None
    assert failed.reason == "it failed: ValueError: no luck"


def test_nothing_is_begun_after_the_end() -> None:
    order: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def prove(found: Finding) -> Proof:
        order.append(found.id)
        begun.set()
        assert go_on.wait(30)
        return Proof()

    proofs = Proofs(prove, lambda identity: None)
    proofs.ask([finding("a.py", 1), finding("a.py", 2)])
    assert begun.wait(30)
    threading.Timer(0.05, go_on.set).start()
    proofs.close()
    assert order == ["a.py:1"]


# -- differences ------------------------------------------------------------------------------------


def drawn(before: str, after: str, beside: bool) -> list[str]:
    """What is printed, without the blanks at the end of lines."""
    console = Console(width=60, no_color=True)
    draw = diff.side_by_side if beside else diff.unified
    with console.capture() as capture:
        console.print(draw(diff.rows(before, after), diff.DARK))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_one_text_under_the_other() -> None:
    before = "".join(f"x{n} = {n}\n" for n in range(1, 12))
    after = before.replace("x5 = 5\n", "x5 = 50\ny = 6\n")
    assert drawn(before, after, beside=False) == [
        "       ...",
        " 2 2   x2 = 2",
        " 3 3   x3 = 3",
        " 4 4   x4 = 4",
        " 5   - x5 = 5",
        "   5 + x5 = 50",
        "   6 + y = 6",
        " 6 7   x6 = 6",
        " 7 8   x7 = 7",
        " 8 9   x8 = 8",
        "       ...",
    ]


def test_both_texts_side_by_side() -> None:
    assert drawn("a = 1\nb = 2\n", "a = 1\nc = 3\nb = 2\n", beside=True) == [
        " 1   a = 1                     1   a = 1",
        "                               2 + c = 3",
        " 2   b = 2                     3   b = 2",
    ]


def test_long_lines_are_folded_and_nothing_is_lost() -> None:
    line = "value=" + "+".join(f"x{n}" for n in range(30))
    first, *rest = (row.strip() for row in drawn("", line, beside=True))
    assert first.startswith("1 + value=")
    assert len(rest) > 2
    assert "".join([first.removeprefix("1 + "), *rest]) == line


def test_words_that_changed_are_known() -> None:
    (row,) = [r for r in diff.rows("    a = f(x)\n", "    a = await f(x)\n") if r.kind != "gap"]
    assert row.after is not None
    assert [row.after.text[a:b] for a, b in row.after.changed] == ["await"]
    (row,) = diff.rows("tickets = await self.tickets(x)\n", "self.orders(x),\n")
    assert row.before is not None
    assert row.before.changed == ()
