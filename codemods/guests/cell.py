"""The walls around foreign code: what its process may use, read and print, and when it ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import IO

MOST_MEMORY = 4 << 30  # bytes of address space; a codemod that wants more is named, not fed
_STACK = 256 << 20
_DEPTH = 10_000  # calls; a chain of some hundred `elif` is nested for LibCST


def close_in() -> None:
    """Once, when the process begins: it leads a group of its own, which ends with this program."""
    if hasattr(os, "setsid"):
        os.setsid()
        threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory()
    sys.setrecursionlimit(_DEPTH)
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")


def redirect(said: IO[bytes] | None) -> None:
    """Nothing to read; what is printed goes into the file, nowhere without one."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
        os.dup2(null if said is None else said.fileno(), number)
    os.close(null)


def told(said: IO[bytes]) -> str:
    """What has been printed into the file."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    said.seek(0)
    return said.read().decode("utf-8", "replace").strip()


def set_alarm(seconds: float) -> None:
    """The process ends by itself after so long, whatever it is stuck in; 0 switches that off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    with suppress(ImportError):
        import resource

        for name, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_STACK, _STACK)):
            _, hard = resource.getrlimit(name)
            with suppress(ValueError, OSError):
                allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(name, (allowed, hard))


def _end_with_parent() -> None:
    """When this program has been killed, nobody else ends what the guest has started."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)
