"""Neutral expressions come out as source that means the same."""

from __future__ import annotations

import ast

import pytest

from codemods.languages.python.read import read_expression
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import lay_out, spell
from codemods.model.code import Opaque

EXPRESSIONS = [
    "user.id",
    "row['user_id']",
    "rows[1:3]",
    "rows[::2]",
    "rows[:, None]",
    "f(a, *b, key=1, **c)",
    "-x + y * (z - 1)",
    "not (a and b or c)",
    "a < b <= c",
    "x if y else z",
    "[a for a in b if a if not c]",
    "{k: v for k, (v, w) in z.items()}",
    "{x for x in y}",
    "(await db.execute(select(A).where(A.x == 1, ~A.y))).scalars().all()",
    "lambda x, y: x + y",
    "f'{a!r:>10} of {b}'",
    "{**a, 'b': 1}",
    "(y := f(x))",
    "(a,)",
    "()",
    "x is not None",
    "a not in b",
    "1.5e300",
    "b'x'",
    "None",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_what_is_read_is_spelled_alike(text: str) -> None:
    expr = read_expression(text)
    assert expr is not None
    again = ast.dump(ast.parse(spell(expr), mode="eval"))
    assert again == ast.dump(ast.parse(text, mode="eval"))


def test_what_has_no_spelling_is_refused() -> None:
    with pytest.raises(CannotWrite):
        spell(Opaque("something"))


def test_texts_of_several_lines_keep_them() -> None:
    expr = read_expression('db.fetch("""SELECT *\n  FROM t\n""", keys)')
    assert expr is not None
    laid = lay_out(f"rows = {spell(expr)}", 88, "    ")
    assert laid == (
        '    rows = db.fetch(\n        """SELECT *\n  FROM t\n""",\n        keys,\n    )\n'
    )


def test_code_is_indented_as_its_place_is() -> None:
    assert lay_out("if x:\n    y = 1", 88, "\t") == "\tif x:\n\t\ty = 1\n"
