"""Generated programs behave the same before and after every safe edit, also when calls fail.

A program talks to a fake network of known reads and writes. Its outcome is what it returns or
raises together with the writes in their order. The new program must end as the old one does when
nothing fails; when one call fails, it must end as the old one can end when one call (or none) fails:
which of several calls meets the same broken network may differ, nothing else.
"""

from __future__ import annotations

import asyncio
import random
import types
from pathlib import Path

import pytest
from golden_world import Clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codemods.languages.python.rewrite import write
from codemods.patterns import gather
from codemods.project.project import Project
from codemods.settings import Settings

EFFECTS = {"app.net.read": "read", "app.net.pair": "read", "app.net.write": "write"}
NET = """
async def read(key: int) -> int: ...
async def pair(key: int) -> tuple[int, int]: ...
async def write(key: int) -> int: ...
"""
HEAD = """import asyncio

from app import net


class Missing(Exception): ...


class Denied(Exception): ...


MEMO: dict[int, int] = {}


async def plain(key: int) -> int:
    return await net.read(key + 100)


async def must(key: int) -> int:
    value = await net.read(key + 200)
    if value % 3 == 0:
        raise Missing(key)
    return value


async def allowed(key: int) -> int:
    value = await net.read(key + 300)
    if value % 4 == 1:
        raise Denied(key)
    return value


async def memo(key: int) -> int:
    if key not in MEMO:
        MEMO[key] = await net.read(key + 400) + len(MEMO)
    return MEMO[key]


async def saved(key: int) -> int:
    return await net.write(key + 500)


async def tolerant(key: int) -> int:
    try:
        return await must(key)
    except Missing:
        return -1


"""


class NetworkError(Exception):
    """The network is broken for one call."""


class Net(types.ModuleType):
    """The fake network of one run."""

    def __init__(self, seed: int, fault: str = "") -> None:
        super().__init__("app.net")
        self.seed = seed
        self.fault = fault
        self.calls: list[str] = []
        self.written: list[int] = []

    async def _call(self, what: str, key: int) -> int:
        label = f"{what} {key}"
        seen = sum(c.partition(" #")[0] == label for c in self.calls)
        label = f"{label} #{seen}"
        self.calls.append(label)
        chance = random.Random(f"{self.seed} {label}")
        await asyncio.sleep(chance.choice([1, 1, 2, 3, 5]))
        if label == self.fault:
            raise NetworkError
        return random.Random(f"{self.seed} {key}").randrange(12)

    async def read(self, key: int) -> int:
        return await self._call("read", key)

    async def pair(self, key: int) -> tuple[int, int]:
        value = await self._call("pair", key)
        return value, value + 1

    async def write(self, key: int) -> int:
        value = await self._call("write", key)
        self.written.append(key)
        return value


class Program:
    """Draws the lines of a function body; names stand for integers, lists end in `s`."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.names = ["p", "q"]
        self.lists = ["items"]
        self.count = 0

    def pick(self, options: list[str]) -> str:
        return self.draw(st.sampled_from(options))

    def new(self) -> str:
        self.count += 1
        return f"v{self.count}"

    def atom(self) -> str:
        return self.pick([*self.names[-4:], "1", "2", "7"])

    def number(self) -> str:
        return self.pick([self.atom(), self.atom(), f"{self.atom()} + 1", f"{self.atom()} * 2"])

    def call(self, of: str | None = None) -> str:
        key = of or self.number()
        name = self.pick(
            ["net.read"] * 5
            + ["plain"] * 3
            + ["must", "allowed", "tolerant", "memo", "saved", "net.write"]
        )
        return f"{name}({key})"

    def block(self, depth: int, indent: str) -> list[str]:
        lines: list[str] = []
        for _ in range(self.draw(st.integers(2, 5 if depth else 3))):
            lines += self.statement(depth, indent)
        return lines

    def statement(self, depth: int, indent: str) -> list[str]:
        kind = self.pick(
            ["await"] * 8
            + [
                "pure",
                "pure",
                "pair",
                "choice",
                "default",
                "dict",
                "comp",
                "append",
                "consume",
                "ignore",
                "residue",
            ]
            + (["if", "try", "for", "nested"] if depth else ["raise"])
        )
        match kind:
            case "await":
                call, name = self.call(), self.new()
                self.names.append(name)
                return [f"{indent}{name} = await {call}"]
            case "pure":
                value, name = (
                    self.number(),
                    self.pick([self.new(), *(n for n in self.names[-2:] if n.isidentifier())]),
                )
                if name not in self.names:
                    self.names.append(name)
                return [f"{indent}{name} = {value}"]
            case "residue":
                call, name = self.call(), self.new()
                line = f"{indent}{name} = (await {call}) + {self.atom()}"
                self.names.append(name)
                return [line]
            case "pair":
                one, two = self.new(), self.new()
                line = f"{indent}{one}, {two} = await net.pair({self.number()})"
                self.names += [one, two]
                return [line]
            case "choice":
                name = self.new()
                line = f"{indent}{name} = await {self.call()} if {self.atom()} > 3 else 0"
                self.names.append(name)
                return [line]
            case "default":
                name = self.new()
                test, call, other = self.atom(), self.call(), self.call()
                between, late = self.new(), self.pick([name, "0"])
                self.names += [name, between]
                return [
                    f"{indent}{name} = 5",
                    f"{indent}{between} = await {other}",
                    f"{indent}if {test} > 2:",
                    f"{indent}    {name} = await {call}",
                    f"{indent}{between} = {between} + {late}",
                ]
            case "dict":
                name = self.new()
                line = (
                    f'{indent}{name} = {{"a": await {self.call()}, "b": await {self.call()}}}["a"]'
                )
                self.names.append(name)
                return [line]
            case "comp":
                name = self.new()
                source = self.pick([*self.lists, "[1, 2, 3]", "range(3)"])
                call = self.call(self.pick(["x", "x + 1", f"x + {self.atom()}"]))
                self.names.append(f"len({name}s)")
                self.lists.append(f"{name}s")
                return [f"{indent}{name}s = [await {call} for x in {source}]"]
            case "append":
                name = self.new()
                source = self.pick([*self.lists, "[3, 4]"])
                call = self.call(self.pick(["x", "x * 3"]))
                self.lists.append(f"{name}s")
                return [
                    f"{indent}{name}s = []",
                    f"{indent}for x in {source}:",
                    f"{indent}    {name}s.append(await {call})",
                ]
            case "consume":
                name = self.new()
                source = self.pick([*self.lists, "[3, 4]"])
                call = self.call(self.pick(["x", "x * 3", f"x + {self.atom()}"]))
                then = self.pick(
                    [f"{name}s.append(y + x)", f"total = y + {self.atom()}", f"{name}s.append(y)"]
                )
                self.lists.append(f"{name}s")
                return [
                    f"{indent}{name}s = []",
                    f"{indent}for x in {source}:",
                    f"{indent}    y = await {call}",
                    f"{indent}    {then}",
                ]
            case "ignore":
                return [f"{indent}await {self.call()}"]
            case "raise":
                return [
                    f"{indent}if {self.atom()} == 4:",
                    f"{indent}    raise Denied({self.atom()})",
                ]
            case "if":
                known, lists = list(self.names), list(self.lists)
                lines = [f"{indent}if {self.atom()} % 2:", *self.block(depth - 1, indent + "    ")]
                self.names, self.lists = known, lists
                return lines
            case "for":
                known, lists = list(self.names), list(self.lists)
                source = self.pick([*self.lists, "[5, 6]"])
                self.names.append("z")
                lines = [f"{indent}for z in {source}:", *self.block(depth - 1, indent + "    ")]
                self.names, self.lists = known, lists
                return lines
            case "try":
                known, lists = list(self.names), list(self.lists)
                kept = self.names[-1] if self.names[-1].isidentifier() else "p"
                body = self.block(depth - 1, indent + "    ")
                shown = self.pick([kept, kept, *(n for n in self.names if n.isidentifier())])
                caught = self.pick(["Missing", "(Missing, Denied)", "Exception"])
                self.names, self.lists = known, lists
                return [
                    f"{indent}try:",
                    *body,
                    f"{indent}except {caught}:",
                    f"{indent}    return ('caught', {shown if shown in known else kept})",
                ]
            case _:
                name = self.new()
                known, lists = list(self.names), list(self.lists)
                body = self.block(0, indent + "    ")
                last = self.names[-1]
                self.names, self.lists = [*known, name], lists
                return [
                    f"{indent}async def inner_{name}():",
                    *body,
                    f"{indent}    return {last}",
                    "",
                    f"{indent}{name} = await inner_{name}()",
                ]


@st.composite
def programs(draw: st.DrawFn) -> str:
    program = Program(draw)
    body = program.block(2, "    ")
    values = [n for n in program.names if n.isidentifier()]
    ending = program.pick(
        [
            f"return {', '.join(values)}",
            f"return await {program.call()}, await {program.call()}, {values[-1]}",
            f"return await {program.call()}",
        ]
    )
    lines = ["async def main(p: int, q: int, items: list[int]):", *body, f"    {ending}", ""]
    return HEAD + "\n".join(lines)


def rewritten(source: str) -> str:
    """The program with every safe edit applied, one after the other, until none is left."""
    for _ in range(12):
        overlay = {"app/__init__.py": "", "app/net.py": NET, "app/main.py": source}
        project = Project.read(Path("/nowhere"), [], Settings(effects=EFFECTS), overlay=overlay)
        assert not project.skipped, project.skipped
        found = [f for f in gather.find(project).findings if f.verdict == "safe"]
        if not found:
            return source
        source = write(source, found[0].edits[0].steps)
    pytest.fail("a safe edit is found again and again")


def outcome(source: str, seed: int, fault: str = "") -> tuple[object, tuple[str, ...]]:
    net = Net(seed, fault)
    package = types.ModuleType("app")
    package.net = net  # type: ignore[attr-defined]
    module = types.ModuleType("app.main")
    text = source.replace("from app import net\n", "")
    module.__dict__["net"] = net
    exec(compile(text, "main.py", "exec"), module.__dict__)
    chance = random.Random(seed)
    arguments = (
        chance.randrange(9),
        chance.randrange(9),
        [chance.randrange(9) for _ in range(chance.randrange(4))],
    )
    loop = Clock()
    loop.set_exception_handler(lambda _loop, _context: None)

    async def run() -> object:
        try:
            return await module.main(*arguments)  # type: ignore[attr-defined]
        finally:
            left = asyncio.all_tasks() - {asyncio.current_task()}
            if left:
                await asyncio.wait(left)

    try:
        result: object = repr(loop.run_until_complete(run()))
    except Exception as error:  # whatever it raises is its outcome
        result = f"raises {type(error).__name__} {error}"
    finally:
        loop.close()
    return (result, tuple(net.written)), tuple(net.calls)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(programs(), st.integers(0, 10_000))
def test_safe_edits_keep_the_behaviour(source: str, seed: int) -> None:
    changed = rewritten(source)
    if changed == source:
        return
    expected, calls = outcome(source, seed)
    found, new_calls = outcome(changed, seed)
    assert found == expected, changed
    possible = {expected} | {outcome(source, seed, call)[0] for call in calls}
    for call in new_calls:
        assert outcome(changed, seed, call)[0] in possible, f"{call} fails\n{changed}"


def test_the_generator_reaches_rewrites() -> None:
    """The property above says nothing about programs that are left alone."""
    changed = 0

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(programs())
    def count(source: str) -> None:
        nonlocal changed
        changed += rewritten(source) != source

    count()
    assert changed >= 15
