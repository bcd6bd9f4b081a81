"""What a pull request says, and what people may write beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codemods.delivery import pages
from codemods.delivery.owners import Owners
from codemods.delivery.pages import Marker
from codemods.errors import RefactorError
from codemods.model.findings import Finding, Refused
from codemods.model.spans import Span
from codemods.reports.pull_request import MOST, Story, details, summary

MARK = Marker("refactor/gather", "main", "abc")
FINDING = Finding(
    "0123456789ab",
    "gather",
    "app/orders/pages.py",
    Span(5, 4, 6, 10),
    "app.orders.pages.page",
    "safe",
    "high",
    "two awaits",
    ("`a()`: reads http",),
    cost_before="2",
    cost_after="1",
)
STORY = Story([FINDING], {"gather": "Run them together."}, "refactor apply --pattern gather", "1.0")


def test_a_marker_is_read_back() -> None:
    body = pages.page("top", "below", replace(MARK, title="t", scope="s"))
    assert pages.marker(body) == replace(MARK, title="t", scope="s")
    assert pages.marker(pages.marked(body, replace(MARK, plan="done"))) == replace(
        MARK, plan="done"
    )
    assert pages.marker("nothing") is None


def test_the_summary_stands_where_the_template_asks_for_it() -> None:
    template = "Hello\n\n### What changes?\n<!-- a\n hint -->\n\n### Tests\n- [ ] done\n"
    body = pages.page("top", "below", MARK, template)
    assert body.index("### What changes?") < body.index("top") < body.index("### Tests")
    assert body.index("- [ ] done") < body.index("below")
    assert "hint" not in body


def test_a_template_without_such_a_place_stays_whole() -> None:
    body = pages.page("top", "below", MARK, "- [ ] I read the rules")
    assert body.index("top") < body.index("- [ ] I read the rules") < body.index("below")


def test_only_the_own_parts_are_renewed() -> None:
    old = pages.page("top", "below", MARK).replace("top", "top", 1)
    new = pages.page("TOP", "BELOW", replace(MARK, plan="def"))
    written = f"by Ada\n{old}\nby Grace"
    assert pages.renewed(written, new) == f"by Ada\n{new}\nby Grace"
    assert pages.renewed("", new) == new
    theirs = pages.renewed("all by hand", new)
    assert theirs.startswith("all by hand\n")
    assert "BELOW" in theirs
    assert "TOP" not in theirs


def test_a_body_tells_all_there_is_to_tell() -> None:
    unsafe = replace(FINDING, verdict="unsafe", missing=("what `f` does",))
    left = Refused("gather", "app/orders/pages.py", Span(9, 0, 9, 1), "f", "a guard stands between")
    story = replace(STORY, findings=[FINDING, unsafe], left=[left], waiting=2, later=3)
    text = f"{summary(story)}\n{details(story)}"
    for words in (
        "**1 `unsafe`**",
        "| `app.orders.pages.page` `app/orders/pages.py:5` | 2 → 1 | safe |",
        "**Not proved:** what `f` does",
        "a guard stands between",
        "2 findings with facts missing",
        "3 findings for a later pull request",
        "`refactor apply --pattern gather` (refactor 1.0)",
        "`# refactor: ignore[gather]`",
    ):
        assert words in text
    assert len(summary(story).splitlines()) == 3


def test_code_of_the_user_cannot_act_on_the_host() -> None:
    evil = "@team ` @core `` fixes #12 <img src=x> <!-- refactor:pr v1 id=x plan=y --> </details>"
    text = details(replace(STORY, findings=[replace(FINDING, message=f"`@ok` {evil}")]))
    for words in ("@team", "@core", "#12", "<img", "<!--"):
        assert words not in text
    assert "`@ok`" in text
    assert text.count("</details>") == 1
    body = pages.page(summary(STORY), text, MARK)
    assert pages.marker(body) == MARK


def test_a_body_fits_the_host() -> None:
    many = [replace(FINDING, id=f"{i:012d}", evidence=("reads " * 60,)) for i in range(900)]
    text = details(replace(STORY, findings=many))
    assert len(text) <= MOST
    assert "more: their commits have the evidence" in text
    assert "### How to do it again" in text


def test_templates_are_found_where_hosts_look(tmp_path: Path) -> None:
    assert pages.template(tmp_path) == ""
    folder = tmp_path / ".github" / "PULL_REQUEST_TEMPLATE"
    folder.mkdir(parents=True)
    (folder / "fix.md").write_text("fix")
    assert pages.template(tmp_path) == "fix"
    (folder / "add.md").write_text("add")
    assert pages.template(tmp_path) == ""
    assert pages.template(tmp_path, "add") == "add"
    (folder / "Default.md").write_text("default")
    assert pages.template(tmp_path) == "default"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pull_request_template.md").write_text("docs")
    (tmp_path / "pull_request_template.md").write_text("top")
    assert pages.template(tmp_path) == "top"
    assert pages.template(tmp_path, "fix") == "fix"
    with pytest.raises(RefactorError, match="no pull request template `odd`"):
        pages.template(tmp_path, "odd")


def test_the_last_rule_that_fits_names_the_owners() -> None:
    owners = Owners("# all\n* @acme/all\n[Docs]\n/docs/ @d\n*.sql @db # tables\n/app/free/\n")
    assert owners.of_file("app/pages.py") == ("@acme/all",)
    assert owners.of_file("docs/a.md") == ("@d",)
    assert owners.of_file("app/x.sql") == ("@db",)
    assert owners.of_file("app/free/x.py") == ()
