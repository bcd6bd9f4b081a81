"""Diffs in colours lose nothing of the text."""

from __future__ import annotations

import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from rich.console import Console

from codemods.model.findings import Finding
from codemods.model.fixes import Fix, NewText
from codemods.model.spans import Span
from codemods.reports.highlight import coloured
from codemods.reports.html_diff import diff, prose
from codemods.reports.hunks import hunks
from codemods.reports.shown import visible
from codemods.reports.terminal_report import show

LINES = st.lists(
    st.sampled_from(
        [
            "def f(x):", "    return x", '    """text', "async def g(): await h('<b>&')", "@here", "",
            "\ufeffx = 1", "\tx = '\U0001f403\u202e'", "# \x0c\x1b[31m", "class A(B[int]): ...",
            "    x = f'{a!r:>{b}}' + \"\\\"\" ", "\x00\x85\u2028", "'''", "%s </table><script>",
        ]
    ),
    max_size=9,
)  # fmt: skip


@settings(deadline=None)
@given(LINES, LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_pieces_are_the_line(old: list[str], new: list[str], end: str) -> None:
    before, after = end.join(old), end.join(new)
    told = [t for hunk in hunks(before, after) for t in coloured(hunk, before, after)]
    for row, pieces in told:
        assert "".join(piece.text for piece in pieces) == row.text
        marked = "".join(piece.text for piece in pieces if piece.changed)
        assert marked == "".join(row.text[a:b] for a, b in row.changed)
    page = diff(NewText("<x>.py", before, after))
    cells = re.findall(r"<td>([ +-])</td><td>(.*?)</td></tr>\n", page, re.DOTALL)
    shown = [Markup(re.sub(r'<span class="spoken">.*?</span>', "", c)) for _, c in cells]
    assert [Markup(re.sub("<[^>]*>", "", cell)).unescape() for cell in shown] == [
        visible(row.text) for row, _ in told
    ]
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"table", "tbody", "tr", "td", "span", "ins", "del"}


@settings(deadline=None, max_examples=40)
@given(LINES, LINES, st.integers(30, 130))
def test_a_terminal_gets_every_character(old: list[str], new: list[str], width: int) -> None:
    before, after = "\n".join(old), "\n".join(new)
    finding = Finding("1", "gather", "a.py", Span(1, 0, 1, 0), "a.f", "safe", "high", "told")
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, _environ={})
    show(console, [Fix(finding, (NewText("a.py", before, after),))])
    lines = out.getvalue().splitlines()
    assert "\x1b" not in out.getvalue()
    told = "".join(re.sub(r"^ *\d* +\d* *\u2502[ +-]", "", line) for line in lines)
    for hunk in hunks(before, after):
        for row in hunk.rows:
            # Tabs become blanks, and the ends of folded lines may be blank.
            assert visible(row.text).replace("\t", "").split(" ")[-1] in told


def test_code_in_a_sentence_is_marked() -> None:
    assert prose("see `a<b>` & <i>") == "see <code>a&lt;b&gt;</code> &amp; &lt;i&gt;"
