"""The full-screen review under a pilot."""

from __future__ import annotations

import pytest
from review_stage import FINDINGS, Stage, settled
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from codemods.delivery.decisions import Decisions
from codemods.project.cache import Cache
from codemods.tui.app import ReviewApp
from codemods.tui.dialogs import Choices
from codemods.tui.panes import ChangePane, DetailPane


def decided(app: ReviewApp) -> dict[str, str]:
    return {identity: d.choice for identity, d in app.board.decided.items()}


def test_deciding_goes_on_to_the_next_one(stage: Stage) -> None:
    app = stage.press("y", "n", "y")
    assert decided(app) == {
        "shop/orders.py:2": "take",
        "shop/orders.py:20": "skip",
        "shop/orders.py:40": "take",
    }
    assert stage.here == "shop/users.py:7"
    assert "✓2 ✗1 #0" in stage.title


def test_a_decision_is_taken_back(stage: Stage) -> None:
    assert decided(stage.press("y", "up", "u")) == {}


def test_an_unsafe_edit_is_taken_when_it_is_looked_at(stage: Stage) -> None:
    assert decided(stage.press("down", "y")) == {"shop/orders.py:20": "take"}


def test_of_a_group_only_what_is_safe_is_taken(stage: Stage) -> None:
    app = stage.press("up", "y")
    assert decided(app) == {"shop/orders.py:2": "take", "shop/orders.py:40": "take"}
    assert decided(stage.press("escape", "up", "n"))["shop/orders.py:20"] == "skip"


def test_without_an_edit_nothing_is_taken(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.press("end", "y")
        await pilot.pause()
        assert [n.message for n in app._notifications] == [
            "no edit is known for it: it takes a decision of yours first"
        ]

    assert decided(stage.play(play)) == {}


def test_a_file_with_uncommitted_changes_is_not_touched(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.press("y", "i")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert {n.message for n in app._notifications} == {"it has changes"}

    app = stage.play(play, blocked={"shop/orders.py": "it has changes"})
    assert decided(app) == {}


def test_ignoring_asks_for_a_reason(stage: Stage) -> None:
    app = stage.press("i", *"why not", "enter", "i", "escape", "i", "enter")
    assert [(f.id, reason) for f, reason in app.board.ignored()] == [
        ("shop/orders.py:2", "why not"),
        ("shop/orders.py:20", ""),
    ]


def test_decisions_are_offered_again_after_a_crash(stage: Stage) -> None:
    async def crash(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.press("y", "n")
        raise RuntimeError("as if killed")

    with pytest.raises(RuntimeError):
        stage.play(crash)
    again = stage.press("enter")
    assert decided(again) == {"shop/orders.py:2": "take", "shop/orders.py:20": "skip"}
    assert stage.here == "shop/orders.py:40"
    assert decided(stage.press("n")) == {}
    assert decided(stage.press()) == {}


def test_quitting_keeps_what_was_decided(stage: Stage) -> None:
    app = stage.press("y", "q")
    assert app.return_value is False
    kept = Decisions(Cache(stage.folder, "")).of(FINDINGS)
    assert {identity: d.choice for identity, d in kept.items()} == {"shop/orders.py:2": "take"}


def test_applying_asks_once(stage: Stage) -> None:
    assert stage.press("w").return_value is None
    assert stage.press("y", "w", "escape").return_value is None
    app = stage.press("enter", "w", "enter")
    assert app.return_value is True
    assert [f.id for f in app.board.taken()] == ["shop/orders.py:2"]


def test_what_is_unsafe_is_said_before_it_is_applied(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.press("y", "y", "w")
        await pilot.pause()
        shown = [str(static.content) for static in app.screen.query(Static)]
        assert any("1 of them is unsafe" in text for text in shown)
        assert any("2 places to change, committed on a new branch." in text for text in shown)

    stage.play(play)


def test_groups_have_counts(stage: Stage) -> None:
    stage.press("y")
    assert [group for group, _ in stage.groups] == [
        "shop/orders.py 3 ✓1",
        "shop/users.py 1",
        "tools/sync.py 1",
    ]
    stage.press("enter", "g")
    assert [group for group, _ in stage.groups] == ["batch 2", "gather 3 ✓1"]
    stage.press("enter", "g", "g")
    assert stage.groups == [
        ("safe 3 ✓1", ["shop/orders.py 2 ✓1", "shop/users.py 1"]),
        ("unsafe 1", ["shop/orders.py 1"]),
        ("manual 1", ["tools/sync.py 1"]),
    ]


def test_searching_narrows_down_and_escape_shows_all(stage: Stage) -> None:
    stage.press("slash", *"page20", "enter")
    assert stage.here == "shop/orders.py:20"
    assert '1 shown: "page20"' in stage.title
    stage.press("slash", *"nowhere", "enter")
    assert (stage.here, stage.groups) == ("", [])
    app = stage.press("slash", *"page20", "escape")
    assert len(app.board.visible()) == 5
    assert stage.here == "shop/orders.py:20"  # the place is kept


def test_the_filter_chooses_verdicts_patterns_and_paths(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.press("f", "space")
        await pilot.pause()
        assert app.screen.query_one(Choices).chosen == {"verdict-safe"}
        await pilot.press("tab", *"*users*", "enter")
        await settled(app, pilot)

    app = stage.play(play)
    assert [f.id for f in app.board.visible()] == ["shop/users.py:7"]
    assert app.board.filter.told() == "safe · *users*"


def test_what_is_decided_leaves_a_list_of_what_is_not(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.press("f", "end", "space", "tab", "enter")
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)

    app = stage.play(play)
    assert [f.id for f in app.board.visible()] == [f.id for f in FINDINGS[1:]]


def test_a_narrow_window_shows_one_text_and_a_wide_one_two(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        pane = app.query_one(ChangePane)
        assert not pane.side_by_side
        assert pane.toggle() == ""
        assert pane.toggle() == "The window is too narrow to show both sides."
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        assert pane.side_by_side
        assert app.query_one(DetailPane).display
        await pilot.press("s")
        assert not pane.side_by_side
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert app.tree_pane.size.height > 0
        assert pane.size.height > 0

    stage.play(play)


def test_evidence_takes_the_place_of_the_change_where_there_is_little_room(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        details, change = app.query_one(DetailPane), app.query_one(ChangePane)
        for key, tab in (("v", "evidence"), ("p", "pattern"), ("p", ""), ("v", "evidence")):
            await pilot.press(key)
            await pilot.pause()
            assert (details.display and details.styles.display == "block") is bool(tab)
            assert (change.styles.display == "none") is bool(tab)
            if tab:
                assert details.tab == tab

    stage.play(play)


def test_the_mouse_works(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        await pilot.click("#tree", offset=(10, 3))
        await pilot.pause()
        here = app.tree_pane.current()
        assert here is not None
        assert here.id == "shop/orders.py:20"
        await pilot.click("Footer", offset=(2, 0))
        await pilot.pause()

    assert decided(stage.play(play)) == {"shop/orders.py:20": "take"}


def test_light_and_dark(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stage.press().current_theme.dark
    assert not stage.press("t").current_theme.dark
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert not stage.press().current_theme.dark


def test_what_is_typed_fast_goes_where_it_belongs(stage: Stage) -> None:
    async def play(app: ReviewApp, pilot: Pilot[bool]) -> None:
        for key in ("slash", "p", "y"):  # at once, as a paste comes
            app.post_message(Key(key, "/" if key == "slash" else key))
        await settled(app, pilot)
        await pilot.pause(0.2)

    app = stage.play(play)
    assert app.board.filter.words == "py"
    assert app.board.decided == {}


def test_a_slash_in_a_text_is_a_slash(stage: Stage) -> None:
    app = stage.press("i", "a", "slash", "c", "enter", "slash", "slash", "enter")
    assert [reason for _, reason in app.board.ignored()] == ["a/c"]
    assert app.board.filter.words == "/"
    app = stage.press("enter", "f", "slash", "escape")
    assert not app.board.filter.words
