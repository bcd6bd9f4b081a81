"""A guest's process: it loads the codemod, then turns texts into texts until nobody asks any more.

Foreign code runs here and nowhere else. It has nothing to read from and nowhere to print to, and the
file names that it is told are those of copies.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from codemods.errors import RefactorError
from codemods.guests.cell import MOST_MEMORY, close_in, redirect, set_alarm, told
from codemods.guests.guest import Guest
from codemods.guests.job import Answer, Greeting, Help, Job, Ready, Unfit
from codemods.guests.runnable import Declined, Runnable, Unreadable
from codemods.languages.python.facts import breaks, parses

_SPARE = 10.0  # seconds that an orphan lives on, when nobody is left to end it in time
_INNER = (
    *(f"{os.sep}{name}{os.sep}" for name in ("libcst", "bowler", "fissix", "importlib")),
    os.path.dirname(__file__),
)


@dataclass(frozen=True, slots=True)
class House:
    """Where a guest works: the folder with the copies, the project it was copied from, the rules."""

    folder: Path
    root: Path
    start: Path  # where the person stands
    timeout: float
    debug: bool = False


def work(line: Connection, guest: Guest, house: House, first: Job | None) -> None:
    """Greet once the codemod is loaded, then answer jobs until the line is closed.

    `first` is a file of the project, for a command that wants to know one before it is made.
    """
    close_in()
    with tempfile.TemporaryFile() as said:
        redirect(said)
        set_alarm(house.timeout + _SPARE)
        greeting, runnable = _loaded(guest, house, first, said)
        set_alarm(0)
        redirect(None)
    line.send(greeting)
    if runnable is None:
        return
    while True:
        try:
            job = line.recv()
        except EOFError:
            return
        set_alarm(house.timeout + _SPARE)
        answer = _answer(runnable, job, house.debug)
        set_alarm(0)
        line.send(answer)


def _loaded(
    guest: Guest, house: House, first: Job | None, said: IO[bytes]
) -> tuple[Greeting, Runnable | None]:
    try:
        return _load(guest, house, first)
    except RefactorError as error:
        return Unfit(error.what, error.advice), None
    except SystemExit as error:
        printed = told(said)
        if error.code in (None, 0) and printed:
            return Help(printed), None
        lines = (error.code if isinstance(error.code, str) else printed).splitlines()
        last = lines[-1] if lines else f"it ended with {_ending(error)}"
        return Unfit(f"`{guest.typed}` ended before it could be run: {last}", _HOW), None
    except BaseException as error:
        more = f"\n{traceback.format_exc().rstrip()}" if house.debug else ""
        return Unfit(f"`{guest.typed}` cannot be loaded: {_shown(error)}{more}", _WHERE), None


_HOW = "Its arguments go behind `--`; -- --help may list them."
_WHERE = "Mend it; --debug shows where it went wrong."


def _load(guest: Guest, house: House, first: Job | None) -> tuple[Greeting, Runnable | None]:
    from codemods.guests.arguments import HelpWanted

    runnable: Runnable
    if guest.kind == "bowler":
        from codemods.guests import bowler_script

        runnable = bowler_script.load(guest, house.folder, house.root)
        return Ready(runnable.about), runnable
    from codemods.guests import libcst_command

    sys.path[:0] = [str(house.start), str(house.root)]
    try:
        runnable = command = libcst_command.load(guest, house.folder)
        command.check(first)
    except HelpWanted as help_wanted:
        return Help(str(help_wanted)), None
    return Ready(runnable.about), runnable


def _answer(runnable: Runnable, job: Job, debug: bool) -> Answer:
    """What the codemod makes of a file, and what it would make of that."""
    try:
        edited = runnable.edit(job)
        if edited.text == job.text:
            return Answer(job.path, notes=edited.notes)
        problem = _flaw(job.text, edited.text)
        if problem:
            return Answer(job.path, problem=problem)
    except Declined as declined:
        return Answer(job.path, declined=str(declined))
    except BaseException as error:
        more = f"\n{traceback.format_exc().rstrip()}" if debug else ""
        return Answer(job.path, problem=_shown(error) + more)
    again = ""
    try:
        if runnable.edit(Job(job.path, job.module, edited.text)).text != edited.text:
            again = "a second run would change it again"
    except Declined:
        pass
    except BaseException as error:
        again = f"a second run fails: {_shown(error)}"
    return Answer(job.path, edited.text, again, notes=edited.notes)


def _flaw(old: str, new: str) -> str:
    """Why the new text is no module; "" when nothing is wrong.

    What only the compiler sees (an argument given twice) counts where the old text was free of it.
    """
    problem = parses(new) or breaks(old, new)
    return f"its new text does not parse: {problem}" if problem else ""


def _shown(error: BaseException) -> str:
    """What went wrong, in a line, with the line of foreign code it went wrong in."""
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, SystemExit):
        return f"it ended with {_ending(error)}"
    if isinstance(error, MemoryError):
        return f"it wanted more than {MOST_MEMORY >> 30} GB of memory"
    text = " ".join(str(error).split())[:200]
    what = f"{type(error).__name__}: {text}" if text else type(error).__name__
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_foreign(f.filename)]
    return f"{what} ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else what


def _is_foreign(file: str) -> bool:
    """Whether a file is the codemod's, not one of its framework, of Python or of this program."""
    if file.startswith("<") or any(part in file for part in _INNER):
        return False
    return not file.startswith(sysconfig.get_path("stdlib")) or "site-packages" in file


def _ending(error: SystemExit) -> str:
    return f"sys.exit({'' if error.code is None else repr(error.code)})"
