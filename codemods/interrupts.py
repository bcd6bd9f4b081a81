"""Ctrl-C and its like, held back while there is something that must not be left behind."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

# How often whoever waits should look whether something came.
LOOK = 0.1


@contextmanager
def held() -> Iterator[list[int]]:
    """Signals that would end the run are only noted, in the list, and come when the block is left.

    A program that is being started or stopped is in nobody's hands for a moment: an interrupt just
    then would leave it running.
    """
    came: list[int] = []
    kept: dict[int, Any] = {}

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):  # not on this system, not in this thread
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:
                kept[number] = signal.signal(number, note)
    try:
        yield came
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
