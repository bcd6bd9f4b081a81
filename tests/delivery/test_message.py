"""What a commit says."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from codemods.delivery.message import check_author, check_template, commit_message
from codemods.delivery.subject import Habit, habit_of, subject_of
from codemods.errors import RefactorError
from codemods.model.findings import Finding
from codemods.model.spans import Span

CONVENTIONAL = Habit(True, frozenset(["orders", "shop"]))
ONE = Finding(
    "0123456789ab", "batch", "src/shop/orders.py", Span(3, 0, 3, 9), "shop.orders.Orders.list_all",
    "safe", "high", "`User` is queried once per item " * 5, ("a fact " * 20,), ("another one",),
    "1 + n", "2",
)  # fmt: skip


def many(count: int, pattern: str = "gather") -> list[Finding]:
    return [
        replace(ONE, id=f"{n:012x}", pattern=pattern, function=f"shop.m{n}.f", path=f"src/shop/m{n}.py")
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("subjects", "conventional", "scopes"),
    [
        ([], False, set()),
        (["Add a page", "Fix it"], False, set()),
        (["feat: a", "fix(api): b", "Oops"], True, {"api"}),
        (["feat: a", "Oops", "Add: b", "http: c"], False, set()),
        (["fix!: a", "perf(db)!: b"], True, {"db"}),
        (["feat: a", "fix(api): b", "docs: c"], True, set()),
        (["feat:no space", "fixed: that"], False, set()),
        (["feat: x"] * 50 + ["Old"] * 500, True, set()),
        (["feat: x"] * 29 + ["New"] * 21, False, set()),
        (["feat: x"] * 30 + ["New"] * 20, True, set()),
    ],
)
def test_the_habit_of_a_history(subjects: list[str], conventional: bool, scopes: set[str]) -> None:
    assert habit_of(subjects) == Habit(conventional, frozenset(scopes))


@pytest.mark.parametrize(
    ("findings", "habit", "subject"),
    [
        ([ONE], CONVENTIONAL, "perf(orders): batch the queries of Orders.list_all"),
        ([ONE], Habit(True), "perf: batch the queries of Orders.list_all"),
        ([ONE], Habit(True, frozenset(["db"])), "perf(orders): batch the queries of Orders.list_all"),
        ([ONE], Habit(), "Batch the queries of Orders.list_all"),
        (many(7), CONVENTIONAL, "perf(shop): run independent awaits together in 7 places"),
        (
            many(1, "transaction"),
            Habit(True, frozenset(["m0"])),
            "fix(m0): keep the writes of f in one transaction",
        ),
        (
            many(2, "transaction"),
            CONVENTIONAL,
            "fix(shop): keep writes that belong together in one transaction",
        ),
        ([ONE, *many(3)], CONVENTIONAL, "perf(shop): apply batch, gather in 4 places"),
        (many(2, "something"), Habit(True), "refactor: apply something in 2 places"),
    ],
)  # fmt: skip
def test_subjects(findings: list[Finding], habit: Habit, subject: str) -> None:
    assert subject_of(findings, habit) == subject


def test_a_subject_is_never_too_long() -> None:
    for name in ("f" * n for n in range(20, 90, 7)):
        for pattern in ("gather", "batch", "transaction", "other"):
            found = replace(ONE, pattern=pattern, function=f"shop.Class.{name}")
            for habit in (Habit(), CONVENTIONAL):
                assert len(subject_of([found], habit)) <= 72


def test_the_text_is_wrapped_and_its_trailers_are_read_by_git(tmp_path: Path) -> None:
    command = "refactor apply --pattern batch " + " ".join(
        f"'src/a folder/{n}.py'" for n in range(9)
    )
    text = commit_message([ONE, *many(40)], command, "1.2.3")
    assert max(map(len, text.splitlines())) <= 72
    assert "shop.orders.Orders.list_all (src/shop/orders.py): 1 + n -> 2, safe" in text
    assert "not proved: another one" in text
    told = text.partition("Made by refactor 1.2.3:\n")[2].partition("\n\n")[0]
    shown = subprocess.run(
        ["sh", "-c", f"refactor() {{ printf '%s|' refactor \"$@\"; }}\n{told}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert shown.split("|")[:5] == ["refactor", "apply", "--pattern", "batch", "src/a folder/0.py"]
    assert shown.count("|") == 13
    parsed = subprocess.run(
        ["git", "interpret-trailers", "--parse"],
        input=text, capture_output=True, text=True, check=True, cwd=tmp_path,
    ).stdout.splitlines()  # fmt: skip
    assert parsed[0] == "Refactor-Pattern: batch, gather"
    assert parsed[1].removeprefix("Refactor-Findings: ").split(", ") == [
        f.id for f in (ONE, *many(40))
    ]


def test_a_template_has_names_for_what_is_done() -> None:
    template = "{scope}: {pattern} {function} {{x}} ({path}, {count})\n\nMore of {subject}"
    lines = commit_message([ONE], "refactor", "1", CONVENTIONAL, template).splitlines()
    assert lines[0] == "orders: batch list_all {x} (src/shop/orders.py, 1)"
    assert lines[2] == "More of perf(orders): batch the queries of Orders.list_all"
    assert lines[4] == "Refactor-Pattern: batch"


@pytest.mark.parametrize("template", ["", " \n", "\n\nbody", "{x}", "{", "}", "{0}", "{path.x}"])
def test_templates_that_cannot_be_meant(template: str) -> None:
    with pytest.raises(RefactorError):
        check_template(template)


@pytest.mark.parametrize(
    "author", ["", "Ada", "<a@b>", " <a@b>", "Ada <>", "Ada <a@b> x", "A\n <b>"]
)
def test_authors_that_git_would_look_up_or_refuse(author: str) -> None:
    with pytest.raises(RefactorError, match="no author"):
        check_author(author)
    check_author("Ada Lovelace <ada@example.org>")
