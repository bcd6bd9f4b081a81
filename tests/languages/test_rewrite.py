"""Steps become source: layouts, comments, imports, and nothing else changed."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codemods.languages.python.rewrite import CannotWrite, write
from codemods.model.steps import AddImport, AwaitEach, AwaitTogether, Keep, Member, Together

PAIR = Together((Member(0, 0, "target"), Member(1, 0, "target")))


def together(
    source: str, *order: Keep | Together, line: int = 1, path: tuple[int, ...] = (), last: int = 1
) -> str:
    step = AwaitTogether("m.f", line, path, 0, last, order or (PAIR,))
    return write(source, [step, AddImport("asyncio")])


def test_two_assignments_become_one() -> None:
    assert together("async def f():\n    a = await g()\n    b = await h()\n") == (
        "import asyncio\n\nasync def f():\n    a, b = await asyncio.gather(g(), h())\n"
    )


def test_comments_stay_with_their_calls() -> None:
    source = "import asyncio\nasync def f():\n    # first\n    a = await g()\n\n    b = await h()  # second\n    return a\n"
    assert together(source, line=2) == (
        "import asyncio\nasync def f():\n    a, b = await asyncio.gather(\n        # first\n        g(),\n"
        "        h(),  # second\n    )\n    return a\n"
    )


def test_texts_over_several_lines_are_not_moved() -> None:
    source = 'from asyncio import gather\nclass C:\n    async def f(self):\n        a = await g("""\n  one\n""", 1)\n        b = await h()\n'
    new = together(source, line=3)
    assert '("""\n  one\n""", 1)' in new
    assert "await gather(" in new
    assert "import asyncio" not in new.replace("from asyncio import", "")


def test_the_ordered_form_raises_in_program_order() -> None:
    new = together(
        "import asyncio as aio\nasync def f():\n    a = await g()\n    b = await h()\n",
        Together(PAIR.members, ordered=True),
        line=2,
    )
    assert new.splitlines()[2:] == [
        "    results = await aio.gather(g(), h(), return_exceptions=True)",
        "    for result in results:",
        "        if isinstance(result, BaseException):",
        "            raise result",
        "    a, b = results",
    ]


def test_values_inside_expressions_get_names() -> None:
    members = (Member(0, 0, "name", "x"), Member(0, 1, "name", "y"))
    source = 'async def f():\n    return {"x": await g(), "y": (await h()).z}\n'
    assert together(source, Together(members), Keep(0), last=0).splitlines()[2:] == [
        "async def f():",
        "    x, y = await asyncio.gather(g(), h())",
        '    return {"x": x, "y": y.z}',
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "import asyncio\n\n"),
        ('"""Doc."""\n', '"""Doc."""\n\nimport asyncio\n\n'),
        ("#!/usr/bin/python\n", "#!/usr/bin/python\nimport asyncio\n\n"),
        (
            "from __future__ import annotations\n\n",
            "from __future__ import annotations\n\nimport asyncio\n\n",
        ),
        ("import abc\nimport os\n\n", "import abc\nimport asyncio\nimport os\n\n"),
        ("from os import path\n\n", "import asyncio\nfrom os import path\n\n"),
        ("import httpx\n\n", "import asyncio\n\nimport httpx\n\n"),
        ("import asyncio\n\n", "import asyncio\n\n"),
    ],
)
def test_the_import_goes_where_it_belongs(head: str, expected: str) -> None:
    body = "async def f():\n    a = await g()\n    b = await h()\n"
    new = together(head + body, line=head.count("\n") + 1)
    assert new.startswith(expected)
    assert new.endswith("async def f():\n    a, b = await asyncio.gather(g(), h())\n")


WRONG = {
    "no function there": ("x = 1\n", 1),
    "another meaning of the name": (
        "async def f(asyncio):\n    a = await g()\n    b = await h()\n",
        1,
    ),
    "a shared line": ("async def f():\n    a = await g(); b = await h()\n", 1),
    "one line in all": ("async def f(): a = await g()\n", 1),
    "no await": ("async def f():\n    a = g()\n    b = await h()\n", 1),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_is_not_written(what: str) -> None:
    source, line = WRONG[what]
    with pytest.raises(CannotWrite):
        together(source, line=line)


def test_a_loop_is_bounded() -> None:
    step = AwaitEach("m.f", 1, (), 0, 0, "comprehension", "fetch", "semaphore", 5)
    new = write("async def f(xs):\n    ys = {x: await g(x) for x in xs if x}\n", [step])
    assert new.splitlines() == [
        "async def f(xs):",
        "    semaphore = asyncio.Semaphore(5)",
        "",
        "    async def fetch(x):",
        "        async with semaphore:",
        "            return x, await g(x)",
        "",
        "    ys = dict(await asyncio.gather(*(fetch(x) for x in xs if x)))",
    ]


words = st.sampled_from(["alpha", "b", "c_long_name_indeed", "d4"])


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(words, words, st.booleans()), min_size=2, max_size=5),
    st.integers(0, 2),
    st.sampled_from(["    ", "  ", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_run_of_assignments_is_written(
    rows: list[tuple[str, str, bool]], depth: int, step: str, newline: str
) -> None:
    """The result parses, means the gather of the same calls, and leaves other lines alone."""
    head = [f"{step * level}class C{level}:" for level in range(depth)]
    indent = step * depth
    body = [f"{indent}async def f():"]
    for number, (name, argument, comment) in enumerate(rows):
        if comment:
            body.append(f"{indent}{step}# about {name}")
        body.append(
            f"{indent}{step}{name}{number} = await call_{name}({argument}, key='{argument}')"
        )
    tail = [f"{indent}{step}return 1", "", "z  =  2"]
    source = newline.join(["import asyncio", *head, *body, *tail])
    members = tuple(Member(n, 0, "target") for n in range(len(rows)))
    plan = AwaitTogether("m.f", len(head) + 2, (), 0, len(rows) - 1, (Together(members),))
    new = write(source, [plan])
    assert new.startswith(newline.join(["import asyncio", *head, body[0]]) + newline)
    assert new.endswith(newline.join(tail))
    assert new.count("\n") == new.count(newline)
    assert new.count("# about") == source.count("# about")
    function = next(n for n in ast.walk(ast.parse(new)) if isinstance(n, ast.AsyncFunctionDef))
    value = function.body[0].value.value  # type: ignore[attr-defined]
    assert ast.unparse(value.func) == "asyncio.gather"
    expected = [f"call_{name}({argument}, key='{argument}')" for name, argument, _ in rows]
    assert [ast.unparse(a) for a in value.args] == expected
