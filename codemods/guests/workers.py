"""A guest's processes seen from outside: files are dealt to them, and none of them is trusted.

A process that dies or takes too long costs one file; another process takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from codemods.errors import RefactorError
from codemods.guests.guest import Guest
from codemods.guests.job import Answer, Greeting, Help, Job, Unfit
from codemods.guests.worker import House, work


class HelpAsked(Exception):
    """The guest's help, which somebody asked for instead of a run."""


def answers(
    guest: Guest, house: House, jobs: Sequence[Job], processes: int
) -> Iterator[Answer | Greeting]:
    """First what the guest says of itself, then its answer to every job, as they come.

    Raises RefactorError when it cannot be run, HelpAsked when its help was wanted. However this
    ends, no process is left.
    """
    # The largest files first, so that no process sits on one when the others are done.
    waiting = deque(sorted(jobs, key=lambda job: (-len(job.text), job.path)))
    first = min(jobs, key=lambda job: job.path) if jobs else None
    at_work: list[_Worker] = []
    greeted = False
    try:
        wanted = max(1, min(processes, len(jobs)))
        at_work += (_Worker(guest, house, first) for _ in range(wanted))
        while at_work:
            soonest = min(worker.deadline for worker in at_work)
            ready = set(wait([w.line for w in at_work], max(0.0, soonest - time.monotonic())))
            for worker in list(at_work):
                if worker.line in ready:
                    said = worker.said()
                elif worker.deadline <= time.monotonic():
                    said = worker.out_of_time(house.timeout)
                else:
                    continue
                if isinstance(said, Answer) or not greeted:
                    greeted = True
                    yield said
                if worker.ended:
                    at_work.remove(worker)
                    if waiting:
                        at_work.append(_Worker(guest, house, first))
                elif waiting:
                    worker.give(waiting.popleft(), house.timeout)
                else:
                    worker.end()
                    at_work.remove(worker)
    finally:
        for worker in at_work:
            worker.end()


class _Worker:
    """One process, the line to it, and what it is busy with."""

    def __init__(self, guest: Guest, house: House, first: Job | None) -> None:
        # A fresh process knows nothing of this one: no open files, no locks, no state.
        context = multiprocessing.get_context("spawn")
        self.line, its_end = context.Pipe()
        self._guest = guest
        self._job: Job | None = None
        self._process: BaseProcess = context.Process(
            target=work, args=(its_end, guest, house, first)
        )
        self._process.start()
        its_end.close()
        self.deadline = time.monotonic() + house.timeout
        self.ended = False

    def give(self, job: Job, timeout: float) -> None:
        """Hand over a file; what comes back, or the process' death, is the answer to it."""
        self._job = job
        self.deadline = time.monotonic() + timeout
        with suppress(OSError):  # it died meanwhile, which its line will tell
            self.line.send(job)

    def said(self) -> Answer | Greeting:
        """What the process has sent, or what its death means."""
        try:
            message = self.line.recv()
        except Exception:  # the line is closed, or foreign code wrote on it
            self._process.join(1)  # it may be on its way out, and says how when it is gone
            self.end()
            return self._lost(f"its process ended with {self._ending()}")
        if isinstance(message, Unfit):
            raise RefactorError(message.what, message.advice)
        if isinstance(message, Help):
            raise HelpAsked(message.text)
        if isinstance(message, Answer) and self._job is not None:
            self._job = None
        return message  # type: ignore[no-any-return]

    def out_of_time(self, timeout: float) -> Answer | Greeting:
        self.end()
        return self._lost(f"it took longer than {timeout:g} s")

    def end(self) -> None:
        """End the process and all that it has started."""
        self.ended = True
        number = self._process.pid
        if number is not None:
            with suppress(OSError):
                if hasattr(os, "killpg") and os.getpgid(number) == number:
                    os.killpg(number, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.line.close()

    def _lost(self, problem: str) -> Answer:
        if self._job is None:
            raise RefactorError(
                f"`{self._guest.typed}` could not be loaded: {problem}",
                "Mend it, or give it more time with --timeout SECONDS.",
            )
        return Answer(self._job.path, problem=problem)

    def _ending(self) -> str:
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"
