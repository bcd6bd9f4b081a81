"""One more parameter, one more argument: whatever stands there already."""

from __future__ import annotations

import ast

import pytest

from codemods.languages.python.rewrite import CannotWrite, write
from codemods.model.spans import Span
from codemods.model.steps import HandOn, TakeParameter

SIGNATURES = {
    "def f(): ...": "def f(*, c=None): ...",
    "def f(a): ...": "def f(a, *, c=None): ...",
    "def f(a, b=(1, 2)): ...": "def f(a, b=(1, 2), *, c=None): ...",
    "def f(a, *, b): ...": "def f(a, *, b, c=None): ...",
    "def f(*a): ...": "def f(*a, c=None): ...",
    "def f(a, /): ...": "def f(a, /, *, c=None): ...",
    "@d(1)\ndef f(a): ...": "@d(1)\ndef f(a, *, c=None): ...",
    "def f(\n    a,  # (one\n):\n    pass\n": "def f(\n    a,\n    *,\n    c=None,  # (one\n):\n    pass\n",
    "async def f(é: 'ü' = (1)) -> g(2): ...": "async def f(é: 'ü' = (1), *, c=None) -> g(2): ...",
}
CALLS = {
    "g()": "g(c=x)",
    "g(a)": "g(a, c=x)",
    "g((a))": "g((a), c=x)",
    "g(a, b=h(1),)": "g(a, b=h(1), c=x,)",
    "g(*a, **b)": "g(*a, **b, c=x)",
    "k[0].g('é)', a)": "k[0].g('é)', a, c=x)",
    "g(a, c=h(y))": "g(a, c=x)",
    "g(c=None, a=1)": "g(c=x, a=1)",
}


@pytest.mark.parametrize("before", SIGNATURES)
def test_a_signature_has_room_for_one_more(before: str) -> None:
    assert write(before, [TakeParameter("m.f", 1, "c=None")]) == SIGNATURES[before]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_has_room_for_one_more(call: str) -> None:
    source = f"def f(é):\n    r = [é, {call}]\n"
    part = next(
        n
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Call) and ast.get_source_segment(source, n) == call
    )
    place = Span(part.lineno, part.col_offset, part.end_lineno or 0, part.end_col_offset or 0)
    new = write(source, [HandOn("m.f", 1, place, "c=x")])
    assert new == f"def f(é):\n    r = [é, {CALLS[call]}]\n"


def test_what_is_laid_out_stays_so() -> None:
    source = (
        "async def insert_order(customer_id: int, total: int, status: str) -> int:\n    return 1\n"
    )
    new = write(source, [TakeParameter("m.f", 1, "conn: asyncpg.Connection | None = None")])
    assert new == (
        "async def insert_order(\n"
        "    customer_id: int, total: int, status: str, *, conn: asyncpg.Connection | None = None\n"
        ") -> int:\n    return 1\n"
    )


@pytest.mark.parametrize("source", ["def f(**k): ...", "x = 1"])
def test_a_signature_without_room_is_left_alone(source: str) -> None:
    with pytest.raises(CannotWrite):
        write(source, [TakeParameter("m.f", 1, "c=None")])


def test_a_bare_generator_stays_the_only_argument() -> None:
    source = "def f():\n    g(x for x in y)\n"
    with pytest.raises(CannotWrite, match="generator"):
        write(source, [HandOn("m.f", 1, Span(2, 4, 2, 19), "c=x")])
