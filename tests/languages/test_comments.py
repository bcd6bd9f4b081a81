"""Ignore comments: where they stand, and that nothing else changes."""

from __future__ import annotations

import ast

import pytest

from codemods.languages.python.comments import NoPlace, with_ignore
from codemods.model.spans import Span

OURS = "# refactor: ignore[gather]"

# What is there, the lines of the place, and what is there afterwards (@ stands for the comment).
PLACES = {
    "above the place, as deep as it is": (
        "def f():\n    a()\n    b()\n",
        (2, 3),
        "def f():\n    @\n    a()\n    b()\n",
    ),
    "in the first line of a file": ("a()", (1, 1), "@\na()"),
    "with tabs": ("if x:\n\ta()\n", (2, 2), "if x:\n\t@\n\ta()\n"),
    "with the line ends of the file": ("x = 1\r\na()\r\n", (2, 2), "x = 1\r\n@\r\na()\r\n"),
    "with old line ends": ("x = 1\ra()\r", (2, 2), "x = 1\r@\ra()\r"),
    "in brackets": ("f(\n    a,\n    b,\n)\n", (2, 2), "f(\n    @\n    a,\n    b,\n)\n"),
    "above a decorated function": ("@d\ndef f(): ...\n", (2, 2), "@d\n@\ndef f(): ...\n"),
    "below a shebang": ("#!/usr/bin/python\na()\n", (2, 2), "#!/usr/bin/python\n@\na()\n"),
    "beside a comment of another kind": ("# why\na()\n", (2, 2), "# why\n@\na()\n"),
    "not after a backslash": ("x = 1 + \\\n    a()\n", (2, 2), "x = 1 + \\\n    a()  @\n"),
    "not in a string": (
        'f("""\n{a}\n""", b(),\nc)\n',
        (2, 4),
        'f("""\n{a}\n""", b(),  @\nc)\n',
    ),
    "not between a comment and the line it speaks of": (
        "# pylint: disable-next=x\na()\n",
        (2, 2),
        "# pylint: disable-next=x\na()  @\n",
    ),
    "behind another comment": (
        "# nosemgrep\na()  # noqa\n",
        (2, 2),
        "# nosemgrep\na()  # noqa  @\n",
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_comment_stands(place: str) -> None:
    text, (first, last), wanted = PLACES[place]
    new = with_ignore(text, Span(first, 0, last, 0), "gather")
    lines = wanted.split("@d\n")
    assert new == "@d\n".join(line.replace("@", OURS) for line in lines)
    assert ast.dump(ast.parse(new)) == ast.dump(ast.parse(text))


@pytest.mark.parametrize(
    ("there", "reason", "wanted"),
    [
        ("# refactor: ignore[batch]", "", "# refactor: ignore[batch, gather]"),
        ("# refactor: ignore[batch]", "slow", "# refactor: ignore[batch, gather] -- slow"),
        ("# refactor: ignore[batch] -- a", "b", "# refactor: ignore[batch, gather] -- a; b"),
    ],
)
def test_a_comment_of_ours_is_extended(there: str, reason: str, wanted: str) -> None:
    new = with_ignore(f"{there}\r\na()\r\n", Span(2, 0, 2, 3), "gather", reason)
    assert new == f"{wanted}\r\na()\r\n"
    new = with_ignore(f"# nosemgrep\na()  {there}\n", Span(2, 0, 2, 3), "gather", reason)
    assert new == f"# nosemgrep\na()  {wanted}\n"


def test_a_reason_stays_on_one_line() -> None:
    new = with_ignore("a()\n", Span(1, 0, 1, 3), "gather", " one\n two ")
    assert new == f"{OURS} -- one two\na()\n"


def test_where_no_comment_can_stand_is_said() -> None:
    with pytest.raises(NoPlace, match="no line from 2 to 2"):
        with_ignore('x = """\na()\n"""\n', Span(2, 0, 2, 3), "gather")
