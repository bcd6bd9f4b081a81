"""Programs of like queries one after the other are rewritten, and both versions run on the same rows."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_batch_property import DIALECTS, PLAIN, Dialect, Runner, data, rewritten, runner_of

_SESSIONS = {
    "sqlalchemy": "Session",
    "django": "None",
    "sqlite3": "sqlite3.Connection",
    "text": "Session",
}


def program(dialect: Dialect, chance: random.Random) -> str:
    """A function with several like queries for keys of its own, and what may stand between them."""
    shape = chance.choice(["many", "count", "total", "first", "top", "maybe", "must", "count"])
    column, unique = chance.choice(["key", "up"]), "id"
    keys = chance.choice(
        [["a", "b", "c"], ["a", "a", "b"], ["1", "2", "3"], ["a", "1", "b", "2"], ["a", "b", "n"]]
    )
    text = getattr(dialect, shape)
    asked = [text.format(c=column, u=unique, k=key, f="") for key in keys]
    head, define, signature = dialect.head.partition("def run")
    session = _SESSIONS[dialect.name]
    lines = [f"def asked(db: {session}, a: int, b: int, c: int, n: int | None) -> list[object]:"]
    lines += ["    out: list[object] = []"]
    if chance.random() < 0.3:
        inner = text.format(c=column, u=unique, k="wanted", f="")
        head += f"def one(db: {session}, wanted: {'int | None' if 'n' in keys else 'int'}):\n"
        head += f"    return {inner}\n\n\n"
        asked = [f"one(db, {key})" for key in keys]
    form = chance.random()
    if form < 0.25:
        lines += ["    found = [", *(f"        {query}," for query in asked), "    ]"]
        lines += [
            f"    out.append({_shown(dialect, shape, 'x')})".join(["    for x in found:\n    ", ""])
        ]
    else:
        for number, query in enumerate(asked):
            lines.append(f"    x{number} = {query}")
            lines += (f"    {line}" for line in _between(dialect, shape, f"x{number}", chance))
        lines += (f"    out.append({_shown(dialect, shape, f'x{n}')})" for n in range(len(asked)))
    lines += ["    return out", "", "", ""]
    call = "asked(db, *(item.num for item in items[:3]), items[0].ref) if len(items) > 2 else []"
    return f"{head}{chr(10).join(lines)}{define}{signature}    return {call}\n"


def _between(dialect: Dialect, shape: str, name: str, chance: random.Random) -> Iterator[str]:
    roll = chance.random()
    if roll < 0.04:
        yield dialect.add.format(k="b")
    elif roll < 0.08:
        yield "b = b + 1"
    elif roll < 0.14 and shape in ("first", "maybe"):
        yield f"if {name} is None:"
        yield "    return out"
    elif roll < 0.18:
        yield "if c == 2:"
        yield "    raise LookupError(c)"
    elif roll < 0.22 and shape in ("many", "top"):
        yield f"{name} = list({name})"
        yield f"{name}.pop() if {name} else None"
    elif roll < 0.26 and shape == "first" and dialect.name not in PLAIN:
        yield f"if {name} is not None:"
        yield f"    {name}.n = 7"
    elif roll < 0.32:
        yield "out.append(a)"


def _shown(dialect: Dialect, shape: str, name: str) -> str:
    plain = dialect.name in PLAIN
    if shape in ("many", "top"):
        return f"[{'row[0]' if plain else '(row.id, row.n)'} for row in {name}]"
    if shape in ("count", "total") or (shape == "must" and plain):
        return f"repr({name})"
    value = f"{name}[0]" if plain else f"{name}.id"
    more = "" if plain or shape != "first" else f", {name}.n"
    return f"({value}{more}) if {name} is not None else None"


@pytest.fixture(scope="module", params=sorted(DIALECTS))
def runner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return runner_of(request.param, tmp_path_factory)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9))
def test_a_safe_edit_changes_nothing(runner: Runner, seed: int) -> None:
    chance = random.Random(seed)
    text = program(runner.dialect, chance)
    new = rewritten(runner.folder, runner.dialect, text)
    if new == text:
        return
    for _ in range(4):
        rows = data(chance)
        before, after = runner.outcome(text, rows), runner.outcome(new, rows)
        assert after == before, f"{text}\n-----\n{new}\n{rows}"


def test_many_programs_are_rewritten(runner: Runner) -> None:
    texts = [program(runner.dialect, random.Random(seed)) for seed in range(40)]
    changed = sum(rewritten(runner.folder, runner.dialect, text) != text for text in texts)
    assert changed >= 12
