"""Bowler scripts: run once to see which queries they make; the queries then get texts, never files.

A script executes its queries itself (`.execute()`, `.diff()`, `.write()` ...). Here that only notes
them down: the script believes that it works in a folder, which holds a copy of the files.
"""

from __future__ import annotations

import inspect
import os
import runpy
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from codemods.errors import RefactorError
from codemods.guests.guest import Guest
from codemods.guests.job import Job
from codemods.guests.runnable import Edited

if TYPE_CHECKING:
    from codemods.guests.bowler_query import Rewriter

Run = tuple[Any, dict[str, Any]]  # a query, and how the script wanted to execute it


class BowlerScript:
    """The queries of a script, one after the other on every file."""

    def __init__(self, about: str, rewriters: list[Rewriter]) -> None:
        self._about = about
        self._rewriters = rewriters

    @property
    def about(self) -> str:
        return self._about

    def edit(self, job: Job) -> Edited:
        text = job.text
        for rewriter in self._rewriters:
            text = rewriter.rewritten(job.path, text)
        return Edited(text)


def load(guest: Guest, folder: Path, root: Path) -> BowlerScript:
    """The script's queries; `folder` is the copy of the project at `root` that it works in.

    Raises RefactorError when Bowler is not installed or the script gives no query. What the script
    itself raises comes through.
    """
    try:
        import bowler
    except ImportError:
        raise RefactorError(
            "Bowler is not installed",
            "Install it beside refactor: pip install 'refactor-assistant[guests]'.",
        ) from None
    from codemods.guests.bowler_query import Rewriter

    runs: list[Run] = []
    _note_instead_of_executing(bowler.Query, runs)
    os.chdir(folder)
    sys.path.insert(0, str(Path(guest.place).parent))
    options = [name if value is None else f"{name}={value}" for name, value in guest.options]
    sys.argv = [guest.place, *guest.words, *(f"--{option}" for option in options)]
    module = _module(guest)
    try:
        _execute(module)
        _gather(module, guest, bowler.Query, runs)
    except SystemExit as error:
        if not runs or error.code not in (None, 0):
            raise
    if not runs:
        raise RefactorError(
            f"`{guest.typed}` makes no query",
            "It needs a Query that it executes, one in a variable, or a function that returns one.",
        )
    rewriters = [Rewriter(query, keywords, folder, root) for query, keywords in runs]
    if not any(rewriter.covers_something for rewriter in rewriters):
        places = sorted({path for rewriter in rewriters for path in rewriter.paths})
        raise RefactorError(
            f"the script's own paths hold none of the files: {', '.join(places)}",
            "Paths in a script count from the project's root; Query() takes all files.",
        )
    return BowlerScript((inspect.getdoc(module) or "").partition("\n")[0], rewriters)


def _note_instead_of_executing(query: Any, runs: list[Run]) -> None:
    """All ways to execute a query lead through `execute`, but for `dump`, which only prints."""

    def execute(self: Any, **keywords: Any) -> Any:
        runs.append((self, keywords))
        self.retcode = 0
        return self

    def dump(self: Any, *args: Any, **keywords: Any) -> Any:
        return self

    query.execute = execute
    query.dump = dump


def _module(guest: Guest) -> ModuleType:
    spec = spec_from_file_location(Path(guest.place).stem, guest.place)
    if spec is None:
        raise RefactorError(f"`{guest.place}` is no Python file", "Name a script that ends in .py.")
    module = module_from_spec(spec)
    sys.modules[module.__name__] = module
    return module


def _execute(module: ModuleType) -> None:
    if module.__spec__ is not None and module.__spec__.loader is not None:
        module.__spec__.loader.exec_module(module)


def _gather(module: ModuleType, guest: Guest, query: type, runs: list[Run]) -> None:
    """The queries that were asked for: those of one name, else those that the script runs."""
    if guest.member:
        runs.clear()
        if not hasattr(module, guest.member):
            raise RefactorError(
                f"there is no `{guest.member}` in {guest.place}",
                "Name a variable that holds a Query, or a function that returns one.",
            )
        value = getattr(module, guest.member)
        _take(value if isinstance(value, query) else _called(value, guest, True), query, runs)
        return
    main = getattr(module, "main", None)
    if callable(main):
        _take(_called(main, guest, False), query, runs)
    if not runs:
        for value in list(vars(module).values()):
            if isinstance(value, query):
                _take(value, query, runs)
    if not runs:
        for function in _givers(module, query):
            _take(_called(function, guest, False), query, runs)
    if not runs:
        runpy.run_path(guest.place, run_name="__main__")


def _take(value: object, query: type, runs: list[Run]) -> None:
    """Notes the queries that a variable or a function gave, unless they have executed themselves."""
    for item in value if isinstance(value, (list, tuple)) else (value,):
        if isinstance(item, query) and all(item is not noted for noted, _ in runs):
            runs.append((item, {}))


def _givers(module: ModuleType, query: type) -> Iterator[Callable[..., object]]:
    """The script's own functions that are called `query`, or say that they return one."""
    for name, value in list(vars(module).items()):
        if inspect.isfunction(value) and value.__module__ == module.__name__:
            gives = value.__annotations__.get("return")
            said = gives if isinstance(gives, str) else ""
            if name == "query" or gives is query or said.rpartition(".")[2] == query.__name__:
                yield value


def _called(function: Any, guest: Guest, strict: bool) -> object:
    """Calls with the options that the function has parameters for; all of them when `strict`."""
    told = {name.replace("-", "_"): value for name, value in guest.options}
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        raise RefactorError(
            f"`{guest.typed}` is neither a Query nor a function that returns one"
        ) from None
    takes_all = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
    given = {name: value for name, value in told.items() if takes_all or name in parameters}
    unknown = sorted(told.keys() - given.keys())
    if strict and unknown:
        raise RefactorError(
            f"`{function.__name__}` has no argument {', '.join(unknown)}",
            f"It takes: {', '.join(parameters) or 'nothing'}.",
        )
    needed = [
        name
        for name, p in parameters.items()
        if p.default is p.empty
        and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)
        and name not in given
    ]
    if needed:
        raise RefactorError(
            f"`{function.__name__}` needs {', '.join(needed)}",
            "Give it with " + " ".join(f"--codemod-arg {name}=VALUE" for name in needed) + ".",
        )
    return function(**given)
