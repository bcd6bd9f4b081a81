"""Round trips as numbers, and text that is fit to be shown."""

from __future__ import annotations

import pytest

from codemods.model.findings import Finding, Verdict
from codemods.model.spans import Span
from codemods.reports import costs
from codemods.reports.markdown_text import block, code, prose
from codemods.reports.rules import as_markdown, points, sections, summary
from codemods.reports.shown import one_line, visible

COUNTED = {
    "3": 3,
    "n": 20,
    "1 + n": 21,
    "n / 8": 3,
    "n * m": 400,
    "2 * n + 1": 41,
    "n / 8 + 1": 4,
}


@pytest.mark.parametrize("cost", COUNTED)
def test_a_cost_is_counted(cost: str) -> None:
    terms = costs.terms(cost)
    assert terms is not None
    assert costs.trips(terms, 20) == COUNTED[cost]


@pytest.mark.parametrize("cost", ["", "many", "n -", "1 / 0", "1 / n", "n ** 2", "+"])
def test_a_cost_written_in_another_way_is_not_known(cost: str) -> None:
    assert costs.terms(cost) is None


def finding(line: int, verdict: Verdict, before: str, after: str, path: str = "a.py") -> Finding:
    span = Span(line, 0, line + 2, 0)
    return Finding(
        f"{line}{verdict}", "gather", path, span, "a.f", verdict, "high", "", (), (), before, after
    )


def test_a_place_waits_only_once() -> None:
    unsure = finding(11, "unsafe", "n", "1")
    told = [unsure, finding(10, "safe", "n", "2"), finding(30, "safe", "what?", "1")]
    assert unsure not in costs.distinct(told)
    assert costs.totals(told, 7) == (7, 2)
    assert costs.totals([*told, finding(10, "safe", "3", "1", "b.py")], 7) == (10, 3)
    assert costs.has_loops(told)
    assert not costs.has_loops([finding(1, "safe", "3", "1")])


def test_characters_that_act_are_shown_as_numbers() -> None:
    assert visible("a\x1b[31m\u202e\tb\udce9") == "a\\u{1b}[31m\\u{202e}\tb\\u{dce9}"
    assert one_line("a\n\n  b\x00") == "a b\\u{0}"


def test_markdown_stays_text() -> None:
    assert code("a|b") == "`a\\|b`"
    assert code("a`b``c") == "```a`b``c```"
    assert code("`x`") == "`` `x` ``"
    assert prose("see `a<b>` and <img src=x> *now* a_b _c_") == (
        "see `a<b>` and \\<img src=x\\> \\*now\\* a_b \\_c\\_"
    )
    assert block("a\n```\nb\n", "diff") == "````diff\na\n```\nb\n````"


TEXT = """First line: what it is.

Finds
    this
    and that

In review
    - one
      point
    - another
"""


def test_documentation_has_parts() -> None:
    assert summary(TEXT) == "First line: what it is."
    assert sections(TEXT)["Finds"] == "this\nand that"
    assert points(sections(TEXT)["In review"]) == ["one point", "another"]
    assert as_markdown(TEXT).startswith("First line: what it is.\n\n**Finds**\n\nthis\nand that")
