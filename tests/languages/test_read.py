"""Source becomes neutral words: names, steps, awaits, scopes."""

from __future__ import annotations

import pytest

from codemods.languages.python.facts import collect, decode, encode, parses, split_lines
from codemods.languages.python.read import read_function
from codemods.model.code import Await, Choice, Function, steps_within

SOURCE = """
import a.b as c
from .d import e as f
from g import *

if True:
    def one(): ...

class Outer(Base[int], metaclass=M):
    x: int = 1
    y = z = 2

    @property
    def p(self): return 1

    class Inner:
        async def m(self):
            def nested():
                return await_
            await q
"""


def function(source: str, name: str = "f") -> Function:
    facts = collect(source)
    fact = next(f for f in facts.functions if f.name == name)
    return read_function(split_lines(source), fact, "mod")


def test_definitions_are_found_with_their_lines() -> None:
    facts = collect(SOURCE)
    assert [f.name for f in facts.functions] == [
        "one", "Outer.p", "Outer.Inner.m", "Outer.Inner.m.nested",
    ]  # fmt: skip
    assert [(f.is_async, f.nested, f.owner) for f in facts.functions][2:] == [
        (True, False, "Outer.Inner"),
        (False, True, None),
    ]
    assert facts.functions[1].line == facts.functions[1].def_line - 1
    assert [c.bases for c in facts.classes] == [(), ("Base",)]
    assert [name for name, _, _ in facts.classes[1].attributes] == ["x", "y", "z"]
    assert [(i.local, i.module, i.name, i.level) for i in facts.imports] == [
        ("c", "a.b", None, 0),
        ("f", "d", "e", 1),
    ]
    assert facts.stars == (("g", 0),)


def test_facts_survive_the_cache() -> None:
    facts = collect(SOURCE + "# refactor: ignore[gather]\n")
    assert decode(encode(facts)) == facts


@pytest.mark.parametrize("text", ["", "\n", "# only\n", "x = 1", "\tx = 1", "def f(:", "(" * 500])
def test_any_text_is_parsed_or_explained(text: str) -> None:
    problem = parses(text)
    if problem is None:
        collect(text)
    else:
        with pytest.raises(SyntaxError):
            collect(text)


def test_awaits_are_counted_in_source_order() -> None:
    found = function("async def f():\n    x = await a(await b()) if await c() else await d()\n")
    (step,) = found.body
    assert step.awaits == 4
    assert isinstance(step.value, Choice)
    test = step.value.test
    assert isinstance(test, Await)
    assert test.ordinal == 2


def test_scopes_know_their_own_names() -> None:
    found = function(
        "def f(p, *, q=1, **r):\n"
        "    global g\n"
        "    g = 1\n"
        "    for x, (y, *z) in p: pass\n"
        "    with q as w, r: pass\n"
        "    try: pass\n"
        "    except E as e: pass\n"
        "    import a.b, c as d\n"
        "    [i for i in p if (j := i)]\n"
        "    def h(): inner = 1\n"
        "    lambda k: k\n"
    )
    expected = {"p", "q", "r", "x", "y", "z", "w", "e", "a", "d", "j", "h"}
    assert found.local_names == expected


def test_paths_lead_to_steps() -> None:
    found = function(
        "def f():\n    a\n    if b:\n        c\n    elif d:\n        e\n    else:\n        g\n"
    )
    assert [s.path for s in steps_within(found.body)] == [
        (0,), (1,), (1, 0, 0), (1, 1, 0), (1, 1, 0, 0, 0), (1, 1, 0, 1, 0),
    ]  # fmt: skip


def test_methods_in_odd_indentation_are_read_alone() -> None:
    source = 'class C:\n\t@d\n\tasync def f(self):\n\t\tx = """\ntext\n"""\n\t\treturn await x\n'
    found = function(source, "C.f")
    assert (found.span.line, found.span.end_line, found.owner) == (2, 7, "mod.C")
    assert found.body[1].awaits == 1
