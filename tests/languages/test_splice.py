"""New text goes where a step says; the rest of the file stays as it is."""

from __future__ import annotations

import pytest

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.rewrite import write
from codemods.model.spans import Span
from codemods.model.steps import AddFunction, AddImport, Forget, LoadOnce, PlanStep, TakeLoaded

SOURCE = '''"""A module."""

from app import get, unused
from app import other


def run(items):
    # Every item.
    for item in items:
        stmt = other(item)
        user = get(stmt)  # its user
        print('é', user)
'''
LOOP = Span(9, 4, 12, 24)


def steps() -> list[PlanStep]:
    return [
        LoadOnce("m.run", 7, LOOP, "keys = list(items)", "users = load(keys)"),
        TakeLoaded("m.run", 7, Span(11, 15, 11, 24), "users.get(item)", Span(11, 8, 11, 24)),
        Forget("m.run", 7, Span(10, 8, 10, 26)),
    ]


def test_a_load_comes_above_the_comments_of_its_loop() -> None:
    lines = write(SOURCE, steps()).split("\n")
    at = lines.index("    keys = list(items)")
    assert lines[at : at + 4] == [
        "    keys = list(items)",
        "    users = load(keys)",
        "    # Every item.",
        "    for item in items:",
    ]


def test_comments_beside_a_statement_stay() -> None:
    text = write(SOURCE, steps())
    assert "        user = users.get(item)  # its user\n        print('é', user)\n" in text
    assert "stmt" not in text


def test_imports_whose_last_use_is_gone_go_too() -> None:
    text = write(SOURCE, steps())
    assert "from app import unused\n" in text
    assert "other" not in text


def test_loads_of_the_same_keys_collect_them_once() -> None:
    more = LoadOnce("m.run", 7, LOOP, "keys = list(items)", "orders = load(keys)")
    text = write(SOURCE, [*steps(), more])
    assert text.count("keys = list(items)") == 1
    assert text.index("users = load") < text.index("orders = load")


def test_line_ends_are_kept() -> None:
    text = write(SOURCE.replace("\n", "\r\n"), steps())
    assert "\n" not in text.replace("\r\n", "")


def test_a_function_is_added_beside_another() -> None:
    step = AddFunction("m.run", 7, Span(7, 0, 12, 24), "more", "def more():\n    pass")
    text = write(SOURCE, [step, AddImport("collections", "defaultdict")])
    assert text.endswith("print('é', user)\n\n\ndef more():\n    pass\n")
    assert '"""A module."""\n\nfrom collections import defaultdict\n' in text


def test_functions_of_one_name_are_added_once_where_they_do_the_same() -> None:
    place = Span(7, 0, 12, 24)
    first = AddFunction(
        "m.run", 7, place, "more", "def more(ids):\n    rows = load(ids)\n    return rows"
    )
    same = AddFunction(
        "m.run", 7, place, "more", "def more(ids):\n    found = load(ids)\n    return found"
    )
    other = AddFunction("m.run", 7, place, "more", "def more(ids):\n    return load(ids, True)")
    assert write(SOURCE, [first, same]).count("def more") == 1
    with pytest.raises(CannotWrite):
        write(SOURCE, [first, other])


def test_two_changes_of_one_line_are_refused() -> None:
    with pytest.raises(CannotWrite):
        write(SOURCE, [*steps(), Forget("m.run", 7, Span(11, 8, 11, 24))])


def test_a_name_that_means_something_else_is_not_imported() -> None:
    with pytest.raises(CannotWrite):
        write(SOURCE, [AddImport("sqlalchemy", "get")])


def test_one_import_of_a_family_will_do() -> None:
    source = "from sqlmodel import func, select\n\nprint(func, select)\n"
    assert write(source, [AddImport("sqlalchemy", "func")]) == source


def test_a_place_within_another_is_left_for_another_run() -> None:
    whole, part = Span(11, 15, 11, 24), Span(11, 18, 11, 24)
    both = [
        TakeLoaded("m.run", 7, whole, "users.get(item)", Span(11, 8, 11, 24)),
        TakeLoaded("m.run", 7, part, ".one", Span(11, 8, 11, 24)),
    ]
    with pytest.raises(CannotWrite, match="run again"):
        write(SOURCE, both)
