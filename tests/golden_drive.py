"""Runs the modules of a golden case in a small world and compares what can come of them.

Two versions agree when they end the same way as long as nothing fails and for every failure of
one back-end call, and when whatever the new one does under several failures, or when it raises
anyhow, is something the old one could have done.
"""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import importlib
import itertools
import logging
import runpy
import sqlite3
import sys
import types
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from golden_world import (
    Clock,
    LogLines,
    StandStillError,
    World,
    stand_in_for_missing_libraries,
)

# Failures are tried for so many calls of a scenario; the others are more of the same.
_CALLS_TRIED = 6


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What callers and operators can tell of a run; `took` and `calls` are no part of it."""

    result: str
    effects: tuple[str, ...]
    rows: str
    took: float = dataclasses.field(compare=False)
    calls: tuple[str, ...] = dataclasses.field(compare=False)
    crowd: int = dataclasses.field(compare=False)


class Script:
    """The `run.py` of a case.

    `scenario(module, world)` drives the module. It may set ROUNDS (how many virtual seconds the
    versions take in the first situation), CROWD (how many calls run at once at most), SITUATIONS
    (names the scenario finds in `world.situation`), TEMPOS (durations by call, instead of "all
    alike" and "later calls are faster"), MODULE (for cases of several files) and FAULTS = False
    (where failures are known to differ, which is why the rewrite is not safe).
    """

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder = folder
        self.scratch = scratch
        names = runpy.run_path(str(folder / "run.py"))
        self.scenario = names["scenario"]
        self.rounds: tuple[int, int] | None = names.get("ROUNDS")
        self.crowd: int | None = names.get("CROWD")
        self.situations: tuple[str, ...] = names.get("SITUATIONS", ("",))
        self.tempos: tuple[Mapping[str, float], ...] | None = names.get("TEMPOS")
        self.module: str = names.get("MODULE", "")
        self.faults: bool = names.get("FAULTS", True)

    def run(
        self,
        version: str,
        situation: str = "",
        faults: frozenset[str] = frozenset(),
        tempo: Mapping[str, float] | None = None,
    ) -> Outcome:
        """One run of `before`, `after` or `tempting` in a world of its own."""
        world = World(self.scratch, situation or self.situations[0], faults, tempo)
        with _quiet(version), _logged(world), self._loaded(version) as module:
            loop = Clock()
            loop.set_exception_handler(lambda _loop, _context: None)
            asyncio.set_event_loop(loop)
            took = [0.0]
            try:
                result = plain(loop.run_until_complete(self._scenario(module, world, loop, took)))
            except Exception as error:  # whatever a version raises is its outcome
                took[0] = loop.now
                result = f"raises {type(error).__qualname__}: {error}"
            except StandStillError:
                result = "hangs"
            finally:
                loop.run_until_complete(loop.shutdown_asyncgens())
                asyncio.set_event_loop(None)
                loop.close()
            return Outcome(
                result,
                tuple(world.effects),
                plain(world.rows()),
                took[0],
                tuple(world.calls),
                world.crowd,
            )

    async def _scenario(self, module: Any, world: World, loop: Clock, took: list[float]) -> Any:
        """The scenario, then whatever it left running."""
        try:
            result = await self.scenario(module, world)
            took[0] = loop.now
            return result
        finally:
            left = asyncio.all_tasks() - {asyncio.current_task()}
            if left:
                await asyncio.wait(left)
            await world.close()

    @contextmanager
    def _loaded(self, version: str) -> Iterator[Any]:
        stand_in_for_missing_libraries()
        single = self.folder / f"{version}.py"
        known = set(sys.modules)
        path, bytecode = list(sys.path), sys.dont_write_bytecode
        sys.dont_write_bytecode = True
        try:
            if single.exists():
                module: Any = types.ModuleType("golden_case")
                module.__file__ = str(single)
                sys.modules["golden_case"] = module
                exec(
                    compile(single.read_bytes(), str(single), "exec", dont_inherit=True),
                    module.__dict__,
                )
            else:
                sys.path.insert(0, str(self.folder / version))
                importlib.invalidate_caches()
                module = importlib.import_module(self.module)
            yield module
        finally:
            sys.path[:], sys.dont_write_bytecode = path, bytecode
            for name in set(sys.modules) - known:
                file = getattr(sys.modules[name], "__file__", None) or ""
                if file.startswith(str(self.folder)):
                    del sys.modules[name]

    def tempos_of(self, calls: tuple[str, ...]) -> tuple[Mapping[str, float], ...]:
        falling = {call: float(len(calls) - i) for i, call in enumerate(calls)}
        return self.tempos if self.tempos is not None else ({}, falling)

    def differences(self, version: str) -> Iterator[str]:
        """What the version does that `before` does not do; nothing when it is a refinement."""
        for situation in self.situations:
            calls = self.run("before", situation).calls
            calls += tuple(c for c in self.run(version, situation).calls if c not in calls)
            tempos = self.tempos_of(calls)
            failures = [frozenset(f) for f in _failures(calls if self.faults else ())]
            possible = {
                (tempo, failure): self.run("before", situation, failure, tempos[tempo])
                for tempo in range(len(tempos))
                for failure in failures
            }
            for (tempo, failure), old in possible.items():
                new = self.run(version, situation, failure, tempos[tempo])
                succeeds = not possible[tempo, frozenset()].result.startswith("raises")
                exact = not failure or (len(failure) == 1 and succeeds)
                if new != old if exact else new not in possible.values():
                    where = f"{situation or 'as it is'}, failing: {sorted(failure) or 'nothing'}"
                    yield f"{where}: {shown(old)} -> {shown(new)}"


def _failures(calls: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    tried = calls[:_CALLS_TRIED]
    for size in range(3):
        yield from itertools.combinations(tried, size)


def shown(outcome: Outcome) -> str:
    """An outcome in a line, for a failing test."""
    return f"{outcome.result} {list(outcome.effects)} {outcome.rows}"


def plain(value: Any) -> str:
    """A text that is equal for equal values, also when their classes come from two versions."""
    match value:
        case dict():
            pairs = (f"{plain(k)}: {plain(v)}" for k, v in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(plain(v) for v in value) + "]"
        case tuple():
            return "(" + ", ".join(plain(v) for v in value) + ")"
        case set() | frozenset():
            return "{" + ", ".join(sorted(plain(v) for v in value)) + "}"
        case sqlite3.Row():
            return plain(dict(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return f"{type(value).__name__}({', '.join(f'{n}={plain(v)}' for n, v in parts)})"
    return repr(value)


@contextmanager
def _quiet(version: str) -> Iterator[None]:
    """Wrong edits leave coroutines and connections behind; that is not what is compared."""
    pool = logging.getLogger("sqlalchemy.pool")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pool.addHandler(silence := logging.NullHandler())
        pool.propagate = False
        try:
            yield
            if version == "tempting":
                gc.collect()
        finally:
            pool.removeHandler(silence)
            pool.propagate = True


@contextmanager
def _logged(world: World) -> Iterator[None]:
    handler, logger = LogLines(world), logging.getLogger("golden_case")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
