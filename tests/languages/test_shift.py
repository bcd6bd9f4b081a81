"""Steps follow their functions when another rewrite has changed the file."""

from __future__ import annotations

import pytest

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.shift import shifted
from codemods.model.spans import Span
from codemods.model.steps import AddImport, Forget

BEFORE = """class Orders:
    def first(self):
        return 1

    @property
    def second(self):
        x = 2
        return x


def second():
    x = 3
    return x
"""


def step(line: int, at: int) -> Forget:
    return Forget("second", line, Span(at, 8, at, 13))


def test_a_step_moves_with_its_function() -> None:
    after = BEFORE.replace("        return 1\n", "        one = 1\n        return one\n")
    moved = shifted([step(5, 7), step(11, 12)], BEFORE, "import os\n" + after)
    assert moved == [step(7, 9), step(13, 14)]


def test_functions_of_one_name_are_told_apart() -> None:
    doubled = BEFORE + "\n\ndef second():\n    return 4\n"
    assert shifted([step(11, 12)], doubled, "\n" + doubled) == [step(12, 13)]


def test_what_has_been_changed_takes_no_other_step() -> None:
    with pytest.raises(CannotWrite, match="run again"):
        shifted([step(11, 12)], BEFORE, BEFORE.replace("x = 3", "x = 4"))


def test_a_step_outside_of_functions_does_not_move() -> None:
    with pytest.raises(CannotWrite, match="run again"):
        shifted([step(1, 1)], BEFORE, "\n" + BEFORE)


def test_imports_have_no_place() -> None:
    assert shifted([AddImport("os")], BEFORE, "\n" + BEFORE) == [AddImport("os")]
