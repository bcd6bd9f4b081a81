"""New code must mean the built-in functions that it names."""

from __future__ import annotations

import ast

import pytest

from codemods.languages.python.shadowed import hidden_builtin

NEW = "keys = list(xs)\n    n = len(keys)\n    return n"


@pytest.mark.parametrize(
    ("before", "after", "hidden"),
    [
        ("def f(xs):\n    return 1", f"def f(xs):\n    {NEW}", None),
        ("def f(xs, len):\n    return 1", f"def f(xs, len):\n    {NEW}", "len"),
        ("list = 1\ndef f(xs):\n    return 1", f"list = 1\ndef f(xs):\n    {NEW}", "list"),
        ("from a import len\ndef f(xs): ...", f"from a import len\ndef f(xs):\n    {NEW}", "len"),
        ("def f(xs):\n    len = 1", f"def f(xs):\n    len = 1\n    {NEW}", "len"),
        # What the function named so before is its own affair, and so are the names of a class.
        ("def f(xs, len):\n    return len(xs)", "def f(xs, len):\n    return 2 * len(xs)", None),
        (
            "class A:\n    def list(self): ...\n    def f(xs):\n        return 1",
            "class A:\n    def list(self): ...\n    def f(xs):\n        return list(xs)",
            None,
        ),
        (
            "def g(range):\n    def f(xs):\n        return 1",
            "def g(range):\n    def f(xs):\n        return range(len(xs))",
            "range",
        ),
    ],
)
def test_a_hidden_builtin_is_named(before: str, after: str, hidden: str | None) -> None:
    assert hidden_builtin(ast.parse(before), ast.parse(after)) == hidden
